"""Where an expectation stands follows from its answers, its date and whether it is done."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.exchange.document import read, to_content
from alignment.rules.content import Expectation, ExpectationAnswer
from alignment.rules.expectations import Reply, Standing, counting, missing, reply, standing, with_outdated
from alignment.rules.expectations import makes_outdated as outdates
from alignment.rules.gaps import GapKind, gaps
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from tests.rules import oracle

DUE, BEFORE, AFTER = date(2026, 11, 13), date(2026, 11, 13), date(2026, 11, 14)
ONE = Expectation(key="e", direction="we_need", text="Dates", owner="tom", party="dana", due=DUE)


def said(person: str, answer: str = "confirmed", **more: Any) -> ExpectationAnswer:
    return ExpectationAnswer(person=person, name=person, answer=answer, on=date(2026, 10, 1), **more)


def with_answers(*answers: ExpectationAnswer) -> Expectation:
    return replace(ONE, answers=answers)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ((), Reply.UNANSWERED),
        ((said("tom"),), Reply.UNANSWERED),
        ((said("tom"), said("dana")), Reply.CONFIRMED),
        ((said("tom", "declined"),), Reply.DECLINED),
        ((said("tom", "declined"), said("tom"), said("dana")), Reply.CONFIRMED),
        ((said("tom"), said("dana"), said("dana", "declined")), Reply.DECLINED),
        ((said("tom"), said("dana", outdated=True)), Reply.UNANSWERED),
        ((said("tom"), said("priya")), Reply.UNANSWERED),
    ],
)
def test_the_last_answer_of_each_party_counts(answers: tuple[ExpectationAnswer, ...], found: Reply) -> None:
    assert reply(with_answers(*answers)) is found


def test_with_nobody_named_there_is_no_answer() -> None:
    alone = replace(ONE, owner="", party="")
    assert (reply(alone), missing(alone), counting(alone)) == (Reply.UNANSWERED, (), {})


def test_one_person_on_both_sides_answers_once() -> None:
    assert reply(replace(ONE, party="tom", answers=(said("tom"),))) is Reply.CONFIRMED


@pytest.mark.parametrize(
    ("change", "answers", "today", "found"),
    [
        ({}, (), BEFORE, Standing.UNANSWERED),
        ({}, (), AFTER, Standing.OVERDUE),
        ({}, (said("tom"), said("dana")), BEFORE, Standing.OPEN),
        ({}, (said("tom"), said("dana")), AFTER, Standing.OVERDUE),
        ({}, (said("tom", "declined"),), BEFORE, Standing.DECLINED),
        ({}, (said("tom", "declined"),), AFTER, Standing.OVERDUE),
        ({"done_on": AFTER}, (), AFTER, Standing.DONE),
        ({"due": None}, (said("tom"), said("dana")), AFTER, Standing.OPEN),
    ],
)
def test_where_it_stands(
    change: dict[str, Any], answers: tuple[ExpectationAnswer, ...], today: date, found: Standing
) -> None:
    assert standing(replace(with_answers(*answers), **change), today) is found


@pytest.mark.parametrize(
    ("change", "asks_again"),
    [
        ({"text": "Other dates"}, True),
        ({"due": AFTER}, True),
        ({"owner": "mia"}, True),
        ({"direction": "we_deliver"}, True),
        ({"party": "mia"}, False),
        ({"initiative": "elp"}, False),
        ({"done_on": AFTER}, False),
    ],
)
def test_what_asks_everybody_again(change: dict[str, Any], asks_again: bool) -> None:
    assert outdates(ONE, replace(ONE, **change)) is asks_again


def test_outdated_answers_do_not_count_until_they_are_given_again() -> None:
    before = with_outdated(with_answers(said("tom"), said("dana")))
    assert (reply(before), missing(before)) == (Reply.UNANSWERED, ("tom", "dana"))
    again = replace(before, answers=(*before.answers, said("tom"), said("dana")))
    assert reply(again) is Reply.CONFIRMED


PEOPLE = ("dana", "tom")
AS_OF = date(2026, 11, 20)
ANSWERS = st.fixed_dictionaries(
    {"person": st.sampled_from(PEOPLE), "answer": st.sampled_from(("confirmed", "declined"))},
    optional={"outdated": st.booleans()},
).map(lambda said: {**said, "on": "2026-10-01"})
EXPECTED = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(("we_deliver", "we_need")),
        "text": st.just("Dates"),
        "answers": st.lists(ANSWERS, max_size=4),
    },
    optional={
        "initiative": st.sampled_from(("running", "stopped", "put-away")),
        "owner": st.sampled_from(PEOPLE),
        "party": st.sampled_from(PEOPLE),
        "due": st.sampled_from(("2026-11-19", "2026-11-20", "2026-11-21")),
        "done_on": st.just("2026-11-01"),
    },
)
INITIATIVES = [
    {"key": "running", "title": "R", "status": "running"},
    {"key": "stopped", "title": "S", "status": "stopped"},
    {"key": "put-away", "title": "P", "status": "running", "archived": True},
]


@given(st.lists(EXPECTED, max_size=5))
def test_gaps_are_those_that_the_oracle_sees(rows: list[dict[str, Any]]) -> None:
    document = {
        "format": "throughline-plan",
        "version": 1,
        "plans": [{"key": "p", "title": "P"}],
        "people": [{"key": key, "name": key} for key in PEOPLE],
        "initiatives": INITIATIVES,
        "expectations": [{**row, "key": f"e{place}"} for place, row in enumerate(rows)],
    }
    content = to_content(read(json.dumps(document)))
    numbered = replace(
        content,
        expectations=tuple(replace(one, id=place) for place, one in enumerate(content.expectations)),
    )
    graph = graph_of_content(numbered)
    every = gaps(numbered, graph, trace(graph), AS_OF)
    kinds = (GapKind.UNANSWERED, GapKind.NOT_KEPT)
    found = {(f"e{gap.expectation_id}", gap.kind.value) for gap in every if gap.kind in kinds}
    assert found == oracle.late_promises(document, AS_OF)
