"""What an update begins with: what moved, what did not, what is unmeasured and until when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.rules.content import Goal, Metric, PlanContent, Reading
from alignment.rules.progress import Status
from alignment.rules.update_draft import Draft, Move, draft, line_of, months_later, next_due, update_due

START, END = date(2026, 9, 30), date(2026, 11, 30)
GOAL = Goal(key="goal", title="People stay")
SCORE = Metric(
    key="score",
    item="goal",
    title="Employee score",
    kind="increase",
    unit="points",
    baseline=Decimal(12),
    baseline_date=date(2025, 12, 31),
    target=Decimal(30),
    target_date=date(2027, 6, 30),
    cadence="quarterly",
)


def read(metric: Metric, *values: tuple[date, Any], **more: Any) -> Metric:
    readings = tuple(Reading(date=day, value=Decimal(value), **more) for day, value in values)
    return replace(metric, readings=metric.readings + readings)


def drafted(*metrics: Metric, **more: Any) -> Draft:
    return draft(PlanContent(goals=(replace(GOAL, **more),), metrics=metrics), START, END)


def names(found: Draft) -> tuple[list[str], list[str], list[str]]:
    return tuple(
        [one.metric.key for one in some] for some in (found.moved, found.not_moved, found.unmeasured)
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("kind", "more", "before", "now", "move"),
    [
        ("increase", {}, 14, 19, Move.BETTER),
        ("increase", {}, 14, 14, Move.SAME),
        ("increase", {}, 14, 13, Move.WORSE),
        ("decrease", {}, 18, "16.4", Move.BETTER),
        ("decrease", {}, 18, 19, Move.WORSE),
        ("at_least", {}, 70, 80, Move.BETTER),
        ("at_most", {}, 30, 40, Move.WORSE),
        ("range", {"target_low": Decimal(4), "target_high": Decimal(6)}, 9, 7, Move.BETTER),
        ("range", {"target_low": Decimal(4), "target_high": Decimal(6)}, 5, 3, Move.WORSE),
        ("range", {"target_low": Decimal(4), "target_high": Decimal(6)}, 4, 6, Move.SAME),
        ("range", {}, 4, 6, Move.FIRST),
        ("milestone", {}, 0, 1, Move.BETTER),
        ("milestone", {}, 0, 0, Move.SAME),
        ("qualitative", {}, 0, 1, Move.UNMEASURED),
    ],
)
def test_each_kind_knows_its_own_direction(
    kind: str, more: dict[str, Any], before: Any, now: Any, move: Move
) -> None:
    metric = read(replace(SCORE, kind=kind, **more), (date(2026, 9, 30), before), (date(2026, 11, 2), now))
    assert line_of(metric, GOAL, START, END).move is move


def test_a_line_tells_both_values_with_their_days_and_how_it_stands() -> None:
    line = drafted(read(SCORE, (date(2026, 6, 30), 14), (date(2026, 11, 2), 19))).moved[0]
    assert (line.before, line.before_date) == (Decimal(14), date(2026, 6, 30))
    assert (line.now, line.now_date, line.status) == (Decimal(19), date(2026, 11, 2), Status.AT_RISK)
    assert line.due is None


def test_before_the_first_reading_stands_the_start_value() -> None:
    line = drafted(read(SCORE, (date(2026, 11, 2), 19))).moved[0]
    assert (line.before, line.before_date) == (Decimal(12), date(2025, 12, 31))


def test_a_first_reading_without_start_value_is_compared_with_nothing() -> None:
    metric = read(replace(SCORE, baseline=None, baseline_date=None), (date(2026, 11, 2), 19))
    found = drafted(metric)
    assert names(found) == ([], [], ["score"])
    assert found.unmeasured[0].move is Move.FIRST
    assert found.unmeasured[0].due == date(2027, 2, 2)


def test_the_first_day_belongs_to_the_period_before_and_the_last_to_this_one() -> None:
    on_start, on_end = read(SCORE, (START, 19)), read(SCORE, (END, 19))
    after = read(SCORE, (date(2026, 12, 1), 19))
    assert [names(drafted(one)) for one in (on_start, on_end, after)] == [
        ([], [], ["score"]),
        (["score"], [], []),
        ([], [], ["score"]),
    ]


def test_what_is_unmeasured_says_until_when() -> None:
    assert drafted(read(SCORE, (date(2026, 9, 30), 14))).unmeasured[0].due == date(2026, 12, 31)
    assert drafted(replace(SCORE, cadence="")).unmeasured[0].due is None


def test_drafts_and_groups_are_no_readings_and_volume_is_no_effect() -> None:
    in_november = (date(2026, 11, 2), 19)
    assert names(drafted(read(SCORE, in_november, state="draft"))) == ([], [], ["score"])
    assert names(drafted(read(SCORE, in_november, group="young"))) == ([], [], ["score"])
    assert names(drafted(read(replace(SCORE, volume_only=True), in_november))) == ([], [], [])


def test_only_the_plans_own_live_items_are_told_of() -> None:
    moved = read(SCORE, (date(2026, 11, 2), 19))
    assert names(drafted(replace(moved, archived=True))) == ([], [], [])
    for more in ({"foreign": True}, {"archived": True}, {"status": "retired"}):
        assert names(drafted(moved, **more)) == ([], [], [])


def test_the_next_reading_is_due_after_the_last_or_the_start() -> None:
    made = replace(SCORE, cadence="monthly", baseline_date=None, created_on=date(2026, 11, 1))
    assert next_due(made, END) == date(2026, 12, 2)
    assert next_due(replace(made, created_on=None), END) is None


def test_months_end_where_the_shorter_month_does() -> None:
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert update_due("monthly", date(2026, 11, 15)) == date(2026, 12, 15)
    assert update_due("two_monthly", date(2026, 11, 30)) == date(2027, 1, 30)
    assert update_due("quarterly", date(2026, 11, 30)) == date(2027, 2, 28)
