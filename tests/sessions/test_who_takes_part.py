"""Who takes part in a session: nobody becomes somebody else, and nobody takes part twice over."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alignment.models import Answer, Deed, GuidedSession, Participant, Plan, Rights
from alignment.ui import limits
from tests.factories import make_person, make_session, make_share
from tests.sessions.conftest import Phone

PhoneOf = Callable[..., Phone]


def test_nobody_becomes_somebody_else_by_sending_a_key(plan: Plan, phone_of: PhoneOf) -> None:
    session = make_session(plan, asks_names=True)
    key = str(uuid4())
    tom = phone_of(session).join(name="Tom Birch", request_key=key)
    tom.answer("Mine")
    mine, found = Answer.objects.get(), Participant.objects.get()
    zoe = phone_of(session)
    for sent in (key, str(found.key), tom.client.session["participants"][str(session.pk)]):
        zoe.join(name="Zoe", request_key=sent)
    assert zoe.client.post(zoe.place("answer_back", mine.pk)).status_code == 422
    zoe.answer("Hers")
    said = dict(Answer.objects.filter(withdrawn_at=None).values_list("text", "participant__name"))
    assert said == {"Mine": "Tom Birch", "Hers": "Zoe"}


def test_one_browser_joins_two_sessions_with_one_key(plan: Plan, phone_of: PhoneOf) -> None:
    first, second, key = make_session(plan), make_session(plan, title="Two"), str(uuid4())
    phone = phone_of(first, bound=False).join(request_key=key)
    phone.session = second
    assert phone.client.post(phone.place("join"), {"request_key": key}).status_code == 302
    assert set(Participant.objects.values_list("session", flat=True)) == {first.pk, second.pk}
    assert Participant.objects.values("key").distinct().count() == 2


def test_a_browser_that_joins_again_before_it_knows_is_the_same(plan: Plan, phone_of: PhoneOf) -> None:
    session = make_session(plan)
    phone = phone_of(session).join()
    kept = phone.client.session
    del kept["participants"]  # the second of two requests at once
    kept.save()
    phone.join()
    assert (Participant.objects.count(), Deed.objects.filter(verb="join_session").count()) == (1, 1)


def test_what_the_browser_keeps_stands_in_no_other_table(plan: Plan, phone_of: PhoneOf) -> None:
    session = make_session(plan)
    phone = phone_of(session).join(request_key=str(uuid4()))
    found = Participant.objects.get()
    assert phone.client.session["participants"][str(session.pk)] != str(found.key)
    assert Deed.objects.get(verb="join_session").request_key is None
    phone.answer("Said")
    assert str(found.key).replace("-", "") not in repr(dict(phone.client.session)).replace("-", "")


def test_one_person_is_one_participant_by_however_many_phones(plan: Plan, phone_of: PhoneOf) -> None:
    session, tom = make_session(plan, asks_names=True), make_person(plan.workspace, "Tom Birch")
    first, second = (phone_of(session, person=tom).join(name="Tom Birch") for _ in range(2))
    assert first.answer("From one phone") == second.answer("From the other") == 303
    assert list(Participant.objects.values_list("name", "person")) == [("Tom Birch", tom.pk)]
    assert "From one phone" in second.page()


@pytest.mark.parametrize("what", ["join_address", "join_link"])
def test_a_new_cookie_does_not_begin_the_joins_anew(
    session: GuidedSession, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setitem(limits.TOGETHER, what, 3)
    link, token = make_share(session.plan, rights=Rights.ANSWER, session=session)
    told = []
    for _ in range(5):
        browser = Client()
        browser.get(f"/r/{token}/")
        told.append(browser.post(reverse("guest_sessions:join", args=[link.pk, session.pk])).status_code)
    assert (told, Participant.objects.count()) == ([302, 302, 302, 429, 429], 3)


def test_a_new_cookie_does_not_begin_the_answers_anew(
    session: GuidedSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.TOGETHER, "answer_link", 2)
    link, token = make_share(session.plan, rights=Rights.ANSWER, session=session)
    told = [Phone(link, session).follow(token).join().answer("Spam") for _ in range(3)]
    assert told == [303, 303, 429]


def test_a_room_behind_one_address_is_let_in(session: GuidedSession) -> None:
    link, token = make_share(session.plan, rights=Rights.ANSWER, session=session)
    assert [Phone(link, session).follow(token).join().answer("Said") for _ in range(60)] == [303] * 60
