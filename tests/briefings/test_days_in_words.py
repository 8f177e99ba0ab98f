"""A day that has passed is never spoken of as one to come."""

from datetime import date
from typing import Any

import pytest

from alignment.briefings.briefs import Asked
from alignment.briefings.building import Data
from alignment.briefings.document import Document, document_of
from alignment.briefings.headline import number_sentence
from alignment.deeds import deed
from alignment.models import Briefing, Plan, User
from tests.briefings.plain import figure
from tests.factories import (
    make_chain,
    make_expectation,
    make_person,
)

DAY = date(2026, 11, 20)
BEFORE, LONG_BEFORE, AFTER = date(2026, 11, 13), date(2026, 10, 1), date(2027, 1, 11)


def briefed(plan: Plan, reader: str = "department", on: date = DAY) -> Document:
    document: Document = document_of(plan, on, Asked(reader))["document"]
    return document


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([None], "1 thing is needed; no date is agreed."),
        ([AFTER, None], "2 things are needed, the first by 11 January 2027."),
        ([DAY], "1 thing is needed, the first by 20 November 2026."),
        ([BEFORE], "1 thing is needed, overdue since 13 November 2026."),
        ([BEFORE, None], "2 things are needed, 1 of them overdue since 13 November 2026."),
        (
            [AFTER, BEFORE],
            "2 things are needed, 1 of them overdue since 13 November 2026, the next by 11 January 2027.",
        ),
        (
            [BEFORE, AFTER, LONG_BEFORE],
            "3 things are needed, 2 of them overdue, the first since 1 October 2026, "
            "the next by 11 January 2027.",
        ),
    ],
)
def test_what_is_needed_says_what_is_overdue(plan: Plan, days: list[date | None], words: str) -> None:
    make_chain(plan)
    for number, day in enumerate(days):
        make_expectation(plan, direction="we_need", text=f"Thing {number}", due=day)
    assert briefed(plan).brief.base.lead.startswith(f"{words} ")


@pytest.mark.parametrize(
    ("named", "due", "step"),
    [
        (True, BEFORE, "Dates: Tom Birch, overdue since 13 November 2026. Say by when it comes."),
        (False, BEFORE, "Dates, overdue since 13 November 2026: name who does it, and by when."),
        (True, DAY, "Dates: Tom Birch, by 20 November 2026. Say whether this holds."),
        (False, AFTER, "Dates, by 11 January 2027: name who does it."),
    ],
)
def test_the_next_step_says_since_when(plan: Plan, named: bool, due: date, step: str) -> None:
    make_chain(plan)
    owner = make_person(plan.workspace, "Tom Birch") if named else None
    make_expectation(plan, direction="we_need", text="Dates", owner=owner, due=due)
    assert briefed(plan).parts["next_step"] == {"step": step}


@pytest.mark.parametrize(
    ("on", "late", "step"),
    [
        (DAY, False, "Decide by 20 November 2026, and tell the learning team."),
        (
            date(2026, 11, 21),
            True,
            "Decide now, and tell the learning team: the day for it was 20 November 2026.",
        ),
    ],
)
def test_a_decision_says_when_its_day_is_over(plan: Plan, ann: User, on: date, late: bool, step: str) -> None:
    make_chain(plan)
    with deed("edit", by=ann, workspace=plan.workspace):
        Briefing.objects.create(
            workspace=plan.workspace, plan=plan, reader="executive", decision="Go on?", decision_date=DAY
        )
    parts: dict[str, Data] = briefed(plan, "executive", on).parts
    assert (parts["decision"]["late"], parts["next_step"]["step"]) == (late, step)


@pytest.mark.parametrize(
    ("target_date", "words"),
    [
        (date(2026, 10, 31), "Go-live: not done yet. It was due by October 2026."),
        (date(2026, 11, 20), "Go-live: not done yet. It is due by November 2026."),
    ],
)
def test_a_milestone_says_when_it_was_due(target_date: date, words: str) -> None:
    one: dict[str, Any] = {"kind": "milestone", "title": "Go-live", "now": 0, "target_date": target_date}
    assert number_sentence(figure(**one)) == words


def test_learners_are_given_no_month_that_has_passed(plan: Plan) -> None:
    goal, *_rest = make_chain(plan)
    type(goal).objects.update(horizon_end=BEFORE)
    assert [
        [why.by for why in briefed(plan, "learners", on).parts["why"]["goals"]] for on in (BEFORE, DAY)
    ] == [
        ["November 2026"],
        [""],
    ]
