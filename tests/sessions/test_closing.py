"""How a session is begun and ended in words: its title, its summary, what was picked, one primary act."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.models import Answer, GuidedSession, Layer, Phase, Plan, User, Vote
from alignment.sessions.queries.boards import board_of
from alignment.sessions.services import leading, sorting
from tests.factories import make_answer, make_participant
from tests.sessions.conftest import Phone

SignIn = Callable[[User], Client]


def place(name: str, plan: Plan, *args: int) -> str:
    return reverse(f"sessions:{name}", args=["acme", plan.pk, *args])


def vote(answer: Answer, *people: object) -> None:
    for one in people:
        Vote.objects.create(workspace=answer.workspace, answer=answer, participant=one)


def test_without_a_title_a_session_is_called_like_the_step_that_is_chosen(
    plan: Plan, eddy: User, client_of: SignIn
) -> None:
    client, here = client_of(eddy), place("session_new", plan)
    form = client.get(here, {"step": "moments"}).context["form"]
    assert (form["title"].value(), form["step"].value()) == (None, 3)
    client.post(here, {"step": 2, "title": " ", "votes_each": 3, "asks_names": "no"})
    client.post(here, {"step": 4, "title": "Our words", "votes_each": 3, "asks_names": "no"})
    titles = list(GuidedSession.objects.order_by("pk").values_list("step", "title"))
    assert titles == [(2, "Performance outcomes"), (4, "Our words")]


def test_errors_say_what_to_fill_in(
    session: GuidedSession, plan: Plan, eddy: User, client_of: SignIn
) -> None:
    client = client_of(eddy)
    wrong = {
        place("session_new", plan): ({"votes_each": 99}, "Enter a number of votes from 1 to 20."),
        place("session_edit", plan, session.pk): ({"version": 1}, "Enter the title of the session."),
        place("answer_add", plan, session.pk): ({}, "Write down what was said."),
        place("answer_sort", plan, session.pk): ({}, "Tick the answers that belong together."),
        place("session_close", plan, session.pk): ({"version": 1}, "Write what came out of the session."),
    }
    make_answer(session)
    for there, (sent, words) in wrong.items():
        answer = client.post(there, sent)
        page = answer.content.decode()
        assert (answer.status_code, words in page, "Fill this in" in page) == (422, True, False), there


def test_the_summary_begins_with_what_happened(
    session: GuidedSession, plan: Plan, ann: User, eddy: User, client_of: SignIn
) -> None:
    client, here = client_of(eddy), place("session_close", plan, session.pk)
    one, two = make_participant(session), make_participant(session)
    picked = make_answer(session, text="In the one-to-one", participant=one)
    make_answer(session, text="In the canteen", participant=two)
    assert client.get(here).context["form"]["summary"].value().splitlines() == [
        "We asked: In which situations is it decided whether that happens?",
        "2 people took part, and 2 answers were given.",
        "Nothing of it is in the plan yet.",
    ]
    vote(picked, one, two)
    sorting.turn_answer(picked, layer=Layer.MOMENT, title="One-to-one", by=ann)
    assert client.get(here).context["form"]["summary"].value().splitlines()[2:] == [
        "Most votes: “In the one-to-one” (2 votes).",
        "Taken into the plan: “One-to-one” (Moment of truth).",
    ]


def test_after_a_vote_the_voted_answers_are_listed_and_the_others_folded(
    session: GuidedSession, phone: Phone, ann: User
) -> None:
    phone.join()
    one, two = make_participant(session), make_participant(session)
    first, second, third = (make_answer(session, text=text) for text in ("First", "Second", "Third"))
    board = board_of(session)
    assert ([line.answer for line in board.picked], board.rest) == ([first, second, third], [])
    vote(second, one)
    vote(third, one, two)
    board = board_of(session)
    assert [line.answer for line in board.picked] == [third, second]
    assert [line.answer for line in board.rest] == [first]
    leading.close_session(session, summary="Done.", version=1, by=ann)
    listed, _, folded = phone.page().partition("1 answer without a vote")
    assert listed.index("Third") < listed.index("Second")
    assert ("First" in listed, "First" in folded) == (False, True)


def test_every_state_has_one_primary_act(
    session: GuidedSession, eddy: User, ann: User, client_of: SignIn
) -> None:
    client, here, seen = client_of(eddy), place("session", session.plan, session.pk), []

    def look() -> None:
        page = client.get(here).content.decode()
        seen.append([part.split("<")[0].split(">")[-1] for part in acts(page)])

    look()
    make_participant(session)
    look()
    for phase in (Phase.VOTING, Phase.RESULTS):
        leading.move_on(session, phase, by=ann)
        look()
    assert [[words.strip() for words in one] for one in seen] == [
        ["Show on a screen"],
        ["Start the vote"],
        ["End the vote"],
        ["Close with a summary"],
    ]


def acts(page: str) -> list[str]:
    """What stands in each primary button, icons left out."""
    return [part.split("</a>")[0].split("</button>")[0].split("</svg>")[-1].split("button-primary")[-1] + "<"
            for part in (f"button-primary{rest}" for rest in page.split("button-primary")[1:])]  # fmt: skip


@pytest.mark.parametrize("name", ["session_close", "answer_turn", "canvas"])
def test_the_tabs_of_the_plan_stand_on_every_page(
    session: GuidedSession, eddy: User, client_of: SignIn, name: str
) -> None:
    answer = make_answer(session)
    args = {"session_close": [session.pk], "answer_turn": [session.pk, answer.pk], "canvas": []}[name]
    page = client_of(eddy).get(place(name, session.plan, *args)).content.decode()
    for there in ("reviews:review_list", "tracing:map"):
        assert reverse(there, args=["acme", session.plan_id]) in page


def test_merged_answers_are_taken_apart_where_they_were_merged(
    session: GuidedSession, ann: User, eddy: User, client_of: SignIn
) -> None:
    first, second = make_answer(session), make_answer(session)
    sorting.merge_answers(session, [second], into=first, by=ann)
    page = client_of(eddy).get(place("answer_sort", session.plan, session.pk)).content.decode()
    assert place("answer_split", session.plan, session.pk, second.pk) in page
