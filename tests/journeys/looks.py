"""What can be wrong with a page that is open in a browser: faults that axe finds, and its width."""

import io
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import APIResponse, Locator, Page
from pypdf import PdfReader

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
#: What a narrow window can spoil; a target is 24 pixels wide and high, or has that much room to itself.
ON_PHONE = ("color-contrast", "scrollable-region-focusable", "target-size")

RUN_AXE = """async (options) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}"""


def faults(page: Page, *rules: str) -> list[str]:
    """What axe objects to, each with the first element concerned; all its rules unless some are named."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found: list[str] = page.evaluate(RUN_AXE, options)
    return found


def shared_ids(page: Page) -> list[str]:
    """Ids that more than one element has."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    return sorted({one for one in found if found.count(one) > 1})


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def wrong_with(page: Page) -> list[str]:
    """Everything that is wrong with the page that is open: in light, in dark and on a phone."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    wrong = [f"light {fault}" for fault in faults(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"more than one element is called {one}" for one in shared_ids(page)]
    wrong += [f"dark {fault}" for fault in faults(page, "color-contrast")]
    page.set_viewport_size(PHONE)
    if wide := sideways(page):
        wrong.append(f"{wide} pixels too wide for a phone")
    wrong += [f"phone {fault}" for fault in faults(page, *ON_PHONE)]
    if (headings := page.locator("h1").count()) != 1:
        wrong.append(f"{headings} main headings")
    return wrong


def pdf_text(content: bytes) -> list[str]:
    """What each page of a PDF says, in words with one space between them."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def fetched(page: Page, link: Locator) -> APIResponse:
    """What a link leads to, as this browser's user gets it: for files, which the browser opens elsewhere."""
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.ok, f"{answer.status} {answer.url}"
    return answer
