"""The trace report: filtered in place, with an address for every view; sorted; taken along as a file."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import Plan, User, Workspace
from tests.journeys.looks import fetched

pytestmark = pytest.mark.journey

# The portfolio's table of initiatives.
LEADING = "Initiatives, how sure their way to a goal is, and what was decided"


@pytest.fixture
def report(page_of: Callable[[User], Page], lead: User, samples: Workspace) -> Page:
    """The trace report of the sample plan about service, which has every verdict but one."""
    plan = Plan.objects.get(workspace=samples, key="service")
    page = page_of(lead)
    page.goto(f"/w/sample/plans/{plan.pk}/trace/")
    return page


def cells(page: Page, table: str = "Initiatives") -> Locator:
    """The cells with the titles of the initiatives, from the top."""
    return page.get_by_role("region", name=table, exact=True).locator("tbody th[scope=row]")


def titles(page: Page, table: str = "Initiatives") -> list[str]:
    return [title.split("\n")[0].strip() for title in cells(page, table).all_inner_texts()]


def test_choosing_a_verdict_narrows_the_report_in_place(report: Page) -> None:
    everything = titles(report)
    report.evaluate("window.here = true")
    report.get_by_label("Verdict").focus()
    report.get_by_label("Verdict").select_option("Says it supports, not shown")
    expect(report).to_have_url(re.compile("[?&]verdict=claimed"))
    expect(cells(report)).to_contain_text(["Onboarding for ten additional reps"])
    assert report.evaluate("window.here"), "the page was loaded again"
    expect(report.get_by_label("Verdict")).to_be_focused()

    report.go_back()
    expect(report).not_to_have_url(re.compile("verdict"))
    expect(cells(report)).to_contain_text(everything)
    report.go_forward()
    expect(cells(report)).to_contain_text(["Onboarding for ten additional reps"])
    report.get_by_role("link", name="Show everything").click()
    expect(cells(report)).to_contain_text(everything)


def test_a_verdict_is_chosen_by_its_tag(report: Page) -> None:
    report.locator(".verdicts").get_by_role("link", name="Linked to a goal").click()
    expect(report.get_by_label("Verdict")).to_have_value("traced")
    assert len(titles(report)) == 2


def test_the_file_holds_what_the_page_shows(report: Page) -> None:
    report.get_by_label("Verdict").select_option("Linked to a goal")
    expect(report).to_have_url(re.compile("verdict=traced"))
    shown = titles(report)
    answer = fetched(report, report.get_by_role("link", name="CSV"))
    rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert sorted(row[1] for row in rows[1:]) == sorted(shown)


def test_the_portfolio_is_sorted_by_title(page_of: Callable[[User], Page], lead: User) -> None:
    page = page_of(lead)
    page.goto("/w/sample/portfolio/")
    header = page.get_by_role("region", name=LEADING, exact=True).get_by_role("columnheader")
    header.first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("sort=title"))
    assert titles(page, LEADING) == sorted(titles(page, LEADING), key=str.casefold)
    expect(header.first).to_have_attribute("aria-sort", "ascending")
    header.first.get_by_role("link").click()
    expect(header.first).to_have_attribute("aria-sort", "descending")
    assert titles(page, LEADING) == sorted(titles(page, LEADING), key=str.casefold, reverse=True)
