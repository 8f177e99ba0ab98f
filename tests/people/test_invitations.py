"""Invitations: made once, shown once, used once."""

import json
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from alignment.models import Invitation, Membership, OutgoingMail, Role, User
from alignment.people.services import invitations, members
from alignment.people.services.accounts import LinkGone
from tests.factories import make_member, make_user

NEW = "/w/acme/settings/invitations/new/"
ACCEPT = "/invitations/accept/"
JOIN = {"name": "Nora New", "password1": "a long and odd phrase", "password2": "a long and odd phrase"}


@pytest.fixture(autouse=True)
def no_limits_left_over(db):
    cache.clear()


@pytest.fixture
def invited(ann, workspace):
    """An open invitation for nora@example.org as editor, and its secret."""
    return invitations.invite(workspace, email="Nora@Example.org", role=Role.EDITOR, by=ann)


def test_an_owner_makes_a_link_that_is_shown_once(client_of, ann, workspace):
    client = client_of(ann)
    page = client.post(NEW, {"email": "nora@example.org", "role": "editor"})
    assert page.status_code == 200
    address = page.context["address"]
    token = re.fullmatch(r"http://127\.0\.0\.1:\d+/invitations/([A-Za-z0-9_-]{43})/", address)[1]
    made = Invitation.objects.get()
    assert (made.email, made.role, made.workspace, made.invited_by) == (
        "nora@example.org",
        "editor",
        workspace,
        ann,
    )
    assert token not in made.token_hash
    assert token not in client.get("/w/acme/settings/members/").content.decode()


def test_the_secret_is_nowhere_in_the_database(invited):
    made, token = invited
    stored = json.dumps(list(Invitation.objects.values()), default=str)
    past = json.dumps(list(Invitation.history.values()), default=str)
    assert token not in stored + past
    assert made.token_hash not in past


def test_it_lasts_two_weeks(invited):
    made, _token = invited
    assert timedelta(days=13, hours=23) < made.expires_at - timezone.now() <= timedelta(days=14)


def test_an_address_of_a_member_is_refused(client_of, ann, ben, workspace):
    page = client_of(ann).post(NEW, {"email": "BEN@example.org", "role": "editor"})
    assert page.status_code == 422
    assert Invitation.objects.count() == 0


def test_a_new_invitation_replaces_the_earlier_one(ann, workspace, invited):
    again, token = invitations.invite(workspace, email="nora@example.org", role=Role.VIEWER, by=ann)
    assert Client().get(f"/invitations/{invited[1]}/").status_code == 404
    assert Client().get(f"/invitations/{token}/").status_code == 303
    assert [one.pk for one in Invitation.objects.all() if one.is_open] == [again.pk]


def test_mail_goes_to_the_invited_person_alone_when_mail_is_set_up(client_of, ann, workspace, settings):
    settings.MAIL_IS_SET_UP = True
    page = client_of(ann).post(NEW, {"email": "nora@example.org", "role": "editor"})
    assert "The link will be mailed." in page.content.decode()
    queued = OutgoingMail.objects.get()
    assert (queued.kind, queued.to, queued.subject) == (
        "invitation",
        "nora@example.org",
        "Invitation to Acme",
    )
    assert queued.workspace == workspace
    assert page.context["address"] in queued.text
    assert mail.outbox == []  # it is sent afterwards


def test_no_mail_without_its_invitation_and_none_after_it_is_withdrawn(ann, workspace, settings):
    settings.MAIL_IS_SET_UP = True
    first, _token = invitations.invite(workspace, email="nora@example.org", role=Role.VIEWER, by=ann)
    again, token = invitations.invite(workspace, email="nora@example.org", role=Role.EDITOR, by=ann)
    old, new = OutgoingMail.objects.order_by("pk")
    assert (old.text, old.dropped_at is not None) == ("", True)
    assert (token in new.text, new.dropped_at) == (True, None)
    invitations.revoke(again, by=ann)
    new.refresh_from_db()
    assert (new.text, new.dropped_at is not None) == ("", True)


def test_nothing_is_mailed_without_mail(client_of, ann, workspace):
    page = client_of(ann).post(NEW, {"email": "nora@example.org", "role": "editor"})
    said = page.content.decode()
    assert "Mail is not set up here." in said
    assert (said.count('data-copy="invitation-link"'), said.count("js/copy.js")) == (1, 1)
    assert (mail.outbox, OutgoingMail.objects.count()) == ([], 0)


def test_the_link_leaves_the_address_bar(invited):
    answer = Client().get(f"/invitations/{invited[1]}/")
    assert answer.headers["Location"] == ACCEPT


def test_following_the_link_changes_nothing(invited):
    for _try in range(3):
        client = Client()
        client.get(f"/invitations/{invited[1]}/")
        client.head(f"/invitations/{invited[1]}/")
        client.get(ACCEPT)
    assert Invitation.objects.get().accepted_at is None
    assert User.objects.filter(email="nora@example.org").count() == 0


def test_a_new_person_joins_with_a_verified_address(invited, workspace):
    client = Client()
    client.get(f"/invitations/{invited[1]}/")
    assert client.get(ACCEPT).status_code == 200
    assert client.post(ACCEPT, JOIN).headers["Location"] == "/"
    nora = User.objects.get(email="nora@example.org")
    assert nora.name == "Nora New"
    assert nora.check_password(JOIN["password1"])
    assert [(one.email, one.verified, one.primary) for one in EmailAddress.objects.filter(user=nora)] == [
        ("nora@example.org", True, True)
    ]
    assert [(one.workspace, one.role) for one in nora.memberships.all()] == [(workspace, "editor")]
    assert client.get("/w/acme/people/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("password1", "short"), ("password2", "something else"), ("name", ""), ("password1", "password1234")],
)
def test_a_bad_password_is_refused(invited, field, value):
    client = Client()
    client.get(f"/invitations/{invited[1]}/")
    sent = JOIN | {field: value} | ({"password2": value} if field == "password1" else {})
    assert client.post(ACCEPT, sent).status_code == 422
    assert Invitation.objects.get().accepted_at is None


def test_somebody_with_an_account_signs_in_first(invited, workspace):
    nora = make_user("nora")
    client = Client()
    client.get(f"/invitations/{invited[1]}/")
    page = client.get(ACCEPT)
    assert page.templates[0].name == "people/invitation_sign_in.html"
    assert client.post(ACCEPT, JOIN).templates[0].name == "people/invitation_sign_in.html"
    client.force_login(nora)
    client.get(f"/invitations/{invited[1]}/")
    assert client.post(ACCEPT).headers["Location"] == "/"
    assert [(one.workspace, one.role) for one in nora.memberships.all()] == [(workspace, "editor")]


def test_another_user_cannot_use_it(client_of, cleo, invited, workspace):
    client = client_of(cleo)
    client.get(f"/invitations/{invited[1]}/")
    assert client.get(ACCEPT).context["theirs"] is False
    client.post(ACCEPT)
    assert Membership.objects.filter(workspace=workspace, user=cleo).count() == 0
    with pytest.raises(LinkGone):
        invitations.join(invited[0], user=cleo)


def test_it_works_once(invited):
    first, second = Client(), Client()
    for client in (first, second):
        client.get(f"/invitations/{invited[1]}/")
    first.post(ACCEPT, JOIN)
    assert second.post(ACCEPT, JOIN).status_code == 404
    assert Client().get(f"/invitations/{invited[1]}/").status_code == 404


def test_used_revoked_expired_and_wrong_links_look_the_same(client_of, ann, invited, workspace):
    made, token = invited
    opened = Client()
    opened.get(f"/invitations/{token}/")
    client_of(ann).post(f"/w/acme/settings/invitations/{made.pk}/revoke/")
    pages = [opened.get(ACCEPT), Client().get(f"/invitations/{token}/"), Client().get("/invitations/wrong/")]
    late, late_token = invitations.invite(workspace, email="late@example.org", role="viewer", by=ann)
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    pages.append(Client().get(f"/invitations/{late_token}/"))
    pages.append(Client().get(f"/invitations/{'x' * 5000}/"))
    assert [page.status_code for page in pages] == [404] * 5
    assert [page.templates[0].name for page in pages] == ["people/link_gone.html"] * 5


def test_it_ends_with_the_account_of_who_invited(invited, ann):
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert Client().get(f"/invitations/{invited[1]}/").status_code == 404


def test_guessing_is_slowed(invited):
    client = Client()
    answers = [client.get(f"/invitations/{number:0>43}/").status_code for number in range(22)]
    assert answers == [404] * 20 + [429] * 2


def test_it_raises_nobodys_role(ann, workspace, invited):
    nora = make_user("nora")
    make_member(workspace, nora, Role.VIEWER)
    invitations.join(invited[0], user=nora)
    assert Membership.objects.get(workspace=workspace, user=nora).role == Role.VIEWER


def test_only_owners_invite(client_of, eddy, workspace):
    assert client_of(eddy).post(NEW, {"email": "x@example.org", "role": "owner"}).status_code == 403
    assert Invitation.objects.count() == 0


def test_an_owner_who_was_demoted_meanwhile_invites_nobody(ann, eddy, workspace):
    make_member(workspace, make_user("boss"), Role.OWNER)
    members.leave(workspace, user=ann)
    with pytest.raises(Exception, match="^$"):
        invitations.invite(workspace, email="x@example.org", role="owner", by=ann)
    assert Invitation.objects.count() == 0


def test_a_service_refuses_an_unknown_role(ann, workspace):
    with pytest.raises(ValidationError):
        invitations.invite(workspace, email="x@example.org", role="king", by=ann)
