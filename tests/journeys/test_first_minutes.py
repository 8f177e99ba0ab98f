"""The first five minutes with the sample: what to fix, what fixing changes, and the briefing."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from alignment.models import Expectation, InitiativeLink, Reading, Workspace
from tests.journeys.looks import fetched, pdf_text

pytestmark = pytest.mark.journey
TIME_MANAGEMENT = "Time management e-learning"


@pytest.fixture
def overview(page: Page, quiet: list[str], live_server: Any, samples: Workspace) -> Page:
    """The sample's overview, reached as a new user reaches it: from the sign-in page."""
    page.goto("/")
    page.get_by_role("button", name="Fill in lead@example.org").click()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/welcome/$"))
    page.get_by_role("link", name="Open the sample").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sample: Empowering Leaders")
    return page


def first_facts(page: Page) -> tuple[str, str]:
    """The first fact of the overview, and the number of gaps."""
    facts = page.get_by_role("region", name="In numbers")
    gaps = facts.get_by_role("definition").nth(1)
    return facts.locator(".headline").inner_text(), gaps.inner_text()


def gaps(others: int) -> str:
    """So many gaps, and the promise that is late from the middle of the month on."""
    late = Expectation.objects.filter(plan__key="leaders", due__lt=timezone.localdate(), done_on=None)
    return str(others + late.count())


def test_the_sample_says_what_to_fix_next(overview: Page) -> None:
    fixes = overview.get_by_role("region", name="Fix next").get_by_role("listitem")
    assert [fix.get_by_role("link").first.inner_text() for fix in fixes.all()] == [
        TIME_MANAGEMENT,
        "First talk after a team gets a new manager",
        "Individual development plan is agreed and looked at again",
    ]
    expect(fixes.first).to_contain_text("Supports nothing and costs EUR 9,500. Link it or stop it.")
    expect(overview.get_by_text("Sample: invented data.")).to_be_visible()


def test_a_gap_is_closed_and_opened_again(overview: Page) -> None:
    assert first_facts(overview) == ("3 of 4 initiatives serve a goal", gaps(6))

    overview.get_by_role("link", name=f"Link it : {TIME_MANAGEMENT}").click()
    overview.get_by_role("checkbox", name="Listen actively").check()
    overview.get_by_label("Why it leads to Listen actively").fill("Time to listen must be planned")
    overview.get_by_role("button", name="Link", exact=True).click()
    expect(overview.get_by_role("status")).to_contain_text("Linked")
    assert first_facts(overview) == ("4 of 4 initiatives serve a goal", gaps(5))
    link = InitiativeLink.objects.get(lower__title=TIME_MANAGEMENT)
    assert (link.upper.title, link.reason) == ("Listen actively", "Time to listen must be planned")

    overview.get_by_role("button", name="Undo").click()
    expect(overview.get_by_role("button", name="Undo")).to_have_count(0)
    assert first_facts(overview) == ("3 of 4 initiatives serve a goal", gaps(6))
    assert not InitiativeLink.objects.filter(lower__title=TIME_MANAGEMENT).exists()


def test_all_three_are_put_right(overview: Page) -> None:
    """Each line of "Fix next" leads to where it is fixed, and to the next three."""
    here = overview.url
    overview.get_by_role("link", name="Add or link one").click()
    overview.get_by_role("checkbox", name="Listen actively").check()
    overview.get_by_label("Why does this lead to that?").fill("The first talk is mostly listening")
    overview.get_by_role("button", name="Link", exact=True).click()
    expect(overview.locator("#messages")).to_contain_text("Linked")

    overview.goto(here)
    assert first_facts(overview)[1] == gaps(5)
    overview.get_by_role("link", name="Add a reading").click()
    overview.get_by_label("Value").fill("58")
    overview.get_by_role("button", name="Save the reading").click()
    expect(overview.locator("#messages")).to_contain_text("Added a reading")
    reading = Reading.objects.get(metric__key="plans-reviewed", value=58)
    assert reading.date == timezone.localdate()

    overview.goto(here)
    overview.get_by_role("link", name=f"Link it : {TIME_MANAGEMENT}").click()
    overview.get_by_role("checkbox", name="Listen actively").check()
    overview.get_by_label("Why it leads to Listen actively").fill("Time to listen must be planned")
    overview.get_by_role("button", name="Link", exact=True).click()
    expect(overview.get_by_text("4 of 4 initiatives serve a goal")).to_be_visible()
    assert first_facts(overview)[1] == gaps(3)


def test_the_briefing_opens_as_a_pdf(overview: Page) -> None:
    overview.get_by_role("link", name="Make briefing").click()
    headline = " ".join(overview.locator(".headline").inner_text().split())
    answer = fetched(overview, overview.get_by_role("link", name="Open the PDF").first)
    assert answer.headers["content-type"] == "application/pdf"
    pages = pdf_text(answer.body())
    assert len(pages) >= 3
    assert headline in pages[0]
