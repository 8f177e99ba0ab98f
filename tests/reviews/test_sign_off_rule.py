"""When a plan counts as agreed, against an oracle that counts in another way, and how far each person is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.rules.sign_off import (
    Decision,
    PlanState,
    Progress,
    Request,
    Stage,
    is_overdue,
    stage,
    standing,
)

DAY = date(2026, 10, 16)
people = st.integers(1, 6)
requests = st.lists(st.builds(Request, people, st.booleans()), max_size=8, unique_by=lambda one: one.person)
choices = st.sampled_from(["agree", "agree_if", "disagree"])
decisions = st.lists(st.builds(Decision, st.one_of(st.none(), people), choices, st.booleans()), max_size=10)
rules = st.one_of(st.none(), st.integers(1, 8))


def oracle(asked: list[Request], said: list[Decision], needed: int | None) -> PlanState:
    """Person by person, backwards through what was said."""
    here = [one.person for one in asked if not one.withdrawn]
    if not here:
        return PlanState.DRAFT
    yes = 0
    for person in here:
        for one in reversed(said):
            if one.person == person and not one.taken_back:
                yes += one.decision == "agree"
                break
    enough = yes == len(here) if needed is None else yes >= needed
    return PlanState.AGREED if enough else PlanState.IN_REVIEW


@given(requests, decisions, rules)
def test_the_state_is_what_counting_by_hand_gives(
    asked: list[Request], said: list[Decision], needed: int | None
) -> None:
    found = standing(asked, said, needed)
    assert found.state == oracle(asked, said, needed)
    assert found.open + found.decided == found.asked == len([one for one in asked if not one.withdrawn])
    assert found.open >= 0


@given(requests, decisions, rules)
def test_agree_if_changes_are_made_counts_no_more_than_silence(
    asked: list[Request], said: list[Decision], needed: int | None
) -> None:
    as_refused = [
        Decision(one.person, "disagree" if one.decision == "agree_if" else one.decision, one.taken_back)
        for one in said
    ]
    assert standing(asked, said, needed).state == standing(asked, as_refused, needed).state


@given(requests, decisions, rules)
def test_taking_back_never_makes_a_plan_agreed_by_itself(
    asked: list[Request], said: list[Decision], needed: int | None
) -> None:
    """Once everybody has taken everything back, nobody agrees."""
    back = [Decision(one.person, one.decision, True) for one in said]
    found = standing(asked, back, needed)
    assert (found.agree, found.agree_if, found.disagree) == (0, 0, 0)
    assert found.state in (PlanState.DRAFT, PlanState.IN_REVIEW)


@given(requests, decisions, rules, people)
def test_whom_nobody_asks_does_not_count(
    asked: list[Request], said: list[Decision], needed: int | None, person: int
) -> None:
    without = [one for one in asked if one.person != person]
    silent = [one for one in said if one.person != person]
    assert standing(without, said, needed) == standing(without, silent, needed)


@given(requests, decisions, st.integers(1, 7))
def test_a_rule_that_asks_for_more_is_never_met_sooner(
    asked: list[Request], said: list[Decision], needed: int
) -> None:
    if standing(asked, said, needed + 1).state is PlanState.AGREED:
        assert standing(asked, said, needed).state is PlanState.AGREED


@pytest.mark.parametrize(
    ("needed", "state", "missing"), [(2, "agreed", 0), (3, "in_review", 1), (None, "agreed", 0)]
)
def test_more_agreements_than_people_asked_say_how_many_are_missing(
    needed: int | None, state: str, missing: int
) -> None:
    found = standing([Request(1), Request(2)], [Decision(1, "agree"), Decision(2, "agree")], needed)
    assert (found.state, found.missing) == (state, missing)


def test_n_of_them_are_enough_whatever_the_others_say() -> None:
    said = [Decision(1, "agree"), Decision(2, "disagree"), Decision(3, "agree_if")]
    found = standing([Request(1), Request(2), Request(3), Request(4)], said, 1)
    assert (found.state, found.agree, found.agree_if, found.disagree, found.open) == ("agreed", 1, 1, 1, 1)


def test_the_last_decision_that_stands_counts() -> None:
    said = [Decision(1, "agree"), Decision(1, "disagree"), Decision(1, "agree", True)]
    assert standing([Request(1)], said).disagree == 1


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (Progress(), Stage.ASKED),
        (Progress(opened=True), Stage.OPENED),
        (Progress(opened=True, read=True), Stage.READ),
        (Progress(read=True), Stage.READ),
        (Progress(opened=True, read=True, commented=True), Stage.COMMENTED),
        (Progress(commented=True), Stage.COMMENTED),
        (Progress(opened=True, commented=True, decided=True), Stage.DECIDED),
        (Progress(opened=True, decided=True, withdrawn=True), Stage.WITHDRAWN),
    ],
)
def test_the_stage_is_the_furthest_that_happened(known: Progress, found: Stage) -> None:
    assert stage(known) is found


@pytest.mark.parametrize(
    ("known", "late"),
    [
        (Progress(due=DAY), True),
        (Progress(due=DAY + timedelta(days=1)), False),  # today is the day
        (Progress(due=DAY, opened=True, read=True, commented=True), True),
        (Progress(due=DAY, decided=True), False),
        (Progress(due=DAY, withdrawn=True), False),
        (Progress(), False),
    ],
)
def test_late_is_whose_decision_is_awaited_and_whose_day_is_over(known: Progress, late: bool) -> None:
    assert is_overdue(known, DAY + timedelta(days=1)) is late
