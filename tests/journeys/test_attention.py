"""What needs attention: narrowed to one kind, then closed from there, with a script and without."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from alignment.models import Plan, User
from tests.factories import make_goal, make_metric, make_reading
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_narrow_the_list_and_close_what_is_past_its_date(
    another_page: Callable[..., Page], ann: User, plan: Plan, script: bool
) -> None:
    make_goal(plan, title="Keep our contracts", horizon_end=date(2020, 6, 30))
    metric = make_metric(
        make_goal(plan, title="Grow"),
        title="Sales",
        baseline=0,
        target=10,
        baseline_date=date(2020, 1, 1),
        target_date=date(2020, 12, 31),
    )
    make_reading(metric, date(2020, 6, 1), 1)
    page = another_page(ann, java_script_enabled=script)
    page.goto(f"/w/acme/plans/{plan.pk}/")
    page.get_by_role("link", name="What needs attention now").click()
    expect(page.get_by_role("heading", name="2 things need you")).to_be_visible()
    if script:
        assert wrong_with(page) == []

    page.get_by_label("Show", exact=True).select_option("At risk")
    if not script:
        page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Nothing of this kind needs you today.")).to_be_visible()
    page.get_by_role("link", name="2 Past its date").click()
    page.get_by_role("link", name=re.compile("^Add a reading.*Grow")).click()
    page.get_by_label("Value").fill("12")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", name="1 thing needs you")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Keep our contracts")
