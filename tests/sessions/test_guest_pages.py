"""A session on phones: joining, answering, voting, reading; by name or so that nobody can tell who."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import deed
from alignment.models import (
    Answer,
    Deed,
    GuidedSession,
    Participant,
    Phase,
    Plan,
    Rights,
    ShareLink,
    User,
    Vote,
    Workspace,
)
from alignment.sessions.services import leading, sorting, taking_part
from alignment.ui import limits
from tests.factories import make_answer, make_person, make_session, make_share
from tests.sessions.conftest import Phone

HTMX = {"HX-Request": "true"}


def test_a_phone_joins_answers_and_takes_back(session: GuidedSession, phone: Phone) -> None:
    assert phone.join().answer("In the one-to-one") == 303
    assert phone.answer("With a customer", 2) == 303
    said = list(Answer.objects.values_list("prompt", "text"))
    assert said == [(1, "In the one-to-one"), (2, "With a customer")]
    first = Answer.objects.first()
    phone.client.post(phone.place("answer_back", first.pk))
    first.refresh_from_db()
    assert (first.withdrawn_at is None, "In the one-to-one" in phone.page()) == (False, False)
    assert Participant.objects.count() == 1


def test_joining_twice_is_joining_once(session: GuidedSession, phone: Phone) -> None:
    key = str(uuid4())
    phone.join(request_key=key).join(request_key=key).join()
    assert Participant.objects.count() == 1


def test_nobody_answers_without_joining_or_an_empty_answer(session: GuidedSession, phone: Phone) -> None:
    phone.answer("Too early")
    assert (phone.join().answer("  "), phone.answer("x" * 501), Answer.objects.count()) == (422, 422, 0)
    page = phone.client.post(phone.place("answer"), {"send": "1", "text_1": "x" * 501}).content.decode()
    assert ("Shorten your answer by 1 character." in page, "x" * 501 in page) == (True, True)


def test_what_is_typed_elsewhere_stays(session: GuidedSession, phone: Phone) -> None:
    page = phone.join().client.post(
        phone.place("answer"), {"send": "1", "text_1": "Sent", "text_4": "Not yet sent"}
    )
    assert page.status_code == 200
    assert "Not yet sent</textarea>" in page.content.decode()
    answer = Answer.objects.get()
    page = phone.client.post(phone.place("answer_back", answer.pk), {"text_4": "Still here"})
    assert "Still here</textarea>" in page.content.decode()


def test_the_same_answer_sent_twice_counts_once(session: GuidedSession, phone: Phone) -> None:
    key = str(uuid4())
    phone.join()
    for _ in range(2):
        phone.answer("Once", key_1=key)
    assert Answer.objects.count() == 1


def test_an_answer_that_comes_too_late_is_shown_to_copy(
    session: GuidedSession, phone: Phone, ann: User
) -> None:
    phone.join()
    leading.move_on(session, Phase.VOTING, by=ann)
    phone.answer("My words", text_2="More words")
    page = phone.page()
    assert ("Not sent: “My words” “More words”" in page, Answer.objects.count()) == (True, 0)
    htmx = phone.client.post(phone.place("answer"), {"send": "1", "text_1": "Late"}, headers=HTMX)
    assert htmx.headers["HX-Redirect"] == phone.place("open_session")


def test_a_person_has_so_many_votes_and_one_for_each_answer(
    session: GuidedSession, phone: Phone, ann: User
) -> None:
    first, second, third = (make_answer(session) for _ in range(3))
    phone.join()
    phone.client.post(phone.place("vote", first.pk))
    assert Vote.objects.count() == 0  # people still answer
    leading.move_on(session, Phase.VOTING, by=ann)
    for answer in (first, first, second, third):
        phone.client.post(phone.place("vote", answer.pk))
    assert sorted(Vote.objects.values_list("answer", flat=True)) == [first.pk, second.pk]
    assert Deed.objects.filter(verb="vote").count() == 2
    phone.client.post(phone.place("vote", first.pk), {"do": "back"})
    phone.client.post(phone.place("vote", third.pk), headers=HTMX)
    assert sorted(Vote.objects.values_list("answer", flat=True)) == [second.pk, third.pk]


def test_a_vote_for_a_merged_answer_counts_for_the_one_that_stands(
    session: GuidedSession, phone: Phone, ann: User
) -> None:
    first, second = make_answer(session), make_answer(session)
    sorting.merge_answers(session, [second], into=first, by=ann)
    leading.move_on(session, Phase.VOTING, by=ann)
    phone.join().client.post(phone.place("vote", second.pk))
    assert list(Vote.objects.values_list("answer", flat=True)) == [first.pk]


def test_pages_of_the_plan_are_not_told_of_every_phone(
    session: GuidedSession, phone: Phone, ann: User, client_of: Callable[[User], Client]
) -> None:
    phone.join().answer("In the one-to-one")
    changes = reverse("versions:changes", args=["acme", session.plan_id])
    assert client_of(ann).get(changes, {"since": 0}).status_code == 200  # the plan was made
    since = Deed.objects.filter(verb="join_session").count() + Deed.objects.filter(verb="answer").count()
    revision = Workspace.objects.get(pk=session.workspace_id).revision
    assert client_of(ann).get(changes, {"since": revision - since}).status_code == 204


def test_nobody_takes_back_what_another_said(
    session: GuidedSession, phone: Phone, phone_of: Callable[..., Phone]
) -> None:
    phone.join().answer("Mine")
    mine = Answer.objects.get()
    other = phone_of(session).join()
    assert other.client.post(other.place("answer_back", mine.pk)).status_code == 422
    mine.refresh_from_db()
    assert (mine.withdrawn_at, "Mine" in other.page()) == (None, False)


def test_a_personal_link_does_not_tell_who_answered_anonymously(
    session: GuidedSession, phone_of: Callable[..., Phone], plan: Plan
) -> None:
    dana = make_person(plan.workspace, "Dana Okoro")
    phone = phone_of(session, person=dana).join(name="Dana")
    assert (phone.answer("Secretly"), phone.client.get(phone.place("open_session")).status_code) == (404, 404)
    assert (Participant.objects.count(), Answer.objects.count()) == (0, 0)


def test_by_name_the_name_is_asked_and_kept(plan: Plan, phone_of: Callable[..., Phone], ann: User) -> None:
    session = make_session(plan, asks_names=True)
    phone = phone_of(session)
    page = phone.client.post(phone.place("join"), {"name": " "})
    assert (page.status_code, Participant.objects.count()) == (422, 0)
    phone.join(name="Mia Torres").answer("Openly")
    row = Deed.objects.get(verb="answer")
    assert (Participant.objects.get().name, row.by_name, row.link) == ("Mia Torres", "Mia Torres", phone.link)


def test_everybody_sees_the_summary_after_closing(session: GuidedSession, phone: Phone, ann: User) -> None:
    phone.join().answer("In the one-to-one")
    leading.close_session(session, summary="We go for it.", version=1, by=ann)
    page = phone.page()
    assert ("We go for it." in page, "In the one-to-one" in page, "every 3s" in page) == (True, True, False)
    phone.answer("After the end")
    assert Answer.objects.count() == 1


def test_asking_again_says_nothing_until_the_vote(session: GuidedSession, phone: Phone, ann: User) -> None:
    phone.join()
    mark = phone.client.get(phone.place("open_session")).context["mark"]
    phone.answer("One more")
    assert phone.client.get(phone.place("session_live"), {"since": mark}).status_code == 204
    leading.move_on(session, Phase.VOTING, by=ann)
    told = phone.client.get(phone.place("session_live"), {"since": mark})
    assert (told.status_code, "Go to the vote" in told.content.decode()) == (200, True)
    assert "hx-get" not in told.content.decode()  # what is typed above stays as it is
    mark = phone.client.get(phone.place("open_session")).context["mark"]
    assert phone.client.get(phone.place("session_live"), {"since": mark}).status_code == 204
    make_answer(session)
    assert phone.client.get(phone.place("session_live"), {"since": mark}).status_code == 200


@pytest.mark.parametrize("bound", [True, False], ids=["its own link", "link of the plan"])
@pytest.mark.parametrize("phase", [Phase.COLLECTING, Phase.VOTING])
def test_asking_again_is_cheap(
    session: GuidedSession, phone_of: Callable[..., Phone], ann: User, bound: bool, phase: Phase
) -> None:
    phone = phone_of(session, bound=bound).join()
    leading.move_on(session, phase, by=ann)
    mark = phone.client.get(phone.place("open_session")).context["mark"]
    with CaptureQueriesContext(connection) as caught:
        answer = phone.client.get(phone.place("session_live"), {"since": mark})
    assert (answer.status_code, len(caught)) == (204, 4)  # browser's session, link, session, participant


@pytest.mark.parametrize("count", [1, 3])
def test_the_vote_costs_the_same_at_any_length(
    session: GuidedSession, phone: Phone, ann: User, count: int
) -> None:
    for _ in range(count):
        make_answer(session)
    phone.join()
    leading.move_on(session, Phase.VOTING, by=ann)
    with CaptureQueriesContext(connection) as caught:
        phone.page()
    assert len(caught) == 7


def test_a_link_of_the_plan_offers_what_is_open(
    plan: Plan, phone_of: Callable[..., Phone], ann: User
) -> None:
    first, second = make_session(plan, title="First"), make_session(plan, title="Second")
    phone = phone_of(first, bound=False)
    start = f"/shared/{phone.link.pk}/session/"
    page = phone.client.get(start).content.decode()
    assert ("First" in page, "Second" in page) == (True, True)
    leading.close_session(second, summary="Done", version=1, by=ann)
    assert phone.client.get(start).headers["Location"] == phone.place("open_session")
    leading.close_session(first, summary="Done", version=1, by=ann)
    assert "No session is open at the moment" in phone.client.get(start).content.decode()
    # It took part in neither, so it reads neither summary.
    assert phone.client.get(phone.place("open_session")).status_code == 404


def test_a_link_opens_its_own_session_alone(plan: Plan, phone_of: Callable[..., Phone]) -> None:
    own, other = make_session(plan), make_session(plan)
    phone = phone_of(own)
    secret = make_answer(other, text="Said elsewhere")
    phone.session = other
    for name in ("open_session", "session_live"):
        assert phone.client.get(phone.place(name)).status_code == 404
    assert phone.client.post(phone.place("join")).status_code == 404
    phone.session = own
    assert phone.join().client.post(phone.place("vote", secret.pk)).status_code == 404


def test_a_revoked_link_ends_a_phone_at_once(session: GuidedSession, phone: Phone, ann: User) -> None:
    phone.join()
    with deed("revoke_link", by=ann, workspace=session.workspace):
        ShareLink.objects.filter(pk=phone.link.pk).update(revoked_at=session.opened_at)
    assert [
        phone.client.get(phone.place("open_session")).status_code,
        phone.client.get(phone.place("session_live")).status_code,
        phone.answer("Too late"),
    ] == [404, 404, 404]


def test_there_is_an_end_to_what_one_person_says(
    session: GuidedSession, phone: Phone, monkeypatch: Any
) -> None:
    monkeypatch.setattr(taking_part, "MOST_ANSWERS", 2)
    phone.join()
    assert [phone.answer(f"Answer {n}") for n in range(3)] == [303, 303, 422]
    monkeypatch.setattr(taking_part, "MOST_PEOPLE", 1)
    _link, token = make_share(session.plan, rights=Rights.ANSWER, session=session)
    other = Phone(_link, session).follow(token).join()
    assert ("This session is full" in other.page(), Participant.objects.count()) == (True, 1)


def test_phones_behind_one_address_are_counted_one_by_one(session: GuidedSession, monkeypatch: Any) -> None:
    monkeypatch.setitem(limits.TOGETHER, "answer_phone", 2)
    link, token = make_share(session.plan, rights=Rights.ANSWER, session=session)
    for _ in range(4):
        phone = Phone(link, session).follow(token).join()
        assert [phone.answer(f"Answer {n}") for n in range(3)] == [303, 303, 429]
