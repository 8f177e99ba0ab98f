"""People in the browser: a table with mistakes, the four fields, and somebody who asks to be forgotten."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from alignment.models import Person, Plan, User, Workspace
from tests.factories import make_goal, make_person
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


def table(text: str) -> FilePayload:
    return FilePayload(name="people.csv", mimeType="text/csv", buffer=text.encode())


def test_a_table_with_mistakes_is_corrected_imported_and_taken_back(
    page_of: Callable[[User], Page], ann: User, workspace: Workspace
) -> None:
    page = page_of(ann)
    page.goto("/w/acme/people/")
    page.get_by_role("link", name="Import people").click()
    assert wrong_with(page) == []
    bad = "Name;Role;Interest\nDana Okoro;Queen;high\nEve Lind;Manager\nTom Birch;Learner;low\n"
    page.locator("input[type=file]").set_input_files(table(bad))
    page.get_by_role("button", name="Show what would change").click()
    summary = page.get_by_role("alert").first
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(2)
    expect(summary).to_contain_text("Row 2: Role in the framework: “Queen” is not known.")
    assert wrong_with(page) == []

    page.get_by_role("link", name="Choose the file again").click()
    good = bad.replace("Queen", "Budget holder").replace("Manager\n", "Manager;medium\n")
    page.locator("input[type=file]").set_input_files(table(good))
    page.get_by_role("button", name="Show what would change").click()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Import: add 3, change 0").click()
    expect(page.get_by_role("status").first).to_contain_text("3 added")
    assert Person.objects.count() == 3
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Nobody is written down yet")).to_be_visible()
    assert Person.objects.count() == 0


def test_the_four_fields_are_narrowed_to_a_plan(
    page_of: Callable[[User], Page], ann: User, plan: Plan, workspace: Workspace
) -> None:
    boss = make_person(workspace, "Dana Okoro", influence="high", interest="high", team="Finance")
    make_person(workspace, "Eve Lind", influence="low", interest="high")
    make_person(workspace, "Tom Birch", influence="medium", interest="high")
    make_person(workspace, "Uma Reed", influence="high")
    make_goal(plan, owner=boss)
    page = page_of(ann)
    page.goto("/w/acme/people/")
    page.get_by_role("link", name="Interest and influence").click()
    closely = page.get_by_role("cell").filter(has_text="Manage closely")
    expect(closely).to_contain_text("Dana Okoro")
    expect(page.get_by_text("between Manage closely, Keep informed")).to_be_visible()
    assert wrong_with(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("People who matter in").select_option(label=plan.title)
    expect(page.get_by_text("Eve Lind")).to_have_count(0)
    closely.get_by_role("link", name="Dana Okoro").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dana Okoro")
    assert wrong_with(page) == []


def test_who_asks_to_be_forgotten_is_found_nowhere(
    page_of: Callable[[User], Page], ann: User, plan: Plan, workspace: Workspace
) -> None:
    zadie = make_person(workspace, "Zadie Quill", email="zadie@example.org")
    goal = make_goal(plan, title="Ask Zadie Quill first", owner=zadie)
    page = page_of(ann)
    page.goto(f"/w/acme/people/{zadie.pk}/")
    page.get_by_role("link", name="Anonymise or erase").click()
    assert wrong_with(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Erase: what they said is taken out as well").check()
    page.get_by_role("button", name="Do it now").click()
    expect(page.get_by_role("alert").first).to_contain_text("Tick this to go on.")
    page.get_by_label("This is final.").check()
    page.get_by_role("button", name="Do it now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Former stakeholder 1")
    assert wrong_with(page) == []
    for address in ("people/", f"items/goal/{goal.pk}/", f"plans/{plan.pk}/history/", "search/?q=Zadie"):
        page.goto(f"/w/acme/{address}")
        main = page.locator("main").inner_text()
        assert ("Quill" in main, "zadie@" in main) == (False, False)
