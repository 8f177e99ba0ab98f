"""Briefings for five readers: chosen, read, written over, laid out, and kept as they were handed out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.briefings.readers import READERS
from alignment.models import Plan, User, Workspace
from tests.journeys.looks import fetched, pdf_text, wrong_with

pytestmark = pytest.mark.journey


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def card(page: Page, reader: str) -> Locator:
    """The card of a reader on the list of briefings."""
    heading = page.get_by_role("heading", name=f"For {READERS[reader].called}")
    return main(page).locator("section.card").filter(has=heading)


@pytest.fixture
def leaders(samples: Workspace) -> Plan:
    return Plan.objects.get(workspace=samples, key="leaders")


@pytest.fixture
def service(samples: Workspace) -> Plan:
    return Plan.objects.get(workspace=samples, key="service")


def test_every_reader_gets_a_page_a_pdf_and_tables(
    page_of: Callable[[User], Page], lead: User, leaders: Plan
) -> None:
    page, home = page_of(lead), f"/w/sample/plans/{leaders.pk}/briefings/"
    says = {
        "executive": "Choose one of the options above by",
        "cfo": "EUR 147,856 of cost is recorded; EUR 9,500 of it serves no business goal.",
        "department": "3 things are needed, ",
        "learners": "5 things that you will be able to do, and why they matter.",
        "hr": "gaps are open in all, 3 links are to be checked again.",
    }
    for reader, words in says.items():
        page.goto(home)
        printed = " ".join(
            pdf_text(fetched(page, card(page, reader).get_by_role("link", name="Open the PDF")).body())
        )
        assert words in printed
        assert (
            fetched(page, card(page, reader).get_by_role("link", name="Tables as XLSX")).body()[:2] == b"PK"
        )
        card(page, reader).get_by_role("link", name="Read it as a page").click()
        expect(main(page).locator("article.briefing")).to_contain_text(words)
        assert wrong_with(page) == []
    page.goto(home)
    assert wrong_with(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_department_head_gets_the_briefing_of_one_goal(
    another_page: Callable[..., Page], lead: User, service: Plan, script: bool
) -> None:
    page = another_page(lead, java_script_enabled=script)
    page.goto(f"/w/sample/plans/{service.pk}/briefings/")
    card(page, "department").get_by_label("Business goal").select_option(
        label="Improve customer satisfaction"
    )
    card(page, "department").get_by_role("button", name="Show this one").click()

    briefing = main(page).locator("article.briefing")
    expect(briefing).to_contain_text("one goal: Improve customer satisfaction")
    expect(briefing).to_contain_text("Raise the approval limit from EUR 50 to EUR 150")
    expect(briefing).not_to_contain_text("Halve the cost of repeat complaints")
    printed = " ".join(pdf_text(fetched(page, page.get_by_role("link", name="Open the PDF")).body()))
    assert "Halve the cost" not in printed
    assert "Say whether this holds." in printed


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_words_laid_out_and_kept(
    another_page: Callable[..., Page], lead: User, leaders: Plan, script: bool
) -> None:
    page, home = another_page(lead, java_script_enabled=script), f"/w/sample/plans/{leaders.pk}/"
    page.goto(f"{home}briefings/cfo/edit/")
    main(page).get_by_label("Headline").fill("We upskill managers for EUR 128,336")
    main(page).get_by_role("button", name="Save the words").click()
    expect(main(page)).to_contain_text("“upskill”. In plain words: learn to do, or teach")
    main(page).get_by_label("Headline").fill("Managers learn to lead for EUR 128,336")
    main(page).get_by_role("button", name="Save the words").click()
    expect(main(page).get_by_role("heading", level=1)).to_have_text("Managers learn to lead for EUR 128,336")

    page.goto(f"{home}briefings/layouts/")
    of_cfo = main(page).locator("section.card", has=page.get_by_role("heading", name="CFO briefing"))
    of_cfo.get_by_role("link", name="Make a layout").click()
    main(page).get_by_label("Name").fill("Board")
    main(page).get_by_label("With a cover page").check()
    main(page).get_by_role("button", name="Make the layout").click()
    main(page).get_by_role("button", name="Move What comes back up").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved the layout.")
    decision = main(page).locator("ol.section-order li", has_text="Decision wanted")
    decision.get_by_role("button", name="Take out").click()
    order = main(page).locator("ol.section-order li > span:first-child")
    expect(order.nth(0)).to_have_text("What it costs, by kind and state")
    expect(order.nth(1)).to_have_text("What comes back")
    main(page).get_by_role("link", name="See it with this plan").click()
    printed = pdf_text(fetched(page, page.get_by_role("link", name="Open the PDF")).body())
    assert "Briefing for the CFO" in printed[0]
    assert "Decide by" not in " ".join(printed)
    assert 0 < printed[1].index("What it costs") < printed[1].index("What comes back")

    page.goto(f"{home}versions/")
    main(page).get_by_role("button", name="Freeze this plan as version").click()
    main(page).get_by_role("link", name=re.compile(r"^Version \d+$")).first.click()
    main(page).get_by_role("link", name="Briefing", exact=True).click()
    page.get_by_role("link", name="CFO briefing").click()
    printed_file = fetched(page, page.get_by_role("link", name="Open the PDF")).body()
    main(page).get_by_role("button", name="Keep this copy").click()
    expect(page.get_by_role("status").first).to_contain_text("Kept a copy with version")
    kept = main(page).locator("section.card", has_text="Copies that were kept").get_by_role("link").first
    assert fetched(page, kept).body() == printed_file


def test_layout_and_word_pages_look_right(page_of: Callable[[User], Page], lead: User, leaders: Plan) -> None:
    page, home = page_of(lead), f"/w/sample/plans/{leaders.pk}/briefings/"
    page.goto(f"{home}layouts/new/learners/")
    main(page).get_by_label("Name").fill("Short")
    main(page).get_by_role("button", name="Make the layout").click()
    expect(main(page).get_by_role("heading", level=1)).to_have_text("Short")
    assert wrong_with(page) == []
    for address in ("layouts/", "layouts/new/hr/", "department/edit/"):
        page.goto(f"{home}{address}")
        assert wrong_with(page) == []
