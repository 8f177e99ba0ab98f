"""The lead takes somebody out of a session: what they said and voted counts no more, and they are out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import StaleWrite, undo
from alignment.models import Answer, Deed, GuidedSession, Participant, Phase, Plan, Removal, User, Vote
from alignment.sessions.queries.boards import board_of
from alignment.sessions.queries.sessions import mark_of
from alignment.sessions.services import leading, sorting, taking_part
from alignment.sessions.services.rows import TakenOut
from tests.factories import make_answer, make_participant, make_session
from tests.sessions.conftest import Phone

SignIn = Callable[[User], Client]
OUT = "You were taken out of this session."


def place(name: str, session: GuidedSession, *args: int) -> str:
    return reverse(f"sessions:{name}", args=["acme", session.plan_id, session.pk, *args])


def again(session: GuidedSession) -> GuidedSession:
    return GuidedSession.objects.select_related("plan", "workspace").get(pk=session.pk)


def test_answers_and_votes_go_and_come_back_with_undo(session: GuidedSession, ann: User) -> None:
    joker, other = make_participant(session), make_participant(session)
    fun, sense = make_answer(session, participant=joker), make_answer(session, participant=other)
    same = make_answer(session, participant=other)
    sorting.merge_answers(session, [same], into=fun, by=ann)
    for answer, who in ((sense, joker), (sense, other), (fun, other)):
        Vote.objects.create(workspace=answer.workspace, answer=answer, participant=who)
    marks = [mark_of(again(session))]
    done = sorting.take_out(joker, by=ann)
    marks.append(mark_of(again(session)))
    board = board_of(session)
    assert [(line.answer, line.votes) for line in board.lines] == [(sense, 1), (same, 0)]
    with pytest.raises(StaleWrite):
        sorting.take_out(joker, by=ann)
    undo(done, by=ann)
    marks.append(mark_of(again(session)))
    assert [(line.answer, line.votes, line.merged) for line in board_of(session).lines] == [
        (fun, 1, [same]),
        (sense, 2, []),
    ]
    assert (len(set(marks)), Removal.objects.count()) == (3, 0)


def test_pages_hear_of_an_undo_even_when_one_answer_comes_back(session: GuidedSession, ann: User) -> None:
    joker = make_participant(session)
    make_answer(session, participant=joker)
    done = sorting.take_out(joker, by=ann)
    mark = mark_of(again(session))
    undo(done, by=ann)
    assert mark_of(again(session)) != mark


def test_a_phone_is_told_that_it_is_out_and_sends_nothing_more(
    session: GuidedSession, phone: Phone, ann: User
) -> None:
    phone.join().answer("A joke")
    sense = make_answer(session, text="Sense")
    done = sorting.take_out(Participant.objects.get(), by=ann)
    asking = {"since": "collecting-"}
    live = phone.client.get(phone.place("session_live"), asking, headers={"HX-Request": "true"})
    assert live.headers["HX-Redirect"] == phone.place("open_session")
    assert phone.client.get(phone.place("session_live"), {"since": "out"}).status_code == 204
    assert (phone.answer("One more"), phone.join().client.get(phone.place("open_session")).status_code) == (
        303,
        200,
    )
    page = phone.page()
    assert (OUT in page, "Your answer" in page, "joke" in page, str(ann) in page) == (
        True,
        False,
        False,
        False,
    )
    leading.move_on(session, Phase.VOTING, by=ann)
    phone.client.post(phone.place("vote", sense.pk))
    assert ("Sense" in phone.page(), Vote.objects.count(), Participant.objects.count()) == (False, 0, 1)
    undo(done, by=ann)
    live = phone.client.get(phone.place("session_live"), {"since": "out"}).content.decode()
    assert (OUT in live, "Sense" in live, "A joke" in live) == (False, True, True)


def test_an_answer_that_was_on_its_way_is_not_taken(session: GuidedSession, phone: Phone, ann: User) -> None:
    phone.join()
    me = Participant.objects.get()  # as a request has read it just before
    answer = make_answer(session)
    sorting.take_out(me, by=ann)
    with pytest.raises(TakenOut):
        taking_part.answer(session, me, link=phone.link, prompt=1, text="Late")
    leading.move_on(session, Phase.VOTING, by=ann)
    with pytest.raises(TakenOut):
        taking_part.vote(answer, me, link=phone.link)
    assert (Answer.objects.count(), Vote.objects.count()) == (1, 0)


def test_by_name_people_are_listed_and_taken_out(plan: Plan, eddy: User, client_of: SignIn) -> None:
    session = make_session(plan, asks_names=True)
    joker, _mia = (make_participant(session, name=name) for name in ("Joker Jones", "Mia Torres"))
    client, here = client_of(eddy), place("session", session)
    assert [one.name for one in client.get(here).context["named"]] == ["Joker Jones", "Mia Torres"]
    told = client.post(place("person_out", session, joker.pk), follow=True).content.decode()
    assert ("Joker Jones is out of the session." in told, "Undo" in told) == (True, True)
    page = client.get(here)
    assert ([one.name for one in page.context["named"]], page.context["people"]) == (["Mia Torres"], 1)
    row = Deed.objects.get(verb="take_out")
    assert (row.subject, row.by) == ("Joker Jones", eddy)
    client.post(place("person_out", session, joker.pk))
    assert Removal.objects.count() == 1


def test_without_names_whoever_gave_an_answer_is_taken_out(
    session: GuidedSession, eddy: User, client_of: SignIn
) -> None:
    client, joker = client_of(eddy), make_participant(session)
    fun, typed = make_answer(session, participant=joker), make_answer(session)
    page = client.get(place("session", session)).content.decode()
    links = [place("author_out", session, one.pk) in page for one in (fun, typed)]
    assert (links, f"people/{joker.pk}" in page) == ([True, False], False)
    assert client.post(place("person_out", session, joker.pk)).status_code == 404
    assert client.post(place("author_out", session, typed.pk)).status_code == 404
    client.post(place("author_out", session, fun.pk))
    assert [line.answer for line in board_of(session).lines] == [typed]
    assert Deed.objects.get(verb="take_out").subject == session.title


def test_only_of_this_session_and_only_by_who_may_write(
    session: GuidedSession, plan: Plan, eddy: User, ben: User, client_of: SignIn
) -> None:
    other = make_session(plan, asks_names=True)
    who = make_participant(other, name="Mia Torres")
    answer = make_answer(other, participant=who)
    client = client_of(eddy)
    wrong = [place("author_out", session, answer.pk), place("person_out", session, who.pk)]
    assert [client.post(there).status_code for there in wrong] == [404, 404]
    right = [place("author_out", other, answer.pk), place("person_out", other, who.pk)]
    assert [client_of(ben).post(there).status_code for there in right] == [403, 403]
    assert Removal.objects.count() == 0


def test_votes_of_others_are_no_news_for_a_phone(
    session: GuidedSession, phone: Phone, phone_of: Callable[..., Phone], ann: User
) -> None:
    answer = make_answer(session)
    phone.join()
    other = phone_of(session).join()
    leading.move_on(session, Phase.VOTING, by=ann)
    mark = phone.client.get(phone.place("open_session")).context["mark"]
    other.client.post(other.place("vote", answer.pk))
    assert Vote.objects.count() == 1
    assert phone.client.get(phone.place("session_live"), {"since": mark}).status_code == 204
