"""The links to re-check of the sample, resolved: with script, without, and with two people at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alignment.models import User
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey

Pages = Callable[..., Page]
GROUP = "“Individual development plan is agreed and looked at again” says something else"
LISTEN = "Listen actively"


def queue(page: Page) -> Page:
    """From the list of plans through the overview to the links to re-check."""
    page.goto("/w/sample/plans/")
    page.get_by_role("link", name="Sample: Empowering Leaders").click()
    page.get_by_role("link", name="3 links to re-check").click()
    expect(page.get_by_role("heading", level=1, name="Links to re-check")).to_be_visible()
    return page


def test_a_lead_reads_what_changed_and_decides(page_of: Pages, lead: User) -> None:
    page = queue(page_of(lead))
    assert wrong_with(page) == []
    group = page.get_by_role("region", name=GROUP)
    expect(group).to_contain_text("Why: Agreed with the works council")
    expect(group).to_contain_text("Once a year manager and team member fill in the form.")
    expect(group).to_contain_text("Manager and team member settle what the person wants to learn")

    group.get_by_role("button", name="Confirm the ticked links").click()
    expect(group.get_by_role("alert")).to_contain_text("Tick the links that still hold.")
    group.get_by_role("checkbox", name=LISTEN).check()
    group.get_by_label("Why do they still hold?").fill("Listening comes first, once or twice a year")
    group.get_by_role("button", name="Confirm the ticked links").click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed 1 link.")
    expect(page.get_by_role("heading", name="2 links to re-check")).to_be_focused()

    line = group.get_by_role("listitem").filter(has_text="Build trust")
    line.get_by_role("button", name="Unlink").click()
    expect(page.get_by_role("status")).to_contain_text("Took away a link")
    page.get_by_role("button", name="Undo").click()
    page = page if "/recheck/" in page.url else queue_again(page)
    group.get_by_role("listitem").filter(has_text="Build trust").get_by_role(
        "link", name="Change the reason"
    ).click()
    page.get_by_label("Why does this lead to that?").fill("A plan without trust stays a form")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="1 link to re-check")).to_be_visible()

    group.get_by_label("Why does it still hold?").fill("Exit talks say so")
    group.get_by_role("button", name="It still holds").click()
    expect(page.get_by_role("heading", name="Every link is confirmed")).to_be_visible()
    page.goto("/w/sample/plans/")
    page.get_by_role("link", name="Sample: Empowering Leaders").click()
    expect(page.get_by_role("link", name="to re-check")).to_have_count(0)


def queue_again(page: Page) -> Page:
    page.goto("/w/sample/recheck/?person=all")
    return page


def test_the_queue_works_without_script(another_page: Pages, lead: User) -> None:
    page = queue(another_page(lead, java_script_enabled=False))
    group = page.get_by_role("region", name=GROUP)
    group.get_by_role("button", name="Confirm all 3 links").click()
    expect(group.get_by_role("alert")).to_contain_text("Fill this in.")
    group.get_by_label("Why do they still hold?").fill("The council changed the rhythm, not the point")
    group.get_by_role("button", name="Confirm all 3 links").click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed 3 links.")
    expect(page.get_by_role("heading", name="Every link is confirmed")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    queue_again(page)
    page.get_by_label("Whom they concern").select_option(label="Sam Reyes (sample) (1)")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="1 link to re-check concerns Sam Reyes (sample)")).to_be_visible()


def test_nobody_confirms_what_they_have_not_seen(page_of: Pages, another_page: Pages, lead: User) -> None:
    mine, theirs = queue(page_of(lead)), another_page(lead)
    theirs.goto("/w/sample/plans/")
    theirs.get_by_role("link", name="Sample: Empowering Leaders").click()
    theirs.goto(f"{theirs.url}moments/")
    theirs.get_by_role("link", name="Edit Individual development plan is agreed and looked at again").click()
    form = theirs.locator("li").filter(has=theirs.get_by_role("button", name="Save", exact=True))
    form.get_by_label("The situation in one line").fill("The plan is dropped")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.get_by_role("status")).to_contain_text("Saved")

    group = mine.get_by_role("region", name=GROUP)
    group.get_by_label("Why do they still hold?").fill("My words")
    group.get_by_role("button", name="Confirm all 3 links").click()
    again = mine.locator(".recheck-group").filter(has_text="Changed since you opened the page").first
    expect(again.get_by_role("alert")).to_be_focused()
    assert wrong_with(mine) == []
    expect(again).to_contain_text("The plan is dropped")
    expect(again.get_by_label("Why do they still hold?")).to_have_value("My words")
