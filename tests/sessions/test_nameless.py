"""Sessions without names: what is kept, and what anybody is shown, does not tell who said what."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from alignment.guests.services import make_link
from alignment.models import Answer, Deed, GuidedSession, Participant, Plan, Rights, ShareLink, User
from tests.factories import make_person, make_session, make_share
from tests.sessions.conftest import Phone

PhoneOf = Callable[..., Phone]
STEPS = ("join_session", "answer")


def test_nothing_tells_who_answered(session: GuidedSession, phone: Phone) -> None:
    phone.client.post(reverse("guest_sharing:start", args=[phone.link.pk]))
    phone.join(name="Dana").answer("Secretly")
    who = Participant.objects.get()
    assert (who.name, who.person, who.link) == ("", None, None)
    deeds = Deed.objects.filter(verb__in=STEPS)
    said = {(None, "Somebody, by link", None, session.title)}
    assert set(deeds.values_list("by", "by_name", "link", "subject")) == said
    assert set(Answer.history.values_list("history_user", flat=True)) == {None}
    assert not Deed.objects.filter(verb="start_review").exists()


def test_a_browser_that_opened_a_personal_link_is_not_joined_to_its_answer(
    session: GuidedSession, phone: Phone, plan: Plan
) -> None:
    dana = make_person(plan.workspace, "Dana Okoro")
    _link, token = make_share(plan, rights=Rights.VIEW, person=dana)
    phone.client.get(reverse("link_open", args=[token]))
    phone.join().answer("Secretly")
    key = Participant.objects.get().key
    kept = [repr(row.get_decoded()) for row in Session.objects.all()]
    assert [str(key) in text or key.hex in text for text in kept] == [False] * len(kept)


def test_the_history_counts_and_does_not_list_them(
    session: GuidedSession, phone: Phone, ann: User, client_of: Callable[[User], Client]
) -> None:
    phone.join().answer("The boss shouts")
    place = reverse("versions:plan_history", args=["acme", session.plan_id])
    page = client_of(ann).get(place).content.decode()
    assert ("The boss shouts" in page, "2 steps in anonymous sessions are not listed" in page) == (
        False,
        True,
    )
    row = Deed.objects.get(verb="answer")
    one = reverse("versions:deed_detail", args=["acme", row.pk])
    assert client_of(ann).get(one).status_code == 404


def test_the_history_lists_what_was_said_by_name(
    plan: Plan, phone_of: PhoneOf, ann: User, client_of: Callable[[User], Client]
) -> None:
    phone_of(make_session(plan, asks_names=True)).join(name="Mia Torres").answer("Openly")
    page = client_of(ann).get(reverse("versions:plan_history", args=["acme", plan.pk])).content.decode()
    assert ("Openly" in page, "Mia Torres" in page, "anonymous" in page) == (True, True, False)


def test_no_link_of_one_person_is_made_for_an_anonymous_session(
    session: GuidedSession, plan: Plan, ann: User
) -> None:
    dana = make_person(plan.workspace, "Dana Okoro")
    with pytest.raises(ValidationError, match="no link of one person"):
        make_link(plan, by=ann, rights=Rights.ANSWER, person=dana, session=session)
    named = make_session(plan, asks_names=True)
    link, _token = make_link(plan, by=ann, rights=Rights.ANSWER, person=dana, session=named)
    assert link.session == named


def test_a_personal_link_of_the_plan_opens_only_sessions_with_names(
    session: GuidedSession, plan: Plan, phone_of: PhoneOf
) -> None:
    dana = make_person(plan.workspace, "Dana Okoro")
    named = make_session(plan, title="By name", asks_names=True)
    phone = phone_of(named, bound=False, person=dana)
    home = phone.client.get(f"/shared/{phone.link.pk}/", follow=True).content.decode()
    assert "The name Dana Okoro is shown with your answers." in home
    start = phone.client.get(f"/shared/{phone.link.pk}/session/")
    assert start.headers["Location"] == phone.place("open_session")
    phone.session = session
    assert phone.client.get(phone.place("open_session")).status_code == 404


def test_the_command_says_that_the_name_is_shown(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    dana = make_person(plan.workspace, "Dana Okoro")
    said = ["--workspace", "acme", "--plan", plan.key, "--rights", "answer", "--person", dana.key]
    call_command("share", *said)
    out, note = capsys.readouterr()
    assert ("/r/" in out, "The name of Dana Okoro is shown with the answers." in note) == (True, True)
    assert ShareLink.objects.get().person == dana
