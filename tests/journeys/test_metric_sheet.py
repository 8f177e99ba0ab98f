"""A course in disguise becomes a number that a leader believes; the pictures show it; no script."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alignment.models import Metric, Plan, Telling, User
from tests.factories import make_chain, make_initiative, make_metric, make_person, make_reading
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey
COUNTED = "It reads as if it counted the training"


@pytest.fixture
def chain(plan: Plan) -> Plan:
    """A whole chain, a number that moves, one that only counts, and somebody to tell."""
    today = timezone.localdate()
    _goal, outcome, *_rest = make_chain(plan)
    score = make_metric(
        outcome, title="Employee score", unit="points", baseline=0, target=100, cadence="monthly",
        baseline_date=today - timedelta(days=400), target_date=today + timedelta(days=400),
    )  # fmt: skip
    for days, value in ((300, 10), (200, 30), (100, 35), (60, 45)):
        make_reading(score, today - timedelta(days=days), value)
    make_metric(make_initiative(plan), title="Completions", volume_only=True)
    make_person(plan.workspace, "Dana Okoro")
    return plan


def mend(page: Page, plan: Plan) -> Metric:
    """Adds a course in disguise, reads what is wrong with it, follows the way to the field, and mends it."""
    page.goto(reverse("measurement:metric_list", args=["acme", plan.pk]))
    page.get_by_role("link", name="Add a metric").first.click()
    page.get_by_label("What is measured").fill("Training completed")
    page.get_by_role("button", name="Save the metric").click()
    checks = page.get_by_role("region", name="Would a business leader believe it?")
    expect(checks).to_contain_text(COUNTED)
    expect(checks).to_contain_text("It does not say by when.")

    checks.get_by_role("link", name=re.compile("Nobody answers for it")).click()
    expect(page.get_by_label("Who answers for it")).to_be_visible()  # the fold opens at the field
    page.get_by_label("Who answers for it").select_option("Dana Okoro")
    page.get_by_label("What is measured").fill("Feedback talks held each month")
    page.get_by_label("Start value", exact=True).fill("35")
    page.get_by_label("Start value from").fill("2026-02-28")
    page.get_by_label("Wanted").fill("80")
    page.get_by_label("By when").fill("2099-03-31")
    row = page.get_by_role("group", name="Who is told: 1")
    row.get_by_label("Person").select_option("Dana Okoro")
    row.get_by_label("How often").select_option("Every month")
    page.get_by_role("button", name="Save the metric").click()

    checks = page.get_by_role("region", name="Would a business leader believe it?")
    expect(checks).not_to_contain_text(COUNTED)
    expect(checks.get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("region", name="About this number")).to_contain_text("Dana Okoro: Every month")
    return Metric.objects.get(title="Feedback talks held each month")


def test_a_course_in_disguise_becomes_a_number(
    page_of: Callable[[User], Page], ann: User, chain: Plan
) -> None:
    page = page_of(ann)
    metric = mend(page, chain)
    assert Telling.objects.get().metric == metric
    assert wrong_with(page) == []


def test_the_same_without_a_script(another_page: Callable[..., Page], ann: User, chain: Plan) -> None:
    mend(another_page(ann, java_script_enabled=False), chain)


def test_the_pictures_of_a_metric_and_of_the_plan(
    page_of: Callable[[User], Page], ben: User, chain: Plan
) -> None:
    page = page_of(ben)
    page.goto(reverse("measurement:metric_list", args=["acme", chain.pk]))
    heat = page.get_by_role("table", name="Status of every goal and its metrics")
    row = heat.get_by_role("row").filter(has=page.get_by_role("link", name="Employee score"))
    expect(row.get_by_role("cell")).to_have_count(12)
    expect(row.get_by_role("cell").last).to_contain_text("45\u00a0% of the way")
    expect(heat).not_to_contain_text("Completions")
    assert wrong_with(page) == []

    heat.get_by_role("link", name="Employee score").click()
    chart = page.get_by_role("img", name="Employee score")
    expect(chart).to_contain_text("Now 45")
    expect(chart.locator(".c-expected")).to_have_count(1)
    line, mark = chart.locator(".c-line"), chart.locator(".c-mark")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        accent = page.evaluate("getComputedStyle(document.querySelector('.c-dot')).fill")
        assert line.evaluate("(path) => getComputedStyle(path).stroke") == accent
        assert mark.evaluate("(path) => getComputedStyle(path).fill") != accent
    assert wrong_with(page) == []
