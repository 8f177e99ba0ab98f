"""A plan is frozen, changed, compared with what it was and seen as it was, with and without JavaScript."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.models import BusinessGoal, Plan, Snapshot, User
from tests.factories import make_chain, make_metric
from tests.journeys.looks import fetched, pdf_text, wrong_with

pytestmark = pytest.mark.journey
OLD, NEW = "Lose fewer people", "Keep the people we need"


@pytest.fixture
def goal(plan: Plan) -> BusinessGoal:
    goal, outcome, *_rest = make_chain(plan, status="running")
    make_metric(outcome, baseline=12, target=30)
    BusinessGoal.objects.filter(pk=goal.pk).update(title=OLD)
    goal.refresh_from_db()
    return goal


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def freeze(page: Page, plan: Plan, note: str) -> None:
    """By the tab of the plan."""
    page.goto(f"/w/acme/plans/{plan.pk}/")
    main(page).get_by_role("link", name="Versions").click()
    main(page).get_by_label("Note").fill(note)
    main(page).get_by_role("button", name="Freeze this plan as version 1").click()
    expect(page.get_by_role("status").first).to_contain_text("Frozen as version 1.")
    expect(main(page)).to_contain_text("Unchanged since it was frozen")


def rename(page: Page, goal: BusinessGoal) -> None:
    """On the page of the goal's form; a change of meaning asks why."""
    page.goto(reverse("framework:item_edit", args=["acme", "goal", goal.pk]))
    form = page.locator("main form.form")
    form.locator("[name=title]").fill(NEW)
    form.get_by_label("Why does it change?").fill("Said by the board")
    form.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_frozen_changed_compared_and_seen_as_it_was(
    another_page: Callable[..., Page], eddy: User, goal: BusinessGoal, script: bool
) -> None:
    plan, page = goal.plan, another_page(eddy, java_script_enabled=script)
    freeze(page, plan, "Agreed with finance")
    rename(page, goal)
    goal.refresh_from_db()
    assert (goal.title, Snapshot.objects.count()) == (NEW, 1)

    page.goto(f"/w/acme/plans/{plan.pk}/versions/")
    main(page).get_by_role("link", name="Compare with now").click()
    title = main(page).get_by_role("listitem").filter(has_text=NEW).first
    expect(title).to_contain_text("Title")
    expect(title).to_contain_text("Changed")
    expect(main(page)).to_contain_text("To re-check")

    page.goto(f"/w/acme/plans/{plan.pk}/versions/")
    main(page).get_by_role("link", name="Version 1", exact=True).click()
    expect(main(page)).to_contain_text("This is not the current plan.")
    main(page).get_by_role("link", name="Alignment map").click()
    card = page.locator(f'[data-card="goal-{goal.pk}"]')
    expect(card).to_contain_text(OLD)
    card.click()
    expect(main(page)).to_contain_text(f"The trace of {OLD}")
    expect(page.get_by_role("link", name="Open this item")).to_have_count(0)
    main(page).get_by_role("link", name="See the plan as it is now").click()
    expect(page.locator(f'[data-card="goal-{goal.pk}"]')).to_contain_text(NEW)


def test_a_version_on_paper_says_which_it_is(
    page_of: Callable[[User], Page], eddy: User, goal: BusinessGoal
) -> None:
    page = page_of(eddy)
    freeze(page, goal.plan, "")
    page.goto(f"/w/acme/plans/{goal.plan.pk}/versions/1/map/")
    (sheet,) = pdf_text(fetched(page, page.get_by_role("link", name="Download PDF")).body())
    assert "Version 1, frozen on" in sheet
    assert OLD in sheet
    page.goto(f"/w/acme/plans/{goal.plan.pk}/versions/1/briefing/")
    first = pdf_text(fetched(page, page.get_by_role("link", name="Open the PDF")).body())[0]
    assert "This is not the current plan." in first


def test_pages_of_versions_can_be_read_by_everybody(page_of: Callable[[User], Page], lead: User) -> None:
    plan = Plan.objects.get(workspace__slug="sample", key="leaders")
    tabs = ("", "1/", "1/map/", "2/trace/", "2/metrics/", "2/briefing/", "compare/?from=1&to=2")
    page = page_of(lead)
    wrong = {}
    for tab in tabs:
        page.goto(f"/w/sample/plans/{plan.pk}/versions/{tab}")
        if found := wrong_with(page):
            wrong[tab] = found
    assert wrong == {}
