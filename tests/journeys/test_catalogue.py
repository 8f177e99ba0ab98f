"""A catalogue comes in with its progress shown, is decided about and linked, and the audit follows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alignment.models import CatalogueItem, Plan, User, Workspace
from tests.factories import make_chain, make_plan
from tests.journeys import looks
from tests.offers import make_barrier, make_offer

pytestmark = pytest.mark.journey
PATIENCE = 60_000
HEAD = "Course ID,Course title,Duration,Price,Enrolled,Retired,Skills\n"


def courses(folder: Path, count: int) -> str:
    """A file of so many courses, one of which cannot be read."""
    rows = [f"C{n:04},Course about topic {n},1.5,49,12,N,Topic {n % 7}" for n in range(count - 2)]
    rows += ["L1,Listen well in talks,90 min,$120,5.3k,N,Listening", "X1,Unclear,2-3 hours a week,1,1,N,"]
    file = folder / "courses.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return str(file)


def sound(page: Page) -> None:
    assert looks.wrong_with(page) == []
    page.set_viewport_size(looks.DESK)


@pytest.fixture
def chain(workspace: Workspace) -> Any:
    plan: Plan = make_plan(workspace)
    return make_chain(plan)


def bring_in(page: Page, file: str) -> None:
    page.goto("/w/acme/library/")
    page.get_by_role("link", name="Import a catalogue").click()
    page.get_by_label("CSV or Excel file").set_input_files(file)
    page.get_by_role("button", name="Go on to the columns").click()
    expect(page.get_by_label("Title")).to_contain_text(
        "Course title (Course about topic 0 · Course about topic 1)"
    )


def test_from_a_file_to_an_audit(
    page_of: Callable[[User], Page], ann: User, workspace: Workspace, chain: Any, tmp_path: Path
) -> None:
    page = page_of(ann)
    page.set_default_timeout(PATIENCE)
    bring_in(page, courses(tmp_path, 600))
    sound(page)
    page.get_by_role("button", name="Show what would change").click()
    expect(
        page.get_by_role("heading", name="599 to add, 0 to change, 0 unchanged, 1 left out")
    ).to_be_visible()
    expect(page.get_by_text("Row 601: hours:")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Import: add 599").click()
    report = page.get_by_role("link", name="See what it did")
    expect(report).to_be_visible(timeout=PATIENCE)
    sound(page)
    report.click()
    expect(page.get_by_role("heading", name="599 added, 0 changed, 0 unchanged, 1 skipped")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Go to the catalogue").click()
    page.get_by_label("Search", exact=True).last.fill("topic 1")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_label("Tick Course about topic 10", exact=True).check()
    page.get_by_label("Tick Course about topic 11", exact=True).check()
    page.get_by_label("Decision").last.select_option("retire")
    page.get_by_label("Why").fill("Nobody books them")
    page.get_by_role("button", name="Decide about them").click()
    expect(page.get_by_text("Decided about 2 items.")).to_be_visible()
    assert CatalogueItem.objects.filter(fate="retire").count() == 2
    sound(page)
    page.goto("/w/acme/library/audit/")
    expect(page.get_by_role("row", name="Items 597")).to_be_visible()
    item = CatalogueItem.objects.get(identifier="L1")
    page.goto(f"/w/acme/library/catalogue/{item.pk}/")
    page.get_by_role("link", name="Link it").click()
    page.get_by_label(chain[3].title).check()
    sound(page)
    page.get_by_role("button", name="Link it").click()
    expect(page.get_by_text("Serves a goal")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("row", name="Items 597 1")).to_be_visible()
    sound(page)


def test_without_javascript_a_small_file_comes_in(
    another_page: Callable[..., Page], ann: User, workspace: Workspace, tmp_path: Path
) -> None:
    page = another_page(ann, java_script_enabled=False)
    bring_in(page, courses(tmp_path, 5))
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Import: add 4").click()
    expect(page.get_by_text("Imported: 4 added, 0 changed, 0 unchanged, 1 skipped.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    assert not CatalogueItem.objects.exists()
    page.goto("/w/acme/library/barriers/")
    page.get_by_role("link", name="Add a barrier").click()
    page.get_by_label("What is in the way").fill("Budgets follow seats")
    page.get_by_label("Who takes it on").fill("Otto Lang")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Out of the way").click()
    expect(page.get_by_text("“Budgets follow seats” is out of the way.")).to_be_visible()


def test_every_page_of_the_library_can_be_read(
    page_of: Callable[[User], Page], ann: User, workspace: Workspace, chain: Any
) -> None:
    goal, *_between, learning, _initiative = chain
    item = make_offer(
        workspace, "Listening", builds=learning, claims=goal, purpose="personal_development", hours=2
    )
    make_offer(workspace, title=learning.title, out_of_use=True)
    make_offer(workspace, title=f"{learning.title} well")
    barrier = make_barrier(workspace, due="2026-01-01")
    of_item = [
        f"catalogue/{item.pk}/{page}"
        for page in ("", "decide/", "claim/", "approvals/new/", "?history=shown")
    ]
    pages = [
        "",
        "catalogue/",
        "catalogue/suggestions/",
        "audit/",
        "barriers/",
        f"barriers/{barrier.pk}/edit/",
    ]
    page = page_of(ann)
    wrong = {}
    for address in [*pages, *of_item]:
        page.goto(f"/w/acme/library/{address}")
        if found := looks.wrong_with(page):
            wrong[address] = found
    assert wrong == {}
