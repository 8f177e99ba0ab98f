"""Two people edit one item, a form is sent with a mistake, a session ends: nothing typed is lost."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.models import BusinessGoal, Plan, User
from tests.factories import PASSWORD, make_goal
from tests.journeys.looks import faults

pytestmark = pytest.mark.journey
STRATEGY = "How we want to get there"


@pytest.fixture
def goal(plan: Plan) -> BusinessGoal:
    return make_goal(plan, title="Lose fewer people", strategy="Pay more")


def goals_page(plan: Plan) -> str:
    return reverse("framework:step", args=[plan.workspace.slug, plan.pk, "goals"])


def edit_in_place(page: Page, goal: BusinessGoal) -> Locator:
    """The goal's form in the place of its row."""
    page.goto(goals_page(goal.plan))
    page.get_by_role("link", name=f"Edit {goal.title}").click()
    form = page.locator(f"#goal-{goal.pk} form")
    expect(form).to_be_visible()
    return form


def edit_on_a_page(page: Page, goal: BusinessGoal) -> Locator:
    """The goal's form on a page of its own."""
    page.goto(reverse("framework:item_edit", args=[goal.workspace.slug, "goal", goal.pk]))
    return page.locator("main form.form")


@pytest.mark.parametrize("opened", [edit_in_place, edit_on_a_page])
def test_the_second_save_sees_both_texts(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    ann: User,
    eddy: User,
    goal: BusinessGoal,
    opened: Callable[[Page, BusinessGoal], Locator],
) -> None:
    first, second = page_of(ann), another_page(eddy)
    hers, his = opened(first, goal), opened(second, goal)
    hers.get_by_label(STRATEGY).fill("Give feedback every month")
    hers.get_by_role("button", name="Save").click()
    expect(first.get_by_role("status").first).to_contain_text("Saved")

    his.get_by_label(STRATEGY).fill("Let people choose their projects")
    his.get_by_role("button", name="Save").click()
    told = second.get_by_role("alert").filter(has_text="Ann changed this")
    expect(told).to_be_focused()
    assert second.locator(".as-typed").all_inner_texts() == [
        "Pay more",
        "Give feedback every month",
        "Let people choose their projects",
    ]
    assert faults(second) == []
    goal.refresh_from_db()
    assert goal.strategy == "Give feedback every month"

    second.get_by_role("button", name="Use mine").click()
    expect(second.locator("#messages")).to_contain_text("Saved")
    goal.refresh_from_db()
    assert goal.strategy == "Let people choose their projects"


def test_a_mistake_keeps_what_was_typed(
    page_of: Callable[[User], Page], ann: User, goal: BusinessGoal
) -> None:
    page = page_of(ann)
    form = edit_in_place(page, goal)
    form.get_by_label("Title").fill("")
    form.get_by_label(STRATEGY).fill("Let people choose their projects")
    form.get_by_role("button", name="Save").click()

    summary = form.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(form.get_by_label(STRATEGY)).to_have_value("Let people choose their projects")
    expect(form.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    assert faults(page) == []
    summary.get_by_role("link").click()
    expect(form.get_by_label("Title")).to_be_focused()


def test_a_session_that_ends_gives_the_text_back(
    page_of: Callable[[User], Page], ann: User, goal: BusinessGoal
) -> None:
    EmailAddress.objects.create(user=ann, email=ann.email, verified=True, primary=True)
    page = page_of(ann)
    form = edit_in_place(page, goal)
    form.get_by_label(STRATEGY).fill("Let people choose their projects")
    Session.objects.all().delete()
    form.get_by_role("button", name="Save").click()

    page.locator("[name=login]").fill(ann.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()
    print(page.url)
    again = page.locator("main form.form:visible")
    expect(again.get_by_label(STRATEGY)).to_have_value("Let people choose their projects")
    again.get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text("Saved")
    goal.refresh_from_db()
    assert goal.strategy == "Let people choose their projects"
