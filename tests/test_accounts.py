"""How sign-in is set up: closed, slow to guess at, and silent about who has an account."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from alignment.models import User
from alignment.ui.middleware import TOUCH_EVERY
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture
def verified(ann: User) -> User:
    EmailAddress.objects.update_or_create(
        user=ann, email=ann.email, defaults={"verified": True, "primary": True}
    )
    return ann


def sign_in(client: Client, email: str, password: str) -> bool:
    client.post(LOGIN, {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_sign_in_by_address_and_password(client: Client, verified: User) -> None:
    answer = client.post(f"{LOGIN}?next=/help/", {"login": verified.email.upper(), "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert "_auth_user_id" in client.session


def test_sign_in_leads_nowhere_else(client: Client, verified: User) -> None:
    answer = client.post(
        f"{LOGIN}?next=https://evil.example.org/", {"login": verified.email, "password": PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_sixth_guess_is_not_looked_at(client: Client, verified: User) -> None:
    for _ in range(5):
        assert not sign_in(client, verified.email, "wrong password here")
    assert not sign_in(client, verified.email, PASSWORD)


def test_an_address_that_is_not_verified_may_not_sign_in(client: Client, ann: User) -> None:
    EmailAddress.objects.filter(user=ann).delete()
    assert not sign_in(client, ann.email, PASSWORD)


def test_sign_up_is_closed(client: Client, db: None) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_a_reset_does_not_tell_who_has_an_account(client: Client, verified: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": verified.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[verified.email]]


def test_links_in_mails_come_from_the_settings(client: Client, verified: User) -> None:
    client.post("/accounts/password/reset/", {"email": verified.email}, headers={"host": "localhost"})
    text = mail.outbox[0].body
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in text
    assert "localhost" not in text
    link = next(word for word in text.split() if "/reset/key/" in word).removeprefix("http://127.0.0.1:8000")
    assert client.get(link, follow=True).status_code == 200


@pytest.mark.parametrize("password", ["short", "password1234", "ann@example.org", "x" * 129])
def test_bad_passwords_are_refused(ann: User, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, ann)


def test_a_long_sentence_is_a_good_password(ann: User) -> None:
    validate_password("correct horse battery staple " * 4, ann)


def test_a_server_without_mail_promises_no_link(client: Client, ann: User, settings: Any) -> None:
    settings.HTTPS, settings.MAIL_IS_SET_UP = True, False
    for name in ("account_reset_password", "account_reset_password_done"):
        page = client.get(reverse(name)).content.decode()
        assert ("This server sends no mail" in page, 'name="email"' in page) == (True, False)
    settings.MAIL_IS_SET_UP = True
    page = client.get(reverse("account_reset_password")).content.decode()
    assert ("This server sends no mail" in page, 'name="email"' in page) == (False, True)


def test_browsers_find_the_icon_where_they_look_for_it(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, static("images/throughline.svg"))
    assert sorted(answer["Cache-Control"].split(", ")) == ["max-age=86400", "public"]


def test_the_icon_never_carries_a_session(client_of: Callable[[User], Client], ann: User) -> None:
    """Anybody on the way may keep the answer."""
    client = client_of(ann)
    session = client.session
    session["seen"] -= TOUCH_EVERY + 1
    session.save()
    assert dict(client.get("/favicon.ico").cookies) == {}
    assert "sessionid" in client.get("/preferences/").cookies  # a page renews it
