"""Links to the request form: made, shown once, renewed, revoked."""

import re
from collections.abc import Callable

from django.test import Client

from alignment.models import RequestLink, User, Workspace
from alignment.tokens import digest
from tests.asking import make_ask_link, make_request

Clients = Callable[[User], Client]
LINKS = "/w/acme/requests/links/"
KEY = {"request_key": "6f0f4b5e-7f0e-4a3e-b0e0-9c6d1b0e7a22"}


def token_on(page: str) -> str:
    found = re.search(r"/ask/([\w-]{43})/", page)
    return found[1] if found else ""


def test_a_link_is_shown_once_and_opens_the_form(
    client_of: Clients, eddy: User, workspace: Workspace
) -> None:
    client = client_of(eddy)
    page = client.post(f"{LINKS}new/", {"department": "Sales", **KEY}).content.decode()
    token = token_on(page)
    link = RequestLink.objects.get()
    assert (link.department, link.token_hash, link.created_by) == ("Sales", digest(token), eddy)
    assert Client().get(f"/ask/{token}/").status_code == 200
    again = client.post(f"{LINKS}new/", {"department": "Sales", **KEY}).content.decode()
    assert token_on(again) == ""
    assert "shown once" in again
    assert RequestLink.objects.count() == 1
    assert token not in client.get(LINKS).content.decode()


def test_a_renewed_link_opens_by_the_new_address_only(
    client_of: Clients, eddy: User, workspace: Workspace
) -> None:
    link = make_ask_link(workspace, "old")
    page = client_of(eddy).post(f"{LINKS}{link.pk}/renew/", KEY).content.decode()
    assert Client().get("/ask/old/").status_code == 404
    assert Client().get(f"/ask/{token_on(page)}/").status_code == 200


def test_a_revoked_link_stays_revoked(client_of: Clients, eddy: User, workspace: Workspace) -> None:
    link, client = make_ask_link(workspace, "old"), client_of(eddy)
    assert "This is final." in client.get(f"{LINKS}{link.pk}/revoke/").content.decode()
    client.post(f"{LINKS}{link.pk}/revoke/")
    assert Client().get("/ask/old/").status_code == 404
    page = client.post(f"{LINKS}{link.pk}/renew/", KEY, follow=True).content.decode()
    assert "This link was revoked. Make a new one instead." in page
    assert not RequestLink.objects.get().is_open


def test_the_list_counts_what_came_by_each(
    client_of: Clients, ben: User, workspace: Workspace, django_assert_max_num_queries: Callable
) -> None:
    sales = make_ask_link(workspace, "a", department="Sales")
    for title in ("One", "Two"):
        make_request(workspace, title=title, link=sales)
    make_ask_link(workspace, "b")
    client = client_of(ben)
    page = client.get(LINKS).content.decode()
    assert "2 requests came by it" in page
    assert "0 requests came by it" in page
    assert f"{LINKS}new/" not in page
    assert client.get(f"{LINKS}new/").status_code == 403


def test_making_one_cannot_be_undone_into_life(
    client_of: Clients, eddy: User, ann: User, workspace: Workspace
) -> None:
    link, client = make_ask_link(workspace, "old"), client_of(eddy)
    client.post(f"{LINKS}{link.pk}/revoke/")
    history = client.get("/w/acme/requests/links/").content.decode()
    assert "Undo" not in history
    assert not RequestLink.objects.get().is_open
