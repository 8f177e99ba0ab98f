"""A hint is set aside with a reason and brought back, in place with htmx and page by page without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import DismissedHint, Plan, User
from tests.factories import make_goal, make_initiative, make_link, make_outcome
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey
OUTCOME, WORK = "People say their manager listens", "Time management"
WHY = "All four goals ask for it; the board has agreed"


@pytest.fixture
def hinted(plan: Plan) -> Plan:
    """A plan with two hints: an outcome under four goals, and work that leads to none."""
    outcome = make_outcome(plan, title=OUTCOME)
    for _ in range(4):
        make_link(outcome, make_goal(plan))
    make_initiative(plan, title=WORK, status="running")
    return plan


def hints(page: Page) -> Locator:
    return page.get_by_role("region", name="Worth a thought")


def listed(page: Page) -> list[str]:
    """The items that the open hints are about."""
    rows = hints(page).locator("ul.hints").first.locator("> li")
    return [row.get_by_role("link").first.inner_text() for row in rows.all()]


def set_aside(page: Page, script: bool) -> None:
    page.get_by_role("link", name=re.compile(rf"^Set aside… {OUTCOME}")).click()
    reason = page.get_by_label("Why can it be set aside?")
    if script:
        expect(reason).to_be_focused()
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(
        page.get_by_role("link", name="Say why it is set aside.").or_(page.locator(".field-error")).first
    ).to_be_visible()
    page.get_by_label("Why can it be set aside?").fill(WHY)
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(page.locator("#messages")).to_contain_text(f"Set aside a hint on “{OUTCOME}”.")


@pytest.mark.parametrize("script", [True, False], ids=["in place", "without script"])
def test_a_hint_is_set_aside_and_brought_back(
    another_page: Callable[..., Page], ann: User, hinted: Plan, script: bool
) -> None:
    page = another_page(ann, java_script_enabled=script)
    page.goto(f"/w/acme/plans/{hinted.pk}/check/")
    assert listed(page) == [WORK, OUTCOME]
    stays = script and page.evaluate("window.here = true")

    set_aside(page, script)
    assert listed(page) == [WORK]
    hints(page).get_by_text("Set aside (1)").click()
    expect(hints(page)).to_contain_text(WHY)
    expect(hints(page)).to_contain_text("Ann, ")
    assert DismissedHint.objects.get().reason == WHY

    hints(page).get_by_role("button", name=re.compile("^Bring back")).click()
    expect(page.locator("#messages")).to_contain_text(f"Brought back a hint on “{OUTCOME}”.")
    assert listed(page) == [WORK, OUTCOME]
    assert not stays or page.evaluate("window.here"), "the page was loaded again"
    assert not DismissedHint.objects.exists()


def test_a_hint_is_set_aside_on_the_page_of_its_item(
    page_of: Callable[[User], Page], ann: User, hinted: Plan
) -> None:
    page = page_of(ann)
    page.goto(f"/w/acme/plans/{hinted.pk}/check/")
    hints(page).get_by_role("link", name=OUTCOME, exact=True).click()
    page.get_by_role("link", name=re.compile("^Set aside…")).click()
    page.get_by_label("Why can it be set aside?").press("Escape")
    expect(page.get_by_label("Why can it be set aside?")).to_have_count(0)
    set_aside(page, script=True)
    expect(hints(page)).to_contain_text("No hint is open.")
    page.get_by_role("button", name="Undo").click()
    expect(hints(page).get_by_role("link", name=re.compile("^Set aside…"))).to_be_visible()


def test_the_pages_of_hints_can_be_read_by_everybody(
    page_of: Callable[[User], Page], ann: User, hinted: Plan
) -> None:
    page, check = page_of(ann), f"/w/acme/plans/{hinted.pk}/check/"
    page.goto(check)
    set_aside(page, script=True)
    page.goto(check)
    hints(page).get_by_text("Set aside (1)").click()
    assert wrong_with(page) == []
    address = page.get_by_role("link", name=re.compile("^Set aside…")).get_attribute("href")
    page.goto(address or "")
    assert wrong_with(page) == []
