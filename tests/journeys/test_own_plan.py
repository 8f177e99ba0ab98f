"""A plan of one's own from nothing to the briefing, in place with htmx and page by page without script."""

import datetime
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from alignment.models import BusinessGoal, InitiativeLink, Metric, TargetGroup, User

pytestmark = pytest.mark.journey

QUESTION = "What must the business have achieved 12 to 18 months from now?"
GOAL = "Lose fewer people"
OUTCOME = "People say their manager listens"
MOMENT = "The first talk after a bad week"
LEARNING = "Listens before giving advice"
INITIATIVE = "Practice in pairs"
CHAIN = [OUTCOME, MOMENT, LEARNING, INITIATIVE]
WHY = {
    OUTCOME: "Whoever is heard stays",
    MOMENT: "It is remembered for years",
    LEARNING: "Advice comes too early today",
    INITIATIVE: "Listening is learned by doing it",
}


def form_of(page: Page) -> Locator:
    """The form that is open on a step page, or that has the page to itself."""
    return page.locator("main form.form:visible")


def field(page: Page, label: str) -> Locator:
    """The field of the open form with this label, required or not."""
    return form_of(page).get_by_label(re.compile(f"^{re.escape(label)}( required)?$"))


def fill(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        field(page, label).fill(text)


def start(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start my own plan").click()
    fill(page, **{"Organisation": "Acme", "Plan": "People plan", "First business goal": GOAL})
    page.get_by_role("button", name="Start with step 1").click()
    expect(page).to_have_url(re.compile("/w/acme/plans/[0-9]+/goals/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)


def say_more_about_the_goal(page: Page) -> None:
    page.get_by_role("link", name=f"Edit {GOAL}").click()
    numbers(page, now="16", wanted="12", unit="%")
    strategy = {"How we want to get there": "Give every team a manager who listens"}
    fill(page, **{"Who answers for it": "Sam Reyes"}, **strategy)
    form_of(page).get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text(f"Saved “{GOAL}”.")

    page.get_by_role("link", name=f"Agree… {GOAL}").click()
    fill(page, **{"Who agreed": "Tom Birch", "When": datetime.date.today().isoformat()})
    form_of(page).get_by_role("button", name="Save").click()
    expect(page.locator("li.item")).to_contain_text("Agreed by Tom Birch")


def add_the_rest(page: Page) -> None:
    """One item for each of the other layers, each linked to the one before with a reason."""
    page.get_by_role("navigation", name="Steps").get_by_role("link", name="Performance outcomes").click()
    begin(page, OUTCOME, under=GOAL)
    numbers(page, now="12", wanted="30", unit="points")
    save(page, "Save and go to step 3", then="moments")
    begin(page, MOMENT, under=OUTCOME)
    fill(
        page, **{"What helps": "Asks first\nNames one next step", "What hinders": "Cancels when work is busy"}
    )
    save(page, "Save and go to step 4", then="learning")
    begin(page, LEARNING, under=MOMENT)
    fill(page, **{"Another target group": "Young managers", "How many people": "42"})
    save(page, "Save and go to the initiatives", then="initiatives")
    begin(page, INITIATIVE, under=LEARNING)
    save(page, "Save and add another", then="initiatives")
    expect(page.locator("#messages")).to_contain_text(f"Added “{INITIATIVE}”.")


def begin(page: Page, title: str, *, under: str) -> None:
    form_of(page).locator("[name=title]").fill(title)
    form_of(page).get_by_role("checkbox", name=under).check()
    fill(page, **{"Why does this lead to that?": WHY[title]})


def save(page: Page, button: str, *, then: str) -> None:
    form_of(page).get_by_role("button", name=button).click()
    expect(page).to_have_url(re.compile(f"/{then}/(#.*)?$"))


def numbers(page: Page, *, now: str, wanted: str, unit: str) -> None:
    in_a_year = datetime.date.today() + datetime.timedelta(days=400)
    fill(page, **{"Number now": now, "Number wanted": wanted, "Unit": unit, "By when": in_a_year.isoformat()})


def overview_says_complete(page: Page) -> None:
    page.get_by_role("link", name="People plan").click()
    expect(page.locator(".headline")).to_have_text("1 of 1 initiative serves a goal")
    expect(page.get_by_text("4 of 4 steps complete")).to_be_visible()
    tasks = page.locator(".task").all()[:5]
    assert [task.locator(".tag").inner_text().strip() for task in tasks] == ["Complete"] * 5


def map_shows_one_chain(page: Page) -> None:
    page.get_by_role("link", name="Alignment map").click()
    titles = page.locator("[data-card] .map-title").all_inner_texts()
    assert [" ".join(title.split()) for title in titles] == [GOAL, *CHAIN]
    hops = page.locator("path[data-upper]")
    pairs = hops.evaluate_all("hops => hops.map(hop => [hop.dataset.lower, hop.dataset.upper])")
    cards = page.locator("[data-card]").evaluate_all("cards => cards.map(card => card.dataset.card)")
    assert sorted(pairs) == sorted([lower, upper] for upper, lower in pairwise(cards))


def trace_and_briefing_say_so(page: Page) -> None:
    page.get_by_role("link", name="Trace", exact=True).click()
    row = page.get_by_role("row", name=INITIATIVE)
    assert [cell.strip() for cell in row.get_by_role("cell").all_inner_texts()][:2] == [
        "Linked to a goal",
        GOAL,
    ]
    page.get_by_role("link", name="Briefings", exact=True).click()
    page.get_by_role("link", name="Read it as a page").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Learning that is only proposed would reach every outcome of the business goal."
    )


@pytest.mark.parametrize("script", [True, False], ids=["in place", "without script"])
def test_from_nothing_to_the_briefing(another_page: Callable[..., Page], zoe: User, script: bool) -> None:
    page = another_page(zoe, java_script_enabled=script)
    start(page)
    stays = script and page.evaluate("window.here = true")
    say_more_about_the_goal(page)
    assert not stays or page.evaluate("window.here"), "the page was loaded again"
    add_the_rest(page)
    overview_says_complete(page)
    map_shows_one_chain(page)
    trace_and_briefing_say_so(page)

    page.goto("/")
    expect(page.locator(".headline")).to_have_text("1 of 1 initiative serves a goal")

    goal = BusinessGoal.objects.get(title=GOAL)
    metric = Metric.objects.get(goal=goal)
    assert (goal.status, str(goal.agreed_by), str(goal.owner)) == ("agreed", "Tom Birch", "Sam Reyes")
    assert (metric.baseline, metric.target, metric.unit) == (16, 12, "%")
    group = TargetGroup.objects.get()
    assert (group.name, group.size) == ("Young managers", 42)
    assert list(InitiativeLink.objects.values_list("reason", flat=True)) == [WHY[INITIATIVE]]
