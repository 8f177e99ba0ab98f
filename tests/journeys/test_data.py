"""Data in and out in the browser: what an import would do, that it did it, and what a broken file says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from alignment.models import BusinessGoal, Initiative, Plan, User
from tests.factories import make_goal
from tests.journeys.looks import faults

pytestmark = pytest.mark.journey


def plan_file(**lists: Any) -> FilePayload:
    """A plan file as a browser sends it."""
    document = {"format": "throughline-plan", "version": 1, "plans": [{"key": "p9", "title": "Service plan"}]}
    return FilePayload(
        name="service.json", mimeType="application/json", buffer=json.dumps(document | lists).encode()
    )


def test_a_file_is_previewed_and_then_imported(
    page_of: Callable[[User], Page], ann: User, plan: Plan
) -> None:
    make_goal(plan, key="csat", title="Make customers content")
    page = page_of(ann)
    page.goto(f"/w/{plan.workspace.slug}/plans/")
    page.locator("summary", has_text="Account:").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Data").click()
    goals = [{"key": "csat", "title": "Make customers happy"}, {"key": "fast", "title": "Answer faster"}]
    cards = [{"key": "cards", "title": "Answer cards", "kind": "job_aid"}]
    page.locator("input[type=file]").set_input_files(plan_file(goals=goals, initiatives=cards))
    page.get_by_role("button", name="Show what would change").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What the import would change")
    numbers = page.get_by_role("row", name="Business goals").get_by_role("cell").all_inner_texts()
    assert numbers == ["1", "1", "0"]
    assert faults(page) == []
    assert BusinessGoal.objects.get().title == "Make customers content"

    page.get_by_role("button", name="Import: add 3, change 1").click()
    expect(page.get_by_role("status")).to_contain_text("3")
    titles = set(BusinessGoal.objects.values_list("title", flat=True))
    assert titles == {"Make customers happy", "Answer faster"}
    assert Initiative.objects.get().plan.title == "Service plan"


def test_a_broken_file_says_where_and_changes_nothing(
    page_of: Callable[[User], Page], ann: User, plan: Plan
) -> None:
    page = page_of(ann)
    page.goto(f"/w/{plan.workspace.slug}/settings/data/")
    goals = [{"key": "csat", "title": "Content", "colour": "red"}, {"key": "csat", "title": "Again"}]
    page.locator("input[type=file]").set_input_files(plan_file(goals=goals))
    page.get_by_role("button", name="Show what would change").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem").first).to_contain_text("goals[0].colour")
    assert faults(page) == []
    assert not BusinessGoal.objects.exists()


def test_everything_is_taken_out_as_a_file(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    make_goal(plan, title="Answer faster")
    page = page_of(ann)
    page.goto(f"/w/{plan.workspace.slug}/settings/data/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download JSON").click()
    document = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [goal["title"] for goal in document["goals"]] == ["Answer faster"]
    assert download.value.suggested_filename.endswith(".json")
