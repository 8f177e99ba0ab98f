"""Two people in one plan: each hears of the other's saves, and neither loses a word."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.models import BusinessGoal, Plan, User
from tests.factories import make_goal
from tests.journeys.looks import faults

pytestmark = pytest.mark.journey
STRATEGY = "How we want to get there"


@pytest.fixture
def goal(plan: Plan) -> BusinessGoal:
    return make_goal(plan, title="Lose fewer people", strategy="Pay more")


def edit(page: Page, goal: BusinessGoal) -> Page:
    page.goto(reverse("framework:item_edit", args=["acme", "goal", goal.pk]))
    return page


def save(page: Page, strategy: str) -> None:
    page.get_by_label(STRATEGY).fill(strategy)
    page.get_by_role("button", name="Save").click()


def look_again(page: Page) -> None:
    """What happens every few seconds, now: the page asks for news when somebody comes back to it."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_each_hears_of_the_other_and_nothing_typed_is_touched(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    ann: User,
    eddy: User,
    plan: Plan,
    goal: BusinessGoal,
) -> None:
    hers, his, reading = edit(page_of(ann), goal), edit(another_page(eddy), goal), another_page(eddy)
    reading.goto(reverse("framework:step", args=["acme", plan.pk, "goals"]))
    his.get_by_label(STRATEGY).fill("Let people choose their projects")
    look_again(his)
    expect(his.locator(".news")).to_be_empty()

    save(hers, "Give feedback every month")
    expect(hers.locator("#messages")).to_contain_text("Saved")
    look_again(hers)
    look_again(reading)
    expect(reading.locator(".news")).to_contain_text("Ann changed “Lose fewer people” a moment ago.")
    assert faults(reading) == []
    reading.get_by_role("link", name="Show what was changed").click()
    expect(reading.locator(".history > li")).to_have_count(1)

    look_again(his)
    expect(his.locator(".news")).to_contain_text("What you are editing was changed too.")
    expect(his.get_by_label(STRATEGY)).to_have_value("Let people choose their projects")
    assert faults(his) == []
    expect(hers.locator(".news")).to_be_empty()

    his.get_by_role("button", name="Save").click()
    assert his.locator(".as-typed").all_inner_texts() == [
        "Pay more",
        "Give feedback every month",
        "Let people choose their projects",
    ]
    his.get_by_role("button", name="Keep theirs").click()
    goal.refresh_from_db()
    assert goal.strategy == "Give feedback every month"


def test_without_javascript_the_save_meets_both_texts(
    another_page: Callable[..., Page], ann: User, eddy: User, goal: BusinessGoal
) -> None:
    hers, his = (edit(another_page(user, java_script_enabled=False), goal) for user in (ann, eddy))
    save(hers, "Give feedback every month")
    save(his, "Let people choose their projects")
    expect(his.get_by_role("alert").filter(has_text="Ann changed this")).to_be_visible()
    assert his.locator(".as-typed").all_inner_texts()[1:] == [
        "Give feedback every month",
        "Let people choose their projects",
    ]
    his.get_by_role("button", name="Use mine").click()
    expect(his.locator("#messages")).to_contain_text("Saved")
    goal.refresh_from_db()
    assert goal.strategy == "Let people choose their projects"


def test_it_ends_with_the_session_and_leaves_the_form_alone(
    page_of: Callable[[User], Page], ann: User, goal: BusinessGoal
) -> None:
    page = edit(page_of(ann), goal)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/changes/?" in request.url else None)
    page.get_by_label(STRATEGY).fill("Let people choose their projects")
    Session.objects.all().delete()
    with page.expect_response(lambda answer: "/changes/" in answer.url):
        look_again(page)
    look_again(page)
    page.wait_for_timeout(300)
    assert len(asked) == 1
    expect(page.get_by_label(STRATEGY)).to_have_value("Let people choose their projects")
    assert page.url.endswith(reverse("framework:item_edit", args=["acme", "goal", goal.pk]))
    page.evaluate("window.onbeforeunload = null")
