"""Looking at what a change would do before it is made, and then making it or leaving it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.framework.services.items import create_item
from alignment.framework.services.links import link
from alignment.models import Layer, Plan, User
from tests.factories import PASSWORD
from tests.journeys.looks import faults, wrong_with

pytestmark = pytest.mark.journey
TITLES = ("Fewer people leave", "The score rises", "Monthly talk", "Listen", "Leaders programme")


@pytest.fixture
def chain(plan: Plan, ann: User) -> list[Any]:
    """A goal that one initiative supports, hop by hop."""
    items: list[Any] = []
    for layer, title in zip(Layer, TITLES, strict=True):
        fields = {"title": title} | ({"status": "running"} if layer is Layer.INITIATIVE else {})
        made = create_item(layer, by=ann, plan=plan, fields=fields)
        if items:
            link(made, items[-1], by=ann, reason="So")
        items.append(made)
    return items


def address(item: Any, name: str = "item") -> str:
    return reverse(f"framework:{name}", args=[item.workspace.slug, item.layer.word, item.pk])


def open_page(page_of: Any, another_page: Any, user: User, script: bool) -> Page:
    return page_of(user) if script else another_page(user, java_script_enabled=False)


@pytest.mark.parametrize("script", [True, False])
def test_archiving_is_looked_at_left_and_done(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    ann: User,
    chain: list[Any],
    script: bool,
) -> None:
    outcome = chain[1]
    page = open_page(page_of, another_page, ann, script)
    page.goto(address(outcome))
    page.get_by_role("link", name="What if…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What if “The score rises” were archived?")
    expect(page.get_by_text("“Fewer people leave” would lose its only support.")).to_be_visible()
    expect(page.get_by_text("1 initiative would support no goal")).to_be_visible()
    assert not script or wrong_with(page) == []
    page.get_by_role("link", name="Leave it").click()
    expect(page).to_have_url(address(outcome))
    outcome.refresh_from_db()
    assert outcome.archived_at is None

    page.get_by_role("link", name="What if…").click()
    page.get_by_role("button", name="Archive it").click()
    expect(page.locator("#messages")).to_contain_text("Archived “The score rises”.")
    outcome.refresh_from_db()
    assert outcome.archived_at is not None


@pytest.mark.parametrize("script", [True, False])
def test_stopping_asks_for_the_reason(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    ann: User,
    chain: list[Any],
    script: bool,
) -> None:
    initiative = chain[-1]
    page = open_page(page_of, another_page, ann, script)
    page.goto(address(initiative, "what_if"))
    page.get_by_role("link", name="Stopped").click()
    expect(page.get_by_text("“Fewer people leave” would lose its only support.")).to_be_visible()
    page.get_by_role("link", name="Stop it, and say why").click()
    expect(page.get_by_role("radio", name="Stop it")).to_be_checked()
    page.get_by_label("Why").fill("Nobody comes")
    page.get_by_label("What is done instead").fill("Managers talk every week")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("#messages")).to_contain_text("Decided to stop “Leaders programme”.")
    initiative.refresh_from_db()
    assert initiative.status == "stopped"


@pytest.mark.parametrize("script", [True, False])
def test_a_change_is_looked_at_edited_on_and_saved(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    ann: User,
    chain: list[Any],
    script: bool,
) -> None:
    goal = chain[0]
    page = open_page(page_of, another_page, ann, script)
    page.goto(address(goal, "item_edit"))
    page.get_by_label("Title").fill("More people stay")
    page.get_by_label("How we want to get there").fill("First line\nSecond line")
    page.get_by_role("button", name="See what this would change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What if “Fewer people leave” were changed?")
    expect(page.get_by_text("1 link would be to re-check.")).to_be_visible()
    assert not script or faults(page) == []

    page.get_by_role("button", name="Back to editing").click()
    expect(page.get_by_label("How we want to get there")).to_have_value("First line\nSecond line")
    page.get_by_label("Only the wording changes").check()
    page.get_by_role("button", name="See what this would change").click()
    expect(page.get_by_text("Nothing would change.")).to_be_visible()
    goal.refresh_from_db()
    assert goal.title == "Fewer people leave"

    page.get_by_role("button", name="Save the change").click()
    expect(page.locator("#messages")).to_contain_text("Saved “More people stay”.")
    goal.refresh_from_db()
    assert (goal.title, goal.strategy.splitlines()) == ("More people stay", ["First line", "Second line"])


def test_a_change_is_looked_at_in_the_place_of_its_row(
    page_of: Callable[[User], Page], ann: User, plan: Plan, chain: list[Any]
) -> None:
    goal = chain[0]
    page = page_of(ann)
    page.goto(reverse("framework:step", args=[plan.workspace.slug, plan.pk, "goals"]))
    page.get_by_role("link", name=f"Edit {goal.title}").click()
    row = page.locator(f"#goal-{goal.pk}")
    row.get_by_label("Title").fill("More people stay")
    row.get_by_role("button", name="See what this would change").click()
    expect(row.get_by_text("1 link would be to re-check.")).to_be_visible()
    expect(row.get_by_role("heading", level=3).first).to_be_focused()
    assert faults(page) == []
    row.get_by_role("link", name="Leave it").click()
    expect(page.get_by_role("link", name=f"Edit {goal.title}")).to_be_visible()

    page.get_by_role("link", name=f"Edit {goal.title}").click()
    row.get_by_label("Title").fill("More people stay")
    row.get_by_role("button", name="See what this would change").click()
    row.get_by_role("button", name="Save the change").click()
    expect(page.locator("#messages")).to_contain_text("Saved “More people stay”.")


def test_a_session_that_ends_before_the_change_is_saved_gives_the_text_back(
    page_of: Callable[[User], Page], ann: User, chain: list[Any]
) -> None:
    EmailAddress.objects.create(user=ann, email=ann.email, verified=True, primary=True)
    goal, page = chain[0], page_of(ann)
    page.goto(address(goal, "item_edit"))
    page.get_by_label("How we want to get there").fill("First line\nSecond line")
    page.get_by_role("button", name="See what this would change").click()
    expect(page.get_by_role("button", name="Save the change")).to_be_visible()
    Session.objects.all().delete()
    page.get_by_role("button", name="Save the change").click()

    page.locator("[name=login]").fill(ann.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()
    expect(page.get_by_label("How we want to get there")).to_have_value("First line\nSecond line")
