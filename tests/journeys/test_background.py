"""Ask for the briefing over all plans as PDF, watch it being made, open it; with JavaScript and without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alignment.models import User
from tests.journeys import looks

pytestmark = pytest.mark.journey
MADE_IN = 60_000  # milliseconds


def pages_of(page: Page, address: str) -> list[str]:
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return looks.pdf_text(answer.body())


def test_the_portfolio_briefing_is_asked_for_watched_and_opened(
    page_of: Callable[[User], Page], lead: User
) -> None:
    page = page_of(lead)
    page.set_default_timeout(MADE_IN)  # the first page of a process reads everything
    page.goto("/w/sample/portfolio/")
    page.get_by_role("link", name="Briefing", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "initiatives serve a business goal", timeout=MADE_IN
    )
    assert looks.wrong_with(page) == []
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("heading", level=1, name="Portfolio briefing as PDF")).to_be_visible(
        timeout=MADE_IN
    )
    ready = page.get_by_role("link", name="Open the file")
    expect(ready).to_be_visible(timeout=MADE_IN)  # it appears without a reload
    assert looks.wrong_with(page) == []
    one, two = pages_of(page, str(ready.get_attribute("href")))
    assert "Decisions wanted" in one
    assert "Initiatives, those that need a decision first" in two
    page.get_by_role("link", name="Made in the background").click()
    mine = page.get_by_role("listitem").filter(has_text="Portfolio briefing as PDF")
    expect(mine).to_contain_text("Ready", timeout=MADE_IN)
    assert looks.wrong_with(page) == []


def test_without_javascript_one_looks_again(another_page: Callable[..., Page], lead: User) -> None:
    page = another_page(lead, java_script_enabled=False)
    page.goto("/w/sample/portfolio/briefing/")
    page.get_by_role("button", name="Make the PDF").click()
    ready = page.get_by_role("link", name="Open the file")
    for _look in range(60):
        if ready.count():
            break
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.wait_for_timeout(1000)
        page.get_by_role("link", name="Look again").click()
    assert len(pages_of(page, str(ready.get_attribute("href")))) == 2


def test_a_member_chooses_about_mail_and_stops_it_by_a_link(
    page_of: Callable[[User], Page], lead: User, samples: Any
) -> None:
    page = page_of(lead)
    page.goto("/w/sample/settings/")
    page.get_by_role("link", name="Mail", exact=True).click()
    page.get_by_label("Digest of this workspace").select_option(label="Every month")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved what you want to get by mail.")).to_be_visible()
    expect(page.get_by_label("Digest of this workspace")).to_have_value("monthly")
    assert looks.wrong_with(page) == []
