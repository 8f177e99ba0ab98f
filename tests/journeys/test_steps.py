"""Walking the steps in a browser: with script, by keyboard, without script, and two at once."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alignment.models import User

pytestmark = pytest.mark.journey

Pages = Callable[..., Page]


def open_step(page: Page, slug: str) -> Page:
    page.goto("/w/sample/plans/")
    page.get_by_role("link", name="Sample: Empowering Leaders").click()
    page.goto(f"{page.url}{slug}/")
    return page


def test_a_lead_adds_edits_links_and_takes_back(page_of: Pages, lead: User) -> None:
    page = open_step(page_of(lead), "initiatives")
    page.get_by_text("Add an initiative").click()
    page.get_by_label("Title").fill("Answer cards")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_role("status")).to_contain_text("Added “Answer cards”.")
    expect(page.get_by_label("Title")).to_be_focused()

    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Answer cards", exact=True))
    row.get_by_role("link", name="Link… Answer cards").click()
    picking = page.locator("li").filter(has_text="Which learning outcomes does it build?")
    picking.get_by_role("checkbox", name="Listen actively").check()
    picking.get_by_role("textbox", name="Why it leads to Listen actively").fill("They ask the question")
    page.get_by_role("button", name="Link", exact=True).click()
    expect(row).to_contain_text("Listen actively: They ask the question")

    page.get_by_role("link", name="Edit Answer cards", exact=True).click()
    title = page.locator("li").get_by_label("Title")
    expect(title).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Edit Answer cards", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    title.fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="There is something to correct")).to_be_focused()
    title.fill("Answer cards in the tool")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Edit Answer cards in the tool")).to_be_focused()

    page.get_by_role("button", name="Archive Answer cards in the tool").click()
    expect(page.get_by_role("link", name="Answer cards in the tool", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page = open_step(page, "initiatives")
    expect(page.get_by_role("link", name="Answer cards in the tool", exact=True)).to_be_visible()


def test_two_people_edit_one_goal_and_lose_nothing(page_of: Pages, another_page: Pages, lead: User) -> None:
    mine, theirs = open_step(page_of(lead), "goals"), open_step(another_page(lead), "goals")
    for page in (mine, theirs):
        page.get_by_role("link", name="Edit Improve employee retention").click()
    theirs.locator("li").get_by_label("How we want to get there").fill("Their words")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.get_by_role("status")).to_contain_text("Saved")
    mine.locator("li").get_by_label("How we want to get there").fill("My words")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_role("alert")).to_contain_text("Nothing of yours is lost.")
    expect(mine.locator("li").filter(has_text="Their words")).to_contain_text("My words")
    mine.get_by_role("button", name="Use mine").click()
    expect(mine.locator("li").filter(has_text="Improve employee retention")).to_contain_text("My words")


def test_the_steps_work_without_script(another_page: Pages, lead: User) -> None:
    page: Any = open_step(another_page(lead, java_script_enabled=False), "moments")
    page.get_by_text("Add a moment of truth").click()
    page.get_by_label("The situation in one line").fill("A customer calls twice")
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_label("Why it is not a learning problem").fill("One number for all")
    page.get_by_label("What would change it").fill("A second line")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_text("Added “A customer calls twice”.")).to_be_visible()
    expect(page.get_by_text("One number for all")).to_be_visible()
    page.get_by_role("link", name="Link… A customer calls twice").click()
    page.get_by_role("checkbox", name="Employee Net Promoter Score").check()
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.get_by_text("Linked “A customer calls twice” to 1 item.")).to_be_visible()
    page.get_by_role("link", name="Edit A customer calls twice").click()
    page.get_by_label("Who is there").fill("An agent")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved “A customer calls twice”.")).to_be_visible()
    page.get_by_role("button", name="Archive A customer calls twice").click()
    expect(page.get_by_text("Archived “A customer calls twice”.")).to_be_visible()
