"""The portfolio: find what serves no goal and what it costs, stop it with a reason, take that back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import Decision, Initiative, User, Workspace

pytestmark = pytest.mark.journey
ORPHAN = "Time management e-learning"


@pytest.fixture
def orphan(samples: Workspace) -> Initiative:
    found: Initiative = Initiative.objects.get(workspace=samples, title=ORPHAN)
    return found


def row(page: Page, initiative: Initiative) -> Locator:
    return page.locator(f"#initiative-{initiative.pk}")


def idle(page: Page) -> Locator:
    return page.get_by_role("region", name="Support no goal, or say so only")


def decided(initiative: Initiative) -> list[tuple[str, str]]:
    initiative.refresh_from_db()
    rows = Decision.objects.filter(initiative=initiative)
    return [(initiative.status, one.instead) for one in rows] or [(initiative.status, "")]


def test_stop_what_serves_no_goal_and_take_it_back(
    page_of: Callable[[User], Page], lead: User, orphan: Initiative
) -> None:
    page = page_of(lead)
    page.goto("/w/sample/portfolio/")
    expect(row(page, orphan)).to_contain_text("EUR\u00a09,500")
    expect(row(page, orphan)).to_contain_text("900 hours of people's time")
    expect(idle(page)).to_contain_text("4 initiatives")
    expect(
        page.get_by_text("Links in place over time").or_(page.get_by_text("There is only today"))
    ).not_to_have_count(0)
    page.evaluate("window.here = true")

    row(page, orphan).get_by_role("link", name="Decide…").click()
    expect(row(page, orphan).get_by_role("heading", name="What happens to")).to_be_focused()
    row(page, orphan).get_by_label("Stop it").check()
    row(page, orphan).get_by_label("Why").fill("Nobody asked for it")
    row(page, orphan).get_by_role("button", name="Save the decision").click()
    expect(row(page, orphan)).to_contain_text("Say what is done instead.")
    expect(row(page, orphan).get_by_label("Why")).to_have_value("Nobody asked for it")
    row(page, orphan).get_by_label("What is done instead").fill("A page in the handbook")
    row(page, orphan).get_by_role("button", name="Save the decision").click()

    stopped = page.get_by_role("region", name="Stopped or declined")
    expect(stopped).to_contain_text("A page in the handbook")
    expect(idle(page)).to_contain_text("3 initiatives")
    expect(page.locator("#portfolio-facts")).to_contain_text("of 14 initiatives")
    assert page.evaluate("window.here"), "the page was loaded again"
    assert decided(orphan) == [("stopped", "A page in the handbook")]

    page.get_by_role("button", name="Undo").first.click()
    page.goto("/w/sample/portfolio/")
    expect(idle(page)).to_contain_text("4 initiatives")
    assert decided(orphan) == [("running", "")]


def test_the_same_page_by_page_without_script(
    another_page: Callable[..., Page], lead: User, orphan: Initiative
) -> None:
    page = another_page(lead, java_script_enabled=False)
    page.goto("/w/sample/portfolio/?show=to_decide")
    row(page, orphan).get_by_role("link", name="Decide…").click()
    page.get_by_role("link", name="What would stopping change?").click()
    expect(page.locator("h1")).to_contain_text(re.compile("what", re.IGNORECASE))
    page.go_back()
    page.get_by_label("Stop it").check()
    page.get_by_label("Why").fill("Nobody asked for it")
    page.get_by_label("What is done instead").fill("A page in the handbook")
    page.get_by_role("button", name="Save the decision").click()

    expect(page).to_have_url(re.compile(r"/portfolio/\?show=to_decide$"))
    expect(idle(page)).to_contain_text("3 initiatives")
    assert decided(orphan) == [("stopped", "A page in the handbook")]
    page.get_by_role("button", name="Undo").first.click()
    page.goto("/w/sample/portfolio/")
    page.get_by_role("link", name="Links in place over time").click()
    expect(page.locator("h1")).to_have_text("Links in place over time")
    assert decided(orphan) == [("running", "")]


def test_a_decision_to_link_leads_to_the_links(
    page_of: Callable[[User], Page], lead: User, orphan: Initiative
) -> None:
    page = page_of(lead)
    page.goto("/w/sample/portfolio/")
    row(page, orphan).get_by_role("link", name="Decide…").click()
    row(page, orphan).get_by_label("Link it to a goal").check()
    row(page, orphan).get_by_label("Why").fill("It may free time for feedback")
    row(page, orphan).get_by_role("button", name="Save the decision").click()
    expect(page).to_have_url(re.compile(rf"/items/initiative/{orphan.pk}/link/\?next="))
    page.get_by_role("checkbox", name="Give effective feedback").check()
    page.get_by_label("Why it leads to Give effective feedback").fill("Whoever has time talks")
    page.get_by_role("button", name="Link", exact=False).first.click()
    expect(page).to_have_url(re.compile("/portfolio/"))
    expect(idle(page)).to_contain_text("3 initiatives")


def test_escape_gives_the_focus_back_to_the_button(
    page_of: Callable[[User], Page], lead: User, orphan: Initiative
) -> None:
    page = page_of(lead)
    page.goto("/w/sample/portfolio/")
    decide = row(page, orphan).get_by_role("link", name="Decide…")
    for keys in (["Escape"], ["Tab", "Escape"]):
        decide.focus()
        page.keyboard.press("Enter")
        expect(row(page, orphan).get_by_role("heading", name="What happens to")).to_be_focused()
        for key in keys:
            page.keyboard.press(key)
        expect(decide).to_be_focused()
    assert decided(orphan) == [("running", "")]
