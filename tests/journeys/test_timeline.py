"""The timeline: a budget is set and kept to or not, initiatives stand as bars, a phone gets the months."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from alignment.deeds import deed
from alignment.models import CostLine, Initiative, Plan, User
from tests.factories import make_chain, make_expectation, make_metric
from tests.journeys.looks import PHONE, wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def cost(initiative: Initiative, amount: str, day: date, hours: str) -> None:
    with deed("edit", by=None, workspace=initiative.workspace):
        CostLine.objects.create(
            workspace=initiative.workspace,
            initiative=initiative,
            kind="delivery",
            amount=Decimal(amount),
            date=day,
            hours=Decimal(hours),
        )


def furnish(plan: Plan) -> Initiative:
    """An initiative from January to March that costs 9,000 in two months, and what is due beside it."""
    work = make_chain(plan, start=date(2027, 1, 5), end=date(2027, 3, 31), needed_by=date(2027, 2, 1))[4]
    make_metric(work, title="Who came", cadence="monthly", baseline_date=date(2027, 1, 1))
    make_expectation(plan, text="Rooms for the talks", due=date(2027, 4, 1))
    cost(work, "6000", date(2027, 1, 20), "30")
    cost(work, "3000", date(2027, 3, 10), "12")
    return work


def set_a_budget(page: Page, amount: str, words: str) -> None:
    """On the plan's form, which leads back to the plan."""
    main(page).get_by_role("link", name=words).click()
    more = main(page).locator("details.more:not([open]) > summary")
    if more.count():
        more.click()
    page.get_by_label(re.compile("^Budget")).fill(amount)
    page.get_by_label(re.compile("^Hours")).fill("40")
    main(page).get_by_role("button", name="Save").first.click()
    main(page).get_by_role("link", name="Timeline").click()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "on a phone without"])
def test_months_bars_and_a_budget(
    script: bool, another_page: Callable[..., Page], eddy: User, plan: Plan
) -> None:
    work = furnish(plan)
    page = another_page(eddy, **({} if script else {"java_script_enabled": False, "viewport": PHONE}))
    page.goto(f"/w/acme/plans/{plan.pk}/")
    main(page).get_by_role("link", name="Timeline").click()
    expect(main(page)).to_contain_text("No budget is set for this plan.")
    set_a_budget(page, "8000", "Set a budget")
    expect(main(page)).to_contain_text(re.compile("9,000 of a budget of EUR.8,000: over it by EUR.1,000"))
    expect(main(page)).to_contain_text("Over from Mar 2027 on.")
    expect(main(page)).to_contain_text("42 of 40 hours")
    set_a_budget(page, "10000", "Change the budget")
    expect(main(page)).to_contain_text(re.compile("9,000 of a budget of EUR.10,000"))
    expect(main(page)).not_to_contain_text("over it by EUR")

    for said in (f"Needed by then: {work.title}", "Expectation due: Rooms for the talks", "Reading due"):
        expect(main(page)).to_contain_text(said)
    spent = main(page).get_by_role("region", name="Money and hours by month")
    march = spent.get_by_role("row", name=re.compile("^Mar 2027")).get_by_role("cell")
    expect(march).to_have_text(["EUR 3,000", "EUR 0", "EUR 0", "EUR 9,000", "12", "42"])
    bars = main(page).get_by_role("region", name="Initiatives by month")
    if not script:  # a phone has the list by month in the place of the picture
        expect(bars).to_be_hidden()
        return
    row = bars.get_by_role("row", name=re.compile(f"^{work.title}"))
    assert row.locator("td.runs").count() == 3
    expect(row).to_contain_text("needed by 1 February 2027")
    assert wrong_with(page) == []


def test_a_line_of_the_timeline_leads_to_what_it_is_about(
    another_page: Callable[..., Page], ben: User, plan: Plan
) -> None:
    work = furnish(plan)
    page = another_page(ben)
    page.goto(reverse("timeline:timeline", args=["acme", plan.pk]))
    expect(main(page).get_by_role("link", name="Set a budget")).to_have_count(0)
    main(page).get_by_role("region", name="Month by month").get_by_role("link", name=work.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(work.title)
