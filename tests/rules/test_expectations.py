"""Where an expectation stands follows from its answers, its date and whether it is done."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alignment.rules.content import Expectation, ExpectationAnswer
from alignment.rules.expectations import Reply, Standing, counting, missing, reply, standing, with_outdated
from alignment.rules.expectations import makes_outdated as outdates

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
def test_the_last_answer_of_each_party_counts(
    answers: tuple[ExpectationAnswer, ...], found: Reply
) -> None:
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
