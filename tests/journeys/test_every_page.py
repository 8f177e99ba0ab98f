"""Every page, looked at in light, dark and on a phone: no fault axe can find, no console message."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page

from alignment.models import User, Workspace
from tests.crawl import walk
from tests.factories import make_plan
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
    addresses += [f"{plan}/{page}" for page in of_plan] + [f"{plan}/briefings/executive/"]
    addresses += [f"{plan}/versions/", f"{plan}/versions/compare/"]
    assert all_wrong(page_of(ann), addresses) == {}


def test_pages_before_anybody_has_signed_in(page: Page, quiet: list[str], samples: Workspace) -> None:
    addresses = ["/accounts/login/", "/accounts/password/reset/", "/help/", "/help/glossary/"]
    assert all_wrong(page, addresses) == {}
