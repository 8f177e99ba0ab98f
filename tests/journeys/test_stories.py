"""A story is written down on an item and read beside the numbers: in the plan, an update and a briefing."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.models import BusinessGoal, Plan, User
from tests.factories import make_chain, make_metric, make_person, make_reading
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey
SAID = "I asked before I answered, and she stayed."


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def address(name: str, plan: Plan, *more: object) -> str:
    return reverse(name, args=["acme", plan.pk, *more])


def tell(page: Page, goal: BusinessGoal) -> None:
    """On the page of the goal; a name that may be quoted has to be said."""
    page.goto(f"/w/acme/items/goal/{goal.pk}/")
    main(page).get_by_role("link", name="Add a story").click()
    page.get_by_label("What was said or seen").fill(SAID)
    page.get_by_label("Kind").select_option("Manager's observation")
    page.get_by_label("May it be quoted?").select_option("Yes, with the name")
    main(page).get_by_role("button", name="Save").click()
    expect(main(page)).to_contain_text("Say who told it: it may be quoted with the name.")
    expect(page.get_by_label("What was said or seen")).to_have_value(SAID)
    page.get_by_label("Who told it").fill("Dana Okoro")
    main(page).get_by_role("button", name="Save").click()
    stories = main(page).get_by_role("region", name="Stories")
    expect(stories).to_contain_text(SAID)
    expect(stories).to_contain_text(re.compile(r"Dana Okoro · Manager.s observation"))
    expect(stories).to_contain_text("May be quoted with the name")


def put_it_into_an_update(page: Page, plan: Plan) -> None:
    page.goto(address("updates:update_new", plan))
    page.get_by_label("One story").select_option(label=SAID)
    page.get_by_label("Dana Okoro").check()
    main(page).get_by_role("button", name="Save and look at it").click()
    expect(main(page).locator("blockquote")).to_contain_text(SAID)
    expect(main(page)).to_contain_text(re.compile(r"Dana Okoro · Manager.s observation"))


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "on a phone without"])
def test_told_on_an_item_and_read_beside_the_numbers(
    script: bool, another_page: Callable[..., Page], eddy: User, plan: Plan
) -> None:
    goal = make_chain(plan)[0]
    make_reading(make_metric(goal, title="Employee score", baseline=12, target=30), "2026-09-30", 19)
    make_person(plan.workspace, "Dana Okoro", email="dana@example.org")
    page = another_page(eddy, **({} if script else {"java_script_enabled": False, "viewport": PHONE}))
    tell(page, goal)
    seen = [page.url]
    page.goto(address("measurement:metric_list", plan))
    expect(main(page)).to_contain_text("Employee score")
    expect(main(page).get_by_role("region", name="Stories")).to_contain_text(SAID)
    seen.append(page.url)
    put_it_into_an_update(page, plan)
    seen.append(page.url)
    for reader in ("executive", "hr"):
        page.goto(address("briefings:briefing", plan, reader))
        expect(main(page).locator("blockquote", has_text=SAID)).to_be_visible()
    if script:
        for one in seen:
            page.goto(one)
            assert wrong_with(page) == []


def test_a_story_goes_out_of_briefings_when_it_may_not_be_quoted(
    another_page: Callable[..., Page], eddy: User, plan: Plan
) -> None:
    goal = make_chain(plan)[0]
    page = another_page(eddy)
    tell(page, goal)
    stories = main(page).get_by_role("region", name="Stories")
    stories.get_by_role("link", name=re.compile("^Edit")).click()
    page.get_by_label("May it be quoted?").select_option("No")
    main(page).get_by_role("button", name="Save").click()
    expect(stories).to_contain_text("Not to be quoted")
    page.goto(address("briefings:briefing", plan, "hr"))
    expect(main(page)).not_to_contain_text(SAID)
    page.goto(f"/w/acme/items/goal/{goal.pk}/")
    stories.get_by_role("link", name=re.compile("^Edit")).click()
    main(page).get_by_role("button", name="Archive this story").click()
    expect(stories).to_contain_text("Nothing is told yet")
    page.get_by_role("button", name="Undo").click()
    expect(stories).to_contain_text(SAID)
