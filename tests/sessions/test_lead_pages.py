"""The lead's pages, the screen in the room, and who may do what on them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.services.plans import archive_plan
from alignment.models import Answer, GuidedSession, MomentOfTruth, Phase, Plan, ShareLink, User, Vote
from alignment.sessions.codes import CODES
from alignment.sessions.services import leading
from tests.factories import make_answer, make_outcome, make_participant, make_person, make_session

SignIn = Callable[[User], Client]


def place(name: str, plan: Plan, *args: Any) -> str:
    return reverse(f"sessions:{name}", args=["acme", plan.pk, *args])


def phase_of(session: GuidedSession) -> str:
    return GuidedSession.objects.get(pk=session.pk).phase


def test_a_session_is_opened_and_its_code_kept_in_this_browser_alone(
    plan: Plan, eddy: User, ann: User, client_of: SignIn
) -> None:
    client = client_of(eddy)
    form = client.get(place("session_new", plan), {"step": "moments"}).context["form"]
    assert form["step"].value() == 3
    sent = {"step": 3, "title": "Where", "votes_each": 3, "asks_names": "no"}
    sent["request_key"] = form["request_key"].value()
    for _ in range(2):
        answer = client.post(place("session_new", plan), sent)
    session = GuidedSession.objects.get()
    assert answer.headers["Location"] == place("session", plan, session.pk)
    address = client.get(place("session", plan, session.pk)).context["address"]
    assert address.startswith("http://127.0.0.1:8000/r/")
    screen = client.get(place("screen", plan, session.pk)).content.decode()
    assert (address in screen, "<svg" in screen, "style=" in screen) == (True, True, False)
    other = client_of(ann)
    assert other.get(place("session", plan, session.pk)).context["address"] == ""
    there = other.post(place("code_new", plan, session.pk), {"then": "screen"}).headers["Location"]
    assert (there, ShareLink.objects.count()) == (place("screen", plan, session.pk), 2)
    assert other.get(there).context["address"] not in ("", address)


def test_a_code_that_was_revoked_is_not_shown(session: GuidedSession, eddy: User, client_of: SignIn) -> None:
    client = client_of(eddy)
    client.post(place("code_new", session.plan, session.pk))
    assert CODES in client.session
    ShareLink.objects.update(revoked_at=session.opened_at)
    assert client.get(place("session", session.plan, session.pk)).context["address"] == ""


def test_an_archived_plan_lets_nobody_in(session: GuidedSession, eddy: User, client_of: SignIn) -> None:
    plan, client = session.plan, client_of(eddy)
    archive_plan(plan, by=eddy)
    sent = {"step": 3, "title": "Where", "votes_each": 3, "asks_names": "no"}
    assert client.post(place("session_new", plan), sent).status_code == 422
    client.post(place("code_new", plan, session.pk))
    assert (GuidedSession.objects.count(), ShareLink.objects.count()) == (1, 0)


def test_closing_forgets_the_code(session: GuidedSession, eddy: User, client_of: SignIn) -> None:
    client, plan = client_of(eddy), session.plan
    client.post(place("code_new", plan, session.pk))
    dana = make_person(plan.workspace, "Dana", email="dana@example.org")
    make_person(plan.workspace, "No address")
    form = client.get(place("session_close", plan, session.pk)).context["form"]
    assert [str(one) for one in form.fields["people"].queryset] == ["Dana"]
    refused = client.post(place("session_close", plan, session.pk), {"summary": "", "version": 1})
    assert (refused.status_code, phase_of(session)) == (422, Phase.COLLECTING)
    sent = {"summary": "We go for it.", "people": [dana.pk], "version": 1}
    client.post(place("session_close", plan, session.pk), sent)
    assert (phase_of(session), client.session[CODES]) == (Phase.CLOSED, {})
    again = client.get(place("session_close", plan, session.pk))
    assert again.headers["Location"] == place("session", plan, session.pk)


def test_closing_late_keeps_the_summary_that_was_typed(
    session: GuidedSession, eddy: User, ann: User, client_of: SignIn
) -> None:
    leading.move_on(session, Phase.VOTING, by=ann)
    sent = {"summary": "Typed for minutes", "version": 1}
    answer = client_of(eddy).post(place("session_close", session.plan, session.pk), sent)
    assert (answer.status_code, "Typed for minutes" in answer.content.decode()) == (409, True)


def test_title_and_votes_are_changed_and_a_conflict_shows_both(
    session: GuidedSession, eddy: User, client_of: SignIn
) -> None:
    client, here = client_of(eddy), place("session_edit", session.plan, session.pk)
    sent = {"title": "Other words", "votes_each": 5, "version": 1}
    assert client.post(here, sent).status_code == 302
    stale = client.post(here, sent | {"title": "My words"})
    page = stale.content.decode()
    assert (stale.status_code, "Other words" in page, "My words" in page) == (409, True, True)
    assert client.post(here, sent | {"votes_each": 0}).status_code == 422


def test_the_vote_is_begun_and_ended(session: GuidedSession, eddy: User, client_of: SignIn) -> None:
    client, here = client_of(eddy), place("session_move", session.plan, session.pk)
    seen = []
    for to in ("voting", "results", "nonsense", "collecting"):
        client.post(here, {"to": to})
        seen.append(phase_of(session))
    assert seen == ["voting", "results", "results", "collecting"]


def test_the_lead_types_an_answer_in(session: GuidedSession, eddy: User, client_of: SignIn) -> None:
    client, here = client_of(eddy), place("answer_add", session.plan, session.pk)
    assert client.post(here, {"prompt": 2, "text": ""}).status_code == 422
    client.post(here, {"prompt": 2, "text": "Said aloud"})
    answer = Answer.objects.get()
    assert (answer.prompt, answer.text, answer.participant) == (2, "Said aloud", None)


def test_answers_are_grouped_and_merged_on_one_page(
    session: GuidedSession, eddy: User, client_of: SignIn
) -> None:
    first, second = make_answer(session), make_answer(session)
    client, here = client_of(eddy), place("answer_sort", session.plan, session.pk)
    both = [first.pk, second.pk]
    assert client.post(here, {"do": "group", "label": "Talks"}).status_code == 422
    assert client.post(here, {"do": "merge", "answers": [first.pk]}).status_code == 422
    client.post(here, {"do": "group", "answers": both, "label": "Talks"})
    client.post(here, {"do": "merge", "answers": both, "into": second.pk})
    first.refresh_from_db()
    assert (first.group, first.merged_into) == ("Talks", second)
    client.post(place("answer_split", session.plan, session.pk, first.pk), {"then": "sort"})
    client.post(place("answer_withdraw", session.plan, session.pk, second.pk))
    assert list(Answer.objects.filter(merged_into=None, withdrawn_at=None)) == [first]


def test_an_answer_becomes_an_item_that_says_so(
    session: GuidedSession, eddy: User, client_of: SignIn
) -> None:
    plan, client = session.plan, client_of(eddy)
    outcome, answer = make_outcome(plan), make_answer(session, text="In the one-to-one")
    here = place("answer_turn", plan, session.pk, answer.pk)
    form = client.get(here).context["form"]
    assert (form["title"].value(), list(form.fields["uppers"].choices)) == (
        "In the one-to-one",
        [(outcome.pk, outcome.title)],
    )
    assert "uppers" not in client.get(here, {"layer": "goal"}).context["form"].fields
    assert client.get(here, {"layer": "initiative"}).status_code == 404
    sent = {"title": "One-to-one", "uppers": [outcome.pk], "reason": ""}
    assert client.post(here, sent).status_code == 422
    there = client.post(here, sent | {"reason": "Said so"}).headers["Location"]
    moment = MomentOfTruth.objects.get()
    assert there == reverse("framework:item", args=["acme", "moment", moment.pk])
    page = client.get(there).content.decode()
    assert f"From an answer in the session “{session.title}” of" in page
    assert client.get(here).headers["Location"] == there


@pytest.mark.parametrize("name", ["session_live", "screen_live"])
def test_pages_ask_for_little_and_keep_no_session_alive(
    session: GuidedSession, eddy: User, client_of: SignIn, name: str
) -> None:
    client, here = client_of(eddy), place(name, session.plan, session.pk)
    mark = client.get(place("session", session.plan, session.pk)).context["mark"]
    stored = client.session
    stored["seen"] = stored["began"] = stored["seen"] - 1000
    stored.save()
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(here, {"since": mark})
    assert (answer.status_code, len(caught)) == (204, 4)  # browser's session, user, memberships, session
    assert client.session["seen"] == stored["seen"]
    make_answer(session, text="News")
    told = client.get(here, {"since": mark, "question": "1"})
    assert (told.status_code, "News" in told.content.decode()) == (200, True)
    assert client.get(here, {"since": told.context["mark"]}).status_code == 204


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_at_any_length(
    session: GuidedSession, eddy: User, client_of: SignIn, count: int
) -> None:
    for _ in range(count):
        make_answer(session, participant=make_participant(session))
    client = client_of(eddy)
    client.get(place("session", session.plan, session.pk))
    with CaptureQueriesContext(connection) as caught:
        client.get(place("session", session.plan, session.pk))
    assert len(caught) == 7


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(plan: Plan, eddy: User, client_of: SignIn, count: int) -> None:
    for _ in range(count):
        make_answer(make_session(plan))
    client = client_of(eddy)
    client.get(place("session_list", plan))
    with CaptureQueriesContext(connection) as caught:
        client.get(place("session_list", plan))
    assert len(caught) == 5


def test_a_closed_session_asks_no_more(
    session: GuidedSession, ben: User, ann: User, client_of: SignIn
) -> None:
    client = client_of(ben)
    here = place("session", session.plan, session.pk)
    assert "every 3s" in client.get(here).content.decode()
    leading.close_session(session, summary="We go for it.", version=1, by=ann)
    page = client.get(here).content.decode()
    assert ("every 3s" in page, "We go for it." in page) == (False, True)


def test_a_viewer_reads_and_changes_nothing(session: GuidedSession, ben: User, client_of: SignIn) -> None:
    client, answer = client_of(ben), make_answer(session)
    page = client.get(place("session", session.plan, session.pk)).content.decode()
    assert (answer.text in page, "Make an item" in page, "Start the vote" in page) == (True, False, False)
    assert client.get(place("screen", session.plan, session.pk)).status_code == 403
    assert client.post(place("code_new", session.plan, session.pk)).status_code == 403


def test_the_screen_tells_nothing_about_people(plan: Plan, eddy: User, client_of: SignIn) -> None:
    session = make_session(plan, asks_names=True)
    make_person(plan.workspace, "Dana Okoro", email="dana@example.org", influence="high", interest="high")
    make_answer(session, text="Said aloud", participant=make_participant(session, name="Mia Torres"))
    client = client_of(eddy)
    for question in ("", "1"):
        page = client.get(place("screen", plan, session.pk), {"question": question}).content.decode()
        told = [word in page for word in ("Mia Torres", "Dana", "@example.org", "nfluence", "nterest")]
        assert told == [False] * 5
    assert "Said aloud" in page
    assert "Mia Torres" in client.get(place("session", plan, session.pk)).content.decode()


def test_votes_are_shown_on_the_screen_when_the_vote_is_over(
    session: GuidedSession, eddy: User, ann: User, client_of: SignIn
) -> None:
    answer = make_answer(session, text="Said aloud")
    Vote.objects.create(workspace=answer.workspace, answer=answer, participant=make_participant(session))
    client, shown = client_of(eddy), []
    for phase in (Phase.VOTING, Phase.RESULTS):
        leading.move_on(session, phase, by=ann)
        shown.append(
            "results-votes" in client.get(place("screen", session.plan, session.pk)).content.decode()
        )
    assert shown == [False, True]
