"""Starting with what is run already: paste a list, see that it serves no goal, work upward."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alignment.models import Initiative, User

pytestmark = pytest.mark.journey
LIST = ["Time management e-learning", "Leadership academy", "Mentoring for starters"]


@pytest.fixture
def report(page_of: Callable[[User], Page], zoe: User) -> Page:
    """The trace report that a pasted list leads to."""
    page = page_of(zoe)
    page.goto("/")
    page.get_by_role("link", name="Paste a list").click()
    page.get_by_label(re.compile("^Organisation")).fill("Acme")
    page.get_by_label(re.compile("^Initiatives")).fill("\n".join(["", *LIST, "   "]))
    page.get_by_role("button", name="See which serve no goal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trace")
    return page


def test_a_pasted_list_serves_no_goal_yet(report: Page) -> None:
    expect(report.locator(".headline")).to_have_text("0 of 3 initiatives serve a business goal.")
    rows = report.get_by_role("table", name="Initiatives").get_by_role("row").all()[1:]
    assert {row.get_by_role("rowheader").inner_text().strip() for row in rows} == set(LIST)
    assert {row.get_by_role("cell").first.inner_text().strip() for row in rows} == {"Supports no goal"}
    titles = Initiative.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == LIST


def test_from_an_initiative_upward(report: Page) -> None:
    print(report.locator("main").inner_text())
    report.get_by_role("link", name="Leadership academy").click()
    print(report.locator("main").inner_text())
