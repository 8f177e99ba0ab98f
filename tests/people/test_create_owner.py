"""The first owner of an installation, by a link that works once."""

import re
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from alignment.models import Membership, User, Workspace
from alignment.people.services import accounts
from tests.factories import PASSWORD, make_user, make_workspace

SENT = {"name": "Olga", "password1": "a long and odd phrase", "password2": "a long and odd phrase"}


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


def run(email="olga@example.org", slug="acme-group"):
    out, err = StringIO(), StringIO()
    call_command("create_owner", email, "--workspace", slug, stdout=out, stderr=err)
    return out.getvalue()


def path_of(printed):
    return re.fullmatch(r"http://127\.0\.0\.1:\d+(/sign-in/[^/\s]+/)\n", printed)[1]


def test_it_makes_user_and_workspace_and_prints_a_link():
    path_of(run())
    membership = Membership.objects.get()
    assert (membership.user.email, membership.role) == ("olga@example.org", "owner")
    assert (membership.workspace.slug, membership.workspace.name) == ("acme-group", "Acme group")
    assert membership.user.has_usable_password() is False


def test_following_the_link_sets_the_password_and_signs_in():
    client = Client()
    answer = client.get(path_of(run()))
    assert answer.headers["Location"] == "/sign-in/"
    assert client.get("/sign-in/").status_code == 200
    assert client.post("/sign-in/", SENT).headers["Location"] == "/"
    olga = User.objects.get()
    assert olga.check_password(SENT["password1"])
    assert olga.name == "Olga"
    assert [(one.verified, one.primary) for one in EmailAddress.objects.filter(user=olga)] == [(True, True)]
    assert client.get("/w/acme-group/settings/").status_code == 200


def test_a_scanner_uses_nothing_up():
    path = path_of(run())
    for _try in range(3):
        scanner = Client()
        scanner.get(path)
        scanner.get("/sign-in/")
    client = Client()
    client.get(path)
    assert client.post("/sign-in/", SENT).status_code == 303


def test_the_link_works_once():
    path = path_of(run())
    first, second = Client(), Client()
    first.get(path)
    second.get(path)
    first.post("/sign-in/", SENT)
    assert second.get("/sign-in/").status_code == 404
    assert second.post("/sign-in/", SENT).status_code == 404
    assert Client().get(path).status_code == 404


def test_the_link_ends_after_a_day(monkeypatch):
    path = path_of(run())
    monkeypatch.setattr(accounts, "SIGN_IN_AGE", -1)
    assert Client().get(path).status_code == 404


def test_a_made_up_link_is_refused():
    assert Client().get("/sign-in/made-up/").status_code == 404
    assert Client().get(f"/sign-in/{'x' * 3000}/").status_code == 404
    assert Client().get("/sign-in/").status_code == 404


def test_the_session_does_not_keep_the_link():
    path = path_of(run())
    client = Client()
    client.get(path)
    assert path.split("/")[2] not in str(dict(client.session))


def test_an_existing_user_gets_ownership_and_a_link(ben, workspace):
    printed = run("BEN@example.org", "acme")
    assert Membership.objects.get(user=ben).role == "owner"
    assert Client().get(path_of(printed)).status_code == 303
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)


def test_a_bad_password_is_refused():
    client = Client()
    client.get(path_of(run()))
    assert client.post("/sign-in/", SENT | {"password1": "short", "password2": "short"}).status_code == 422


@pytest.mark.parametrize(
    ("email", "slug", "said"),
    [
        ("nonsense", "acme", "nonsense is no e-mail address."),
        (
            "olga@example.org",
            "a b",
            "a b is no address of a workspace: use letters, digits, dashes and underscores.",
        ),
        ("olga@example.org", "a" * 61, "The address of a workspace has at most 60 characters."),
    ],
)
def test_bad_input_is_one_line_and_makes_nothing(email, slug, said):
    with pytest.raises(CommandError) as refused:
        run(email, slug)
    assert str(refused.value) == said
    assert (User.objects.count(), Workspace.objects.count()) == (0, 0)


def test_a_deactivated_user_is_refused():
    make_workspace("acme", owner=make_user("olga", is_active=False))
    with pytest.raises(CommandError):
        run("olga@example.org", "acme")
