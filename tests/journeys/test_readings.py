"""Readings by hand, in the grid and from a file, with a second person to approve; no script."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.models import Metric, Plan, Reading, User
from tests.factories import make_goal, make_group, make_metric, make_reading
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey

ADD = re.compile("Add reading.*Turnover")
FILE = b"metric,date,value,note\nTurnover,2026-09-30,16.4 %,HR report\nEngagement,03/04/2026,12,\n"


@pytest.fixture
def metrics(plan: Plan) -> list[Metric]:
    goal = make_goal(plan)
    return [
        make_metric(goal, title="Turnover", unit="%", baseline=18, target=14, kind="decrease", position=0),
        make_metric(goal, title="Engagement", unit="points", baseline=10, target=20, position=1),
    ]


def tab(plan: Plan, name: str = "metric_list") -> str:
    return reverse(f"measurement:{name}", args=[plan.workspace.slug, plan.pk])


def add_one(page: Page, plan: Plan) -> None:
    """Add reading, type a value, save: back on the list with the new value."""
    page.goto(tab(plan))
    page.get_by_role("link", name=ADD).click()
    page.get_by_label("Value").fill("16.4")
    page.get_by_role("button", name="Save the reading").click()
    expect(page.get_by_role("status")).to_contain_text("Added a reading to “Turnover”.")
    expect(page.get_by_role("row", name="Turnover").first).to_contain_text("16.4\u00a0%")


def test_a_reading_in_two_clicks_and_a_second_person(
    page_of: Callable[[User], Page],
    another_page: Callable[..., Page],
    plan: Plan,
    metrics: list[Metric],
    ann: User,
    eddy: User,
) -> None:
    page = page_of(ann)
    page.goto(tab(plan))
    page.evaluate("window.here = true")
    page.get_by_role("link", name=ADD).click()
    expect(page.get_by_label("Value")).to_be_focused()
    page.get_by_role("button", name="Save the reading").click()
    expect(page.get_by_text("There is something to correct")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("link", name=ADD)).to_be_visible()
    assert page.evaluate("window.here"), "the page was loaded again"
    add_one(page, plan)
    assert wrong_with(page) == []

    his = another_page(eddy)
    his.goto(reverse("measurement:metric_detail", args=["acme", metrics[1].pk]))
    his.get_by_label("Value").fill("12")
    his.get_by_role("button", name="Save the reading").click()
    expect(his.get_by_text("Another editor or an owner approves it.").first).to_be_visible()
    expect(his.get_by_role("button", name="Approve")).to_have_count(0)
    page.goto(reverse("measurement:metric_detail", args=["acme", metrics[1].pk]))
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved a reading of “Engagement”.")
    page.get_by_role("link", name="Correct the reading").click()
    page.get_by_label("Value").fill("13")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Was 12\u00a0points")).to_be_visible()
    make_reading(metrics[1], "2026-09-30", 5, group=make_group(plan.workspace))
    page.reload()
    expect(page.get_by_role("region", name="By target group")).to_contain_text("Young managers")
    assert wrong_with(page) == []


def enter_many(page: Page, plan: Plan) -> None:
    """The grid: what is wrong is told beside it, nothing typed is lost, then all is saved."""
    page.goto(tab(plan))
    page.get_by_role("link", name="Enter readings").click()
    page.get_by_label("New value: Turnover").fill("1.234,5")
    page.get_by_label("New value: Engagement").fill("#N/A")
    page.get_by_role("button", name="Save the readings").click()
    expect(page.get_by_text("“#N/A” is an error").last).to_be_visible()
    expect(page.get_by_label("New value: Turnover")).to_have_value("1.234,5")
    page.get_by_label("New value: Turnover").fill("16,4 %")
    page.get_by_label("New value: Engagement").fill("")
    page.get_by_role("button", name="Save the readings").click()
    expect(page.get_by_role("status")).to_contain_text("Added 1 reading.")


def bring_in(page: Page, plan: Plan) -> None:
    """A file whose days can be two: refused, settled, shown, written."""
    page.goto(tab(plan))
    page.get_by_role("link", name="Import readings").click()
    file = {"name": "readings.csv", "mimeType": "text/csv", "buffer": FILE}
    page.get_by_label("CSV or Excel file").set_input_files([file])  # type: ignore[list-item]
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Row 3: “03/04/2026” can be two days.")).to_be_visible()
    page.get_by_label("Dates with slashes").select_option("day")
    page.get_by_role("button", name="Show again").click()
    page.get_by_role("button", name="Import: add 2, correct 0").click()
    expect(page.get_by_role("status")).to_contain_text("Imported readings: 2 added, 0 corrected.")


def test_drafts_are_approved_together(
    page_of: Callable[[User], Page], plan: Plan, metrics: list[Metric], ann: User, eddy: User
) -> None:
    for metric in metrics:
        make_reading(metric, "2026-09-30", 12, state="draft", by=eddy)
    page = page_of(ann)
    page.goto(tab(plan))
    page.get_by_role("link", name="Look at the drafts").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    assert wrong_with(page) == []
    page.get_by_label("Approve Engagement").uncheck()
    page.get_by_role("button", name="Approve the chosen ones").click()
    expect(page.get_by_role("status")).to_contain_text("Approved 1 reading.")
    expect(page.get_by_text("1 reading is a draft")).to_be_visible()


def test_many_readings_at_once_and_from_a_file(
    page_of: Callable[[User], Page], plan: Plan, metrics: list[Metric], ann: User
) -> None:
    page = page_of(ann)
    enter_many(page, plan)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    assert not Reading.objects.exists()
    bring_in(page, plan)
    for name in ("readings_new", "readings_import"):
        page.goto(tab(plan, name))
        assert wrong_with(page) == []


def test_without_javascript(
    another_page: Callable[..., Page], plan: Plan, metrics: list[Metric], ann: User
) -> None:
    page = another_page(ann, java_script_enabled=False)
    add_one(page, plan)
    enter_many(page, plan)
    bring_in(page, plan)
    assert Reading.objects.count() == 4
