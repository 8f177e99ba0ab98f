"""What was done to a plan: found, opened, taken back, brought back; with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.models import BusinessGoal, Layer, Plan, User
from tests.journeys.looks import faults

pytestmark = pytest.mark.journey


@pytest.fixture
def goals(ann: User, eddy: User, plan: Plan) -> list[BusinessGoal]:
    """One goal that Eddy edited, and one that Ann archived."""
    first, second = (
        create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": title, "strategy": "Pay more"})
        for title in ("Lose fewer people", "Grow abroad")
    )
    said = {"title": "Keep our people", "strategy": "Give feedback"}
    first = save_item(first, by=eddy, version=1, fields=said, why="Finance asked")
    archive_item(second, by=ann, version=1)
    return [first, second]


def history(plan: Plan) -> str:
    return reverse("versions:plan_history", args=["acme", plan.pk])


def walk(page: Page, plan: Plan, goals: list[BusinessGoal], looks: Callable[[Page], list[str]]) -> None:
    """Filter, open before and after, bring back what is archived, bring an item back to an earlier state."""
    kept, archived = goals
    page.goto(history(plan))
    page.get_by_label("Who").select_option("Eddy")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".history > li")).to_have_count(1)
    assert looks(page) == []

    page.get_by_role("link", name="Edited “Lose fewer people”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edited “Lose fewer people”")
    assert page.locator(".changes dt").all_inner_texts() == ["Title", "How we want to get there"]
    expect(page.locator(".changes del")).to_have_text(["before: Lose fewer people", "before: Pay more"])
    assert looks(page) == []

    page.goto(history(plan))
    page.get_by_role("button", name=re.compile("Bring back.*Grow abroad")).click()
    expect(page.locator("#messages")).to_contain_text("Brought back “Grow abroad”")
    archived.refresh_from_db()
    assert archived.is_archived is False

    page.goto(reverse("framework:item", args=["acme", "goal", kept.pk]))
    page.get_by_role("link", name="Show what was done to it").click()
    page.get_by_role("link", name="Bring back this state").click()
    expect(page.locator(".changes ins")).to_have_text(["after: Lose fewer people", "after: Pay more"])
    assert looks(page) == []
    page.get_by_role("button", name="Bring it back").click()
    told = page.locator("#messages")
    expect(told).to_contain_text("“Lose fewer people” says again what it said.")
    kept.refresh_from_db()
    assert (kept.title, kept.strategy, kept.version) == ("Lose fewer people", "Pay more", 3)

    told.get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("Taken back")
    kept.refresh_from_db()
    assert kept.title == "Keep our people"


def test_a_change_is_found_opened_and_brought_back(
    page_of: Callable[[User], Page], ann: User, plan: Plan, goals: list[BusinessGoal]
) -> None:
    walk(page_of(ann), plan, goals, faults)


def test_it_all_works_without_javascript(
    another_page: Callable[..., Page], ann: User, plan: Plan, goals: list[Any]
) -> None:
    walk(another_page(ann, java_script_enabled=False), plan, goals, lambda _page: [])
