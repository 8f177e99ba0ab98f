"""Shares are agreed, money is typed, too much is refused, and the money page says what comes back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import Plan, User
from tests.factories import make_chain
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def fill(page: Page, **typed: str) -> None:
    """Fills fields by name; what is folded is opened first."""
    for name, value in typed.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def unfold(page: Page) -> None:
    """Opens More, and what is folded inside it."""
    for summary in main(page).locator("details.more:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


def agree_on_shares(page: Page, outcome_id: int) -> None:
    page.goto(f"/w/acme/items/outcome/{outcome_id}/edit/")
    unfold(page)
    fill(
        page,
        contribution_0_who="Programme",
        contribution_0_share="40",
        contribution_1_who="Pay review",
        contribution_1_share="30",
    )
    page.locator("[name=contribution_0_learning]").check()
    main(page).get_by_role("button", name="Save").first.click()
    page.goto(f"/w/acme/items/outcome/{outcome_id}/")
    expect(main(page)).to_contain_text("Nobody has agreed to this split yet")
    main(page).get_by_role("link", name="Agree on shares").click()
    fill(page, person="Sam Reyes", on="2026-11-02")
    main(page).get_by_role("button", name="Save").click()
    expect(main(page)).to_contain_text("Agreed by Sam Reyes on 2 November 2026")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_from_shares_to_a_return(
    another_page: Callable[..., Page], eddy: User, plan: Plan, scripts: bool
) -> None:
    _goal, outcome, _moment, _learning, initiative = make_chain(plan)
    page = another_page(eddy, java_script_enabled=scripts)
    agree_on_shares(page, outcome.pk)
    page.goto(f"/w/acme/items/initiative/{initiative.pk}/")
    main(page).get_by_role("link", name="Costs, benefits and what comes back").click()
    expect(main(page)).to_contain_text("Nothing is recorded yet")
    main(page).get_by_role("link", name="Edit costs and benefits").click()
    page.locator("[name=cost]").fill("128336")
    expect(page.locator("[name=costs_0_kind]")).to_be_visible()  # More is open where its lines are asked for
    fill(
        page,
        benefits_0_text="Fewer people to replace",
        benefits_0_amount="446400",
        benefits_0_attribution="60",
        benefits_0_confidence="75",
        benefits_0_outcome=str(outcome.pk),
    )
    for summary in main(page).locator("fieldset details.more > summary", has_text="Benefit").all():
        summary.click()
    fill(page, benefits_0_start="2027-01-01", benefits_0_end="2027-12-31")
    main(page).get_by_role("button", name="Save").first.click()
    expect(main(page)).to_contain_text("40 % are agreed for learning. Lower the share")
    expect(page.locator("[name=benefits_0_text]")).to_have_value("Fewer people to replace")
    fill(page, benefits_0_attribution="40")
    main(page).get_by_role("button", name="Save").first.click()
    for said in ("4.4", "(benefits − costs) / costs × 100", "1.04", "ROI -47.8", "Dec 2027", "95.8"):
        expect(main(page)).to_contain_text(said)
    expect(main(page)).to_contain_text("agreed for learning")
    if scripts:
        assert wrong_with(page) == []
        page.goto(f"/w/acme/items/outcome/{outcome.pk}/")
        assert wrong_with(page) == []
        page.goto(f"/w/acme/items/initiative/{initiative.pk}/edit/")
        unfold(page)
        assert wrong_with(page) == []
