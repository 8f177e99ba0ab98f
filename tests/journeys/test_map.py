"""The alignment map in a browser: pointing, arrow keys, a phone, a larger font, paper."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.models import Plan, User
from tests.factories import make_chain, make_outcome
from tests.journeys.looks import fetched, pdf_text

pytestmark = pytest.mark.journey

LIT = "nodes => nodes.filter(node => node.classList.contains('lit')).map(node => node.dataset.card)"


def address(plan: Plan) -> str:
    return reverse("tracing:map", args=[plan.workspace.slug, plan.pk])


def lit(page: Page) -> list[str]:
    """The refs of the cards that are lit, in the order of the columns."""
    found: list[str] = page.locator("[data-card]").evaluate_all(LIT)
    return found


def test_pointing_at_a_card_lights_its_trace(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goal, *chain = make_chain(plan)
    beside = make_outcome(plan, goal, title="Another outcome")
    page = page_of(ann)
    page.goto(address(plan))

    page.locator(f"#card-outcome-{chain[0].pk}").hover()
    everything = [f"{item.layer.word}-{item.pk}" for item in (goal, *chain)]
    assert lit(page) == everything

    page.locator(f"#card-outcome-{beside.pk}").hover()
    assert lit(page) == [f"goal-{goal.pk}", f"outcome-{beside.pk}"]

    page.get_by_role("heading", level=1).hover()
    assert lit(page) == []


def test_arrow_keys_follow_the_connectors(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goal, outcome, moment, *_rest = make_chain(plan)
    beside = make_outcome(plan, goal, title="Another outcome")
    page = page_of(ann)
    page.goto(address(plan))

    page.locator(f"#card-goal-{goal.pk}").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("section:nth-of-type(2) [data-card]").first
    expect(first).to_be_focused()
    page.locator(f"#card-outcome-{outcome.pk}").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"#card-moment-{moment.pk}")).to_be_focused()
    assert f"outcome-{beside.pk}" not in lit(page)


def test_selecting_a_card_keeps_its_trace(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goal, outcome, *_rest = make_chain(plan)
    beside = make_outcome(plan, goal, title="Another outcome")
    page = page_of(ann)
    page.goto(address(plan))

    page.locator(f"#card-outcome-{beside.pk}").click()
    expect(page).to_have_url(f"{address(plan)}?focus=outcome-{beside.pk}")
    expect(page.locator(f"#card-outcome-{beside.pk}")).to_be_focused()
    expect(page.get_by_role("link", name="Download PDF")).to_have_attribute(
        "href", f"{address(plan).rstrip('/')}.pdf?focus=outcome-{beside.pk}&goal=all"
    )

    page.locator(f"#card-outcome-{outcome.pk}").hover()
    page.get_by_role("heading", level=1).hover()
    assert lit(page) == [f"goal-{goal.pk}", f"outcome-{beside.pk}"]

    page.get_by_role("link", name="Clear the trace").click()
    page.get_by_role("heading", level=1).hover()  # the page moved: a card may have come under the pointer
    expect(page.locator(".map.tracing")).to_have_count(0)


def test_on_a_phone_the_map_is_a_list(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goal, outcome, *_rest = make_chain(plan)
    page = page_of(ann)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(plan))

    expect(page.locator(".map-links")).to_be_hidden()
    expect(page.locator(f"#card-outcome-{outcome.pk}")).to_contain_text(f"Supports: {goal.title}.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("root", [16, 20])
def test_connectors_meet_their_cards_at_any_font_size(
    page_of: Callable[[User], Page], ann: User, plan: Plan, root: int
) -> None:
    make_chain(plan)
    page = page_of(ann)
    page.set_viewport_size({"width": 1700, "height": 900})
    page.goto(address(plan))
    page.evaluate(f"document.documentElement.style.fontSize = '{root}px'")

    gaps = page.evaluate(
        """() => [...document.querySelectorAll("path[data-upper]")].map(path => {
          const box = path.getBoundingClientRect();
          const card = ref => document.getElementById(`card-${ref}`).getBoundingClientRect();
          const left = card(path.dataset.upper), right = card(path.dataset.lower);
          return Math.max(Math.abs(box.left - left.right), Math.abs(box.right - right.left));
        })"""
    )
    assert (len(gaps), [gap for gap in gaps if gap > 1.5]) == (4, [])


def test_one_trace_is_shown_without_script(another_page: Callable[..., Page], ann: User, plan: Plan) -> None:
    goal, outcome, *_rest = make_chain(plan)
    beside = make_outcome(plan, goal, title="Another outcome")
    page = another_page(ann, java_script_enabled=False)
    page.goto(address(plan))
    page.locator(f"#card-outcome-{beside.pk}").click()
    expect(page).to_have_url(f"{address(plan)}?focus=outcome-{beside.pk}")
    assert page.locator(".map-card.lit").count() == 2
    expect(page.locator(f"#card-outcome-{outcome.pk}")).not_to_have_class(re.compile(r"\blit\b"))
    page.locator(f"#card-outcome-{beside.pk}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Another outcome")


def test_the_map_is_taken_along(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    titles = [item.title for item in make_chain(plan)]
    page = page_of(ann)
    page.goto(address(plan))
    (sheet,) = pdf_text(fetched(page, page.get_by_role("link", name="Download PDF")).body())
    assert [title for title in titles if title not in sheet] == []
    svg = fetched(page, page.get_by_role("link", name="Download SVG"))
    assert svg.headers["content-type"].partition(";")[0] == "image/svg+xml"
    assert [title for title in titles if title not in svg.text()] == []


def test_on_paper_only_the_map_is_left(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goal, *_rest = make_chain(plan)
    page = page_of(ann)
    page.goto(address(plan))
    page.emulate_media(media="print")
    expect(page.locator(f"#card-goal-{goal.pk}")).to_be_visible()
    expect(page.locator(".map-links")).to_be_visible()
    for gone in (page.get_by_role("banner"), page.get_by_role("link", name="Download PDF")):
        expect(gone).to_be_hidden()
