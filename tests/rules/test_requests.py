"""Where requests stand, how old they are, what they are worth, and what all of them come to."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.rules.decimals import quotient
from alignment.rules.requests import (
    Asked,
    Freed,
    Share,
    Stand,
    Value,
    age_of,
    figures_of,
    first_start,
    stand_of,
    value_of,
)

DAY = date(2026, 11, 2)
VERDICTS = ("", "learning", "partly", "not_learning", "wait", "decline")
days = st.dates(date(2024, 1, 1), date(2028, 1, 1))
amounts = st.none() | st.decimals(0, 1000, places=2)


def asked(**said: Any) -> Asked:
    return Asked(**({"asked_on": DAY} | said))


@st.composite
def some(draw: Any) -> Asked:
    return Asked(
        asked_on=draw(days),
        verdict=draw(st.sampled_from(VERDICTS)),
        verdict_on=draw(st.none() | days),
        taken_up_on=draw(st.none() | days),
        mode=draw(st.sampled_from(("", "order", "consultation"))),
        planned=draw(st.none() | st.booleans()),
        hours=draw(amounts),
        cost=draw(amounts),
        first_start=draw(st.none() | days),
    )


@pytest.mark.parametrize(
    ("verdict", "taken_up", "stand"),
    [
        ("", None, Stand.NEW),
        ("", DAY, Stand.TALKING),
        ("learning", None, Stand.ACCEPTED),
        ("partly", DAY, Stand.ACCEPTED),
        ("wait", DAY, Stand.WAITING),
        ("not_learning", DAY, Stand.NO),
        ("decline", None, Stand.NO),
    ],
)
def test_a_verdict_says_where_a_request_stands(verdict: str, taken_up: date | None, stand: Stand) -> None:
    assert stand_of(verdict, taken_up) is stand


def test_the_value_is_the_best_rank_then_the_number_of_goals() -> None:
    assert value_of([3, None, 1]) == Value(goals=3, best_rank=1)
    assert value_of([None]) == Value(goals=1, best_rank=None)
    assert value_of([]) == Value(goals=0, best_rank=None)
    ordered = [value_of(ranks) for ranks in ([1, 2], [1], [2, 3, 4], [None, None], [None], [])]
    mixed = [ordered[place] for place in (3, 0, 5, 1, 4, 2)]
    assert sorted(mixed, key=lambda one: one.order) == ordered


@pytest.mark.parametrize(
    ("one", "days_old"),
    [
        (asked(), 28),
        (asked(verdict="learning", verdict_on=date(2026, 11, 12)), 10),
        (asked(verdict="decline", verdict_on=DAY), 0),
        (asked(verdict="wait", verdict_on=date(2026, 11, 12)), 28),
        (asked(verdict="learning"), 28),
        (asked(asked_on=date(2026, 12, 24)), 0),
    ],
)
def test_a_request_ages_until_somebody_decides(one: Asked, days_old: int) -> None:
    assert age_of(one, date(2026, 11, 30)) == days_old


@given(some(), days)
def test_no_age_is_below_zero_and_tomorrow_nothing_is_younger(one: Asked, today: date) -> None:
    assert 0 <= age_of(one, today) <= age_of(one, today + timedelta(days=1))


def test_only_what_is_delivered_ends_the_wait() -> None:
    starts = [("proposed", DAY), ("running", date(2026, 12, 1)), ("completed", date(2026, 11, 20)),
              ("running", None), ("stopped", DAY)]  # fmt: skip
    assert first_start(starts) == date(2026, 11, 20)
    assert first_start([("approved", DAY)]) is None


def test_shares_leave_out_what_is_not_known_and_say_how_much_that_is() -> None:
    found = figures_of(
        [asked(planned=True, mode="order"), asked(planned=False, mode="consultation"), asked(planned=True)]
    )
    assert found.planned == Share(n=2, known=3, unknown=0)
    assert found.orders == Share(n=1, known=2, unknown=1)
    assert (found.planned.part, found.orders.part) == (quotient(Fraction(2, 3)), Decimal("0.5"))


def test_the_noes_free_what_was_written_down() -> None:
    found = figures_of(
        [
            asked(verdict="decline", hours=Decimal(96), cost=Decimal(4800)),
            asked(verdict="not_learning", hours=Decimal("1.5")),
            asked(verdict="learning", hours=Decimal(500), cost=Decimal(500)),
            asked(hours=Decimal(500)),
        ]
    )
    assert found.freed == Freed(
        count=2, hours=Decimal("97.5"), cost=Decimal(4800), hours_unknown=0, cost_unknown=1
    )


def test_the_lead_time_is_the_median_in_days() -> None:
    lead = [asked(first_start=DAY + timedelta(days=days)) for days in (10, 31, 90)]
    assert figures_of([*lead, asked()]).lead_time == 31
    assert figures_of(lead[:2]).lead_time == Fraction(41, 2)
    assert figures_of(lead[:2]).lead_days == 21
    assert (figures_of([asked()]).lead_time, figures_of([]).lead_days) == (None, None)
    assert figures_of([asked(first_start=DAY - timedelta(days=5))]).lead_time == 0


@given(st.lists(some(), max_size=12))
def test_figures_count_every_request_once(rows: list[Asked]) -> None:
    found = figures_of(rows)
    assert found.count == len(rows)
    assert (
        found.planned.known + found.planned.unknown == found.orders.known + found.orders.unknown == len(rows)
    )
    noes = [one for one in rows if stand_of(one.verdict, one.taken_up_on) is Stand.NO]
    assert found.freed.count == len(noes)
    assert found.freed.hours == sum(one.hours or 0 for one in noes)
    assert found.freed.cost == sum(one.cost or 0 for one in noes)
    leads = [max((one.first_start - one.asked_on).days, 0) for one in rows if one.first_start]
    assert found.lead_time == (Fraction(median(leads)) if leads else None)
    assert found.delivered == len(leads)
