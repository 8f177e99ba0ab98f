"""Every page of the sample, looked at: no fault axe can find, no console message, no sideways scroll."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Page

from alignment.models import Role, User, Workspace
from tests.crawl import walk
from tests.factories import make_member

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def faults(page: Page) -> list[str]:
    """What axe objects to, each with the first element concerned."""
    found: list[Any] = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def looked_at(page: Page, address: str) -> list[str]:
    """Everything that is wrong with one page, in light, dark and on a phone."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    page.goto(address)
    wrong = [f"light {fault}" for fault in faults(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark {fault}" for fault in faults(page)]
    page.set_viewport_size(PHONE)
    if wide := sideways(page):
        wrong.append(f"{wide} pixels too wide for a phone")
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} main headings")
    return wrong


@pytest.mark.parametrize("role", [Role.OWNER])
def test_every_page_can_be_read_by_everybody(
    page_of: Callable[[User], Page], client_of: Callable[[User], Any], cleo: User, role: Role
) -> None:
    call_command("demo")
    make_member(Workspace.objects.get(slug="sample"), cleo, role)
    page = page_of(cleo)
    pages = walk(client_of(cleo), "/w/sample/plans/").pages
    wrong = {address: found for address in pages if (found := looked_at(page, address))}
    assert wrong == {}
