"""From a framework to a development plan, in the browser: a skill is required, asked about, and missing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alignment.models import GroupNeed, LevelReading, Plan, Skill, User
from tests.factories import make_chain, make_group
from tests.journeys.looks import PHONE, wrong_with
from tests.skills.making import make_need

pytestmark = pytest.mark.journey

TABLE = "Code,Competency,Within\nL,Leading,\nL1,Listening actively,L\n,,\nL1,Listening twice,L\n"


def import_framework(page: Page, folder: Path) -> None:
    """A table whose columns say nothing by themselves."""
    file = folder / "Leadership.csv"
    file.write_text(TABLE)
    page.goto("/w/acme/library/skills/import/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_label("Title").select_option(label="Competency")
    page.get_by_label("Part of").select_option(label="Within")
    page.get_by_role("button", name="Show again").click()
    expect(page.get_by_role("heading", name="2 to add, 0 to change, 0 unchanged, 1 skipped")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Import: add 2, change 0").click()
    expect(page.get_by_role("link", name="Leading", exact=True)).to_be_visible()


def answer(phone: Page, address: str, level: str) -> None:
    phone.goto(address)
    phone.get_by_role("group", name="Ask back").get_by_label(level).check()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Your answer is kept.")).to_be_visible()


def test_from_a_framework_to_a_development_plan(
    another_page: Callable[..., Page], eddy: User, plan: Plan, tmp_path: Path
) -> None:
    _goal, _outcome, _moment, learning, _initiative = make_chain(plan)
    type(learning).objects.filter(pk=learning.pk).update(title="Ask back")
    make_need(learning, make_group(plan.workspace, size=40), required=4)
    lead = another_page(eddy)
    import_framework(lead, tmp_path)

    lead.goto(f"/w/acme/items/learning/{learning.pk}/")
    lead.get_by_role("link", name="Choose a skill").click()
    lead.get_by_label("Search the skills").fill("listen")
    found = lead.get_by_role("listitem").filter(has_text="Listening actively")
    found.get_by_role("button").click()
    expect(lead.get_by_text("The skill is chosen.")).to_be_visible()
    learning.refresh_from_db()
    assert learning.framework_skill == Skill.objects.get(title="Listening actively")

    lead.goto(f"/w/acme/plans/{plan.pk}/skills/")
    assert wrong_with(lead) == []
    lead.get_by_role("link", name="Ask a group").click()
    lead.get_by_label("Business goal").select_option(index=1)
    lead.get_by_label("Target group").select_option(index=1)
    lead.get_by_role("button", name="Open the form").click()
    lead.get_by_role("button", name="Make a link to send").click()
    address = "/r/" + lead.get_by_label("Link", exact=True).input_value().split("/r/")[1]
    options: dict[str, Any] = {"viewport": PHONE}
    levels = ("1 · Not yet", "2 · With help", "2 · With help", "3 · Alone, when it is easy")
    for number, level in enumerate((*levels, "1 · Not yet", "2 · With help")):
        phone = another_page(**options, java_script_enabled=number % 2 == 0)
        answer(phone, address, level)
        if number == 0:
            assert wrong_with(phone) == []
    lead.reload()
    lead.goto(lead.url.removesuffix("link/"))
    expect(lead.get_by_role("heading", name="6 people have answered")).to_be_visible()
    assert LevelReading.objects.count() == 0
    lead.get_by_role("link", name="Close and show results").click()
    lead.get_by_role("button", name="Close it").click()
    expect(lead.get_by_role("heading", name="What came out")).to_be_visible()
    assert wrong_with(lead) == []

    lead.get_by_role("link", name="See the skills gap").click()
    expect(lead.get_by_role("cell", name="2.2 levels are missing.")).to_be_visible()
    expect(lead.get_by_text("Self-assessment of 6 people").first).to_be_visible()
    assert GroupNeed.objects.get().current is None  # what was asked stands beside it, not in its place
    lead.get_by_role("link", name="Young managers", exact=True).click()
    expect(lead.get_by_role("heading", name="Development plan: Young managers")).to_be_visible()
    assert wrong_with(lead) == []
    lead.get_by_role("link", name="For their leaders").click()
    expect(lead.get_by_text("For the goal:")).to_be_visible()
