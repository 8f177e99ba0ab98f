"""Everything by keyboard: the skip link, menus, a step's form, editing in place, the map."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.models import BusinessGoal, OutcomeLink, Plan, User
from tests.factories import make_chain, make_goal

pytestmark = pytest.mark.journey


def step(plan: Plan, slug: str) -> str:
    return reverse("framework:step", args=[plan.workspace.slug, plan.pk, slug])


def test_the_skip_link_leads_to_the_content(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    page = page_of(ann)
    page.goto(step(plan, "goals"))
    page.locator("body").focus()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_menu_opens_and_escape_gives_the_focus_back(
    page_of: Callable[[User], Page], ann: User, plan: Plan
) -> None:
    page = page_of(ann)
    page.goto(step(plan, "goals"))
    account = page.locator("summary", has_text="Account:")
    account.focus()
    page.keyboard.press("Enter")
    settings = page.get_by_role("link", name="Settings")
    expect(settings).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="People", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(settings).to_be_hidden()
    expect(account).to_be_focused()


def test_goals_are_typed_one_after_the_other(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    page = page_of(ann)
    page.goto(step(plan, "goals"))
    title = page.locator("#add-item [name=title]")
    title.focus()
    for words in ("Lose fewer people", "Answer faster"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator("li.item", has_text=words)).to_be_visible()
        expect(title).to_be_focused()
        expect(title).to_have_value("")
    goals = BusinessGoal.objects.filter(plan=plan).order_by("position")
    assert [goal.title for goal in goals] == ["Lose fewer people", "Answer faster"]


def test_an_item_is_edited_in_its_place(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goal = make_goal(plan, title="Lose fewer people")
    page = page_of(ann)
    page.goto(step(plan, "goals"))
    pencil = page.get_by_role("link", name="Edit Lose fewer people")
    title = page.locator(f"#goal-{goal.pk} [name=title]")

    pencil.focus()
    page.keyboard.press("Enter")
    expect(title).to_be_focused()
    page.keyboard.type("Something else")
    page.keyboard.press("Escape")
    expect(pencil).to_be_focused()
    goal.refresh_from_db()
    assert goal.title == "Lose fewer people"

    page.keyboard.press("Enter")
    expect(title).to_be_focused()
    title.press("ControlOrMeta+a")
    page.keyboard.type("Keep more people")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Edit Keep more people")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Saved “Keep more people”.")
    goal.refresh_from_db()
    assert goal.title == "Keep more people"


def test_a_link_is_made_without_a_pointer(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    _goal, outcome, *_rest = make_chain(plan)
    other = make_goal(plan, title="Answer faster")
    page = page_of(ann)
    page.goto(step(plan, "outcomes"))
    page.get_by_role("link", name=f"Link… {outcome.title}").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name=other.title)
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Whoever is heard answers sooner")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Linked")
    link = OutcomeLink.objects.get(lower=outcome, upper=other)
    assert link.reason == "Whoever is heard answers sooner"
