"""What is not seen when a page is opened: menus, folded and unfolded forms, and forms with mistakes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alignment.models import Plan, User, Workspace
from tests.factories import make_goal
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey
STEPS = ("goals", "outcomes", "moments", "learning", "initiatives")
EVERY_FOLD = "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"


@pytest.fixture
def step(page_of: Callable[[User], Page], lead: User, samples: Workspace) -> Callable[[str], Page]:
    """A page of the sample's first plan: step("goals/")."""
    plan = Plan.objects.get(workspace=samples, key="leaders")
    page = page_of(lead)

    def opened(slug: str) -> Page:
        page.goto(f"/w/sample/plans/{plan.pk}/{slug}")
        return page

    return opened


@pytest.mark.parametrize("slug", STEPS)
def test_forms_of_a_step(step: Callable[[str], Page], slug: str) -> None:
    page = step(f"{slug}/")
    page.locator("a[href$='/edit/'][hx-get*='/items/']").first.click()
    expect(page.locator(".item-form form")).to_be_visible()
    page.evaluate(EVERY_FOLD)
    assert wrong_with(page) == []

    page.locator("#add-item form").get_by_role("button", name="Save and add another").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.evaluate(EVERY_FOLD)
    assert wrong_with(page) == []


def test_links_are_made_edited_and_confirmed(step: Callable[[str], Page]) -> None:
    page = step("learning/")
    for kind in ("/link/", "/edit/", "/confirm/"):
        page.locator(
            f"a[hx-get$='{kind}'][hx-get*='{'/items/' if kind == '/link/' else '/links/'}']"
        ).first.click()
        expect(page.locator(f".item-form form[action$='{kind}']")).to_be_visible()
    page.evaluate(EVERY_FOLD)
    assert wrong_with(page) == []
    page.locator(".item-form form[action$='/link/']").get_by_role("button", name="Link", exact=True).click()
    expect(page.locator(".item-form .error-summary")).to_be_focused()
    assert wrong_with(page) == []


def test_two_goals_are_agreed_at_once(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    goals = [make_goal(plan), make_goal(plan)]
    page = page_of(ann)
    page.goto(f"/w/{plan.workspace.slug}/plans/{plan.pk}/goals/")
    for goal in goals:
        page.get_by_role("link", name=f"Agree… {goal.title}").click()
        expect(page.locator(f"#goal-{goal.pk} form[action$='/agree/']")).to_be_visible()
    assert wrong_with(page) == []


def test_notes_of_a_goal(step: Callable[[str], Page]) -> None:
    page = step("outcomes/")
    page.locator("a[hx-get$='/notes/']").first.click()
    expect(page.locator("form[action$='/notes/']")).to_be_visible()
    assert wrong_with(page) == []


def test_menus_are_open(step: Callable[[str], Page]) -> None:
    page = step("")
    for menu in page.locator("details[data-menu] > summary").all():
        menu.click()
        assert wrong_with(page) == []
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("slug", ["metrics/new/", "consultations/new/", "copy/", "paste/goal/", "edit/"])
def test_forms_with_mistakes(step: Callable[[str], Page], slug: str) -> None:
    page = step(slug)
    form = page.locator("main form.form")
    for field in form.locator("input[type=text]:visible, textarea:visible").all():
        field.fill("")
    form.get_by_role("button").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.evaluate(EVERY_FOLD)
    assert page.title().startswith("Error:")
    assert wrong_with(page) == []
