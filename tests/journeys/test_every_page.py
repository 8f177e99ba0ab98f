"""Every page, looked at in light, dark and on a phone: no fault axe can find, no console message."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page, expect

from alignment.framework.services.items import save_item
from alignment.framework.services.notes import park_note, remove_note
from alignment.models import ParkedNote, Plan, User, Workspace
from tests.crawl import walk
from tests.factories import make_goal, make_plan
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey
PARTS = 4
#: Pages that each layer draws in its own way; of all others one is looked at.
OF_EACH_LAYER = ("framework:step", "framework:item", "framework:item_edit", "help:topic")


def one_of_each(addresses: list[str]) -> list[str]:
    """One address for each page, and for each layer where the layers differ."""
    found: dict[tuple[str, ...], str] = {}
    for address in addresses:
        match = resolve(address.partition("?")[0])
        words = [str(word) for word in match.kwargs.values() if not str(word).isdigit()]
        layer = words if match.view_name in OF_EACH_LAYER else []
        found.setdefault((match.view_name, *layer), address)
    return list(found.values())


def all_wrong(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    wrong = {}
    for address in addresses:
        page.goto(address)
        if found := wrong_with(page):
            wrong[address] = found
    return wrong


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_can_be_read_by_everybody(
    page_of: Callable[[User], Page], client_of: Callable[[User], Client], lead: User, part: int
) -> None:
    addresses = one_of_each(walk(client_of(lead), "/w/sample/plans/").pages)
    assert len(addresses) > 50
    assert all_wrong(page_of(lead), addresses[part::PARTS]) == {}


def test_pages_with_nothing_on_them_yet(
    page_of: Callable[[User], Page], ann: User, workspace: Workspace
) -> None:
    home, plan = f"/w/{workspace.slug}", f"/w/{workspace.slug}/plans/{make_plan(workspace).pk}"
    of_plan = ("", "goals/", "initiatives/", "check/", "map/", "trace/", "metrics/", "briefings/", "history/")
    addresses = ["/", f"{home}/plans/?show=archived", f"{home}/portfolio/", f"{home}/people/"]
    addresses += [f"{home}/attention/"]
    addresses += [f"{plan}/{page}" for page in of_plan] + [f"{plan}/briefings/executive/"]
    addresses += [f"{plan}/versions/", f"{plan}/versions/compare/"]
    assert all_wrong(page_of(ann), addresses) == {}


def test_pages_that_a_button_opens(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    made, home = make_goal(plan), f"/w/{plan.workspace.slug}"
    first = made.history.earliest("history_id").deed_id
    save_item(made, by=ann, version=made.version, fields={"title": "Sell more to fewer"})
    park_note(plan, text="Ask the works council", by=ann)
    goal, note = f"{home}/items/goal/{made.pk}/", ParkedNote.objects.get(plan=plan).pk
    of_plan = f"{home}/plans/{plan.pk}"
    addresses = [
        f"{goal}revert/{first}/",
        f"{goal}agree/",
        f"{goal}no-learning/",
        f"{goal}what-if/?do=archive",
    ]
    addresses += [f"{of_plan}/notes/{note}/edit/", f"{of_plan}/notes/{note}/turn/", f"{of_plan}/hints/"]
    addresses += [f"{of_plan}/recheck/", f"{home}/recheck/", f"{home}/search/?q=Sell", f"{home}/score/"]
    addresses += [f"{of_plan}/score/", f"{of_plan}/history/?layer=goal&who=", f"{home}/search/?q=nothing"]
    assert all_wrong(page_of(ann), addresses) == {}


def test_the_words_about_a_removed_note(page_of: Callable[[User], Page], ann: User, plan: Plan) -> None:
    park_note(plan, text="Ask the works council", by=ann)
    note = ParkedNote.objects.get()
    page = page_of(ann)
    page.goto(f"/w/acme/plans/{plan.pk}/notes/{note.pk}/edit/")
    page.get_by_label("Thought").fill("Ask the works council and the union")
    remove_note(note, by=ann)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("This was removed meanwhile")
    expect(page.locator("main")).to_contain_text("Ask the works council and the union")
    assert wrong_with(page) == []


def test_pages_before_anybody_has_signed_in(page: Page, quiet: list[str], samples: Workspace) -> None:
    addresses = ["/accounts/login/", "/accounts/password/reset/", "/help/", "/help/glossary/"]
    assert all_wrong(page, addresses) == {}
