"""Starting with what is run already: paste a list, see that it serves no goal, work upward."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alignment.models import Initiative, Plan, User

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
    """Each step offers the way to the one above, until the initiative serves a goal."""
    table = report.get_by_role("table", name="Initiatives")
    table.get_by_role("link", name="Leadership academy").first.click()
    expect(report.get_by_text("Supports nothing. Link it or stop it.")).to_be_visible()
    expect(report.get_by_role("heading", name="to a goal")).to_have_count(0)
    report.get_by_role("link", name="Link it").first.click()
    report.get_by_role("link", name="Set learning outcomes").click()
    expect(report.get_by_text("This step is ahead of its foundations.")).to_be_visible()
    add(report, "Gives feedback in time")

    plan = Plan.objects.get()
    initiative = Initiative.objects.get(title="Leadership academy")
    report.goto(f"/w/acme/items/initiative/{initiative.pk}/link/")
    report.get_by_role("checkbox", name="Gives feedback in time").check()
    report.get_by_label(re.compile("^Why does this lead to that?")).fill("Practised every week")
    report.get_by_role("button", name="Link", exact=True).click()
    report.goto(f"/w/acme/items/initiative/{initiative.pk}/")
    expect(report.get_by_role("heading", name="1 way, which stops before a goal")).to_be_visible()
    report.goto(f"/w/acme/plans/{plan.pk}/trace/")
    row = report.get_by_role("row", name="Leadership academy")
    expect(row.get_by_role("cell").first).to_have_text("Stops at a learning outcome")


def add(page: Page, title: str) -> None:
    """One more item on a step page."""
    form = page.locator("main form.form:visible")
    form.locator("[name=title]").fill(title)
    form.get_by_role("button", name="Save and add another").click()
    expect(page.locator("li.item", has_text=title)).to_be_visible()
