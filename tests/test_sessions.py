"""A session ends after 14 days, and after 12 hours without a request; htmx is told so by a whole page."""

import time
from collections.abc import Callable

import pytest
from django.test import Client

from alignment.models import User

NEEDS_SIGN_IN = "/accounts/email/"


@pytest.fixture
def signed_in(client_of: Callable[[User], Client], ann: User) -> Client:
    return client_of(ann)


def turn_back(client: Client, **seconds: int) -> None:
    session = client.session
    for name, by in seconds.items():
        session[name] -= by
    session.save()


def goes_on(client: Client) -> bool:
    return "_auth_user_id" in client.session if client.get("/healthz") else False


def test_a_session_in_use_goes_on(signed_in: Client) -> None:
    turn_back(signed_in, began=13 * 86_400, seen=11 * 3_600)
    assert goes_on(signed_in)


def test_an_idle_session_ends(signed_in: Client) -> None:
    turn_back(signed_in, seen=12 * 3_600 + 60)
    assert not goes_on(signed_in)


def test_an_old_session_ends_however_busy(signed_in: Client) -> None:
    turn_back(signed_in, began=14 * 86_400 + 60)
    assert not goes_on(signed_in)


def test_use_is_noted_every_five_minutes_at_most(signed_in: Client) -> None:
    noted = signed_in.session["seen"]
    turn_back(signed_in, seen=200)
    signed_in.get("/healthz")
    assert signed_in.session["seen"] == noted - 200
    turn_back(signed_in, seen=200)
    signed_in.get("/healthz")
    assert time.time() - signed_in.session["seen"] < 60


def test_a_page_in_use_costs_no_write(
    signed_in: Client, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(2):  # the session and its user  # type: ignore[attr-defined]
        signed_in.get("/healthz")


def test_a_fragment_leads_to_a_whole_sign_in_page(client: Client, db: None) -> None:
    page = "http://testserver/w/acme/plans/1/?show=gaps"
    answer = client.get(NEEDS_SIGN_IN, headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fw%2Facme%2Fplans%2F1%2F%3Fshow%3Dgaps"


@pytest.mark.parametrize("page", ["", "https://evil.example.org//evil.example.org/", "javascript:alert(1)"])
def test_a_fragment_never_leads_elsewhere(client: Client, db: None, page: str) -> None:
    answer = client.get(NEEDS_SIGN_IN, headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer["HX-Redirect"] == "/accounts/login/"


def test_a_page_asks_for_sign_in_and_comes_back(client: Client, db: None) -> None:
    answer = client.get(NEEDS_SIGN_IN)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/accounts/email/")
