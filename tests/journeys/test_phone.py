"""On a phone: nothing is cut off or too small to tap, the map is a list, and a goal can be added."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from alignment.models import Plan, User, Workspace
from tests.journeys.looks import PHONE, faults, sideways

pytestmark = pytest.mark.journey


@pytest.fixture
def phone(another_page: Callable[..., Page], lead: User) -> Page:
    """A phone in the hands of the sample's owner."""
    return another_page(lead, viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("tab", ["", "goals/", "moments/", "map/", "trace/", "metrics/", "check/"])
def test_pages_fit_a_phone(phone: Page, samples: Workspace, tab: str) -> None:
    plan = Plan.objects.get(workspace=samples, key="leaders")
    phone.goto(f"/w/sample/plans/{plan.pk}/{tab}")
    assert sideways(phone) == 0
    assert faults(phone, "target-size") == []


def test_menus_fit_a_phone(phone: Page, samples: Workspace) -> None:
    phone.goto("/w/sample/plans/")
    for menu in phone.locator("details[data-menu] > summary").all():
        menu.tap()
        expect(phone.locator("details[data-menu][open]")).to_have_count(1)
        box = phone.locator("details[data-menu][open] .menu-panel").bounding_box()
        assert box
        assert (box["x"] >= 0, box["x"] + box["width"] <= PHONE["width"]) == (True, True)
        assert faults(phone) == []
        menu.tap()


def test_a_goal_is_added_with_a_thumb(phone: Page, samples: Workspace) -> None:
    plan = Plan.objects.get(workspace=samples, key="leaders")
    phone.goto(f"/w/sample/plans/{plan.pk}/goals/")
    phone.get_by_role("heading", name="Add a business goal").tap()
    phone.locator("#goal-new-title").fill("Answer faster")
    assert sideways(phone) == 0
    phone.get_by_role("button", name="Save and add another").tap()
    expect(phone.locator("li.item", has_text="Answer faster")).to_be_visible()
    assert sideways(phone) == 0
