"""What is expected of a metric by a day, when its next reading is due, and what makes it concrete."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from alignment.rules.content import Layer
from alignment.rules.decimals import canonical
from alignment.rules.progress import (
    expected_value,
    expected_way,
    is_concrete,
    level_of,
    measure,
    next_due,
)
from tests.rules.metrics import ENPS, TODAY, read


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({}, [("2026-01-01", "12"), ("2026-12-31", "30")]),
        (
            {"effect_from": date(2026, 7, 1)},
            [("2026-01-01", "12"), ("2026-07-01", "12"), ("2026-12-31", "30")],
        ),
        ({"effect_from": date(2025, 7, 1)}, [("2025-07-01", "12"), ("2026-12-31", "30")]),
        (
            {"effect_from": date(2026, 7, 1), "baseline_date": None},
            [("2026-07-01", "12"), ("2026-12-31", "30")],
        ),
        ({"kind": "at_least"}, []),
        ({"baseline": None}, []),
        ({"target": Decimal(12)}, []),
        ({"target_date": None}, []),
        ({"target_date": date(2026, 1, 1)}, []),
        ({"baseline_date": None}, []),
    ],
)
def test_the_expected_line_runs_from_start_to_target(
    fields: dict[str, object], way: list[tuple[str, str]]
) -> None:
    metric = replace(ENPS, **fields)  # type: ignore[arg-type]
    assert [(f"{day}", canonical(value)) for day, value in expected_way(metric)] == way
    value = expected_value(metric, measure(read(metric, "19"), TODAY))
    assert (value is None) == (not way)


def test_the_expected_value_is_where_the_line_stands_on_the_day_of_the_reading() -> None:
    half_way = measure(read(ENPS, "19"), TODAY)
    assert expected_value(ENPS, half_way) == Decimal(21)
    assert expected_value(ENPS, measure(ENPS, TODAY)) is None


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, date(2026, 10, 2)),  # 92 days after the reading of 2 July
        ({"cadence": "monthly"}, date(2026, 8, 2)),
        ({"cadence": ""}, None),
        ({"readings": ()}, date(2026, 4, 3)),  # 92 days after the start value
        ({"readings": (), "baseline_date": None}, None),
        ({"readings": (), "baseline_date": None, "created_on": date(2026, 1, 31)}, date(2026, 5, 3)),
        ({"kind": "milestone"}, None),  # it is reached
        ({"kind": "milestone", "readings": ()}, date(2026, 4, 3)),
        ({"archived": True}, None),
    ],
)
def test_the_next_reading_is_due_one_cadence_after_the_last(
    fields: dict[str, object], due: date | None
) -> None:
    metric = read(read(ENPS, "19"), "20", day=date(2026, 11, 1), state="draft")
    assert next_due(replace(metric, **fields), TODAY) == due  # type: ignore[arg-type]


def test_the_next_reading_is_due_at_the_end_of_time_and_not_after_it() -> None:
    assert next_due(read(ENPS, "19", day=date.max), date.max) is None


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        ("increase", {"baseline", "target", "target_date"}),
        ("decrease", {"baseline", "target", "target_date"}),
        ("at_least", {"target", "target_date"}),
        ("at_most", {"target", "target_date"}),
        ("range", {"target_low", "target_high", "target_date"}),
        ("milestone", {"target_date"}),
    ],
)
def test_concrete_says_how_much_by_when(kind: str, needs: set[str]) -> None:
    full = replace(ENPS, kind=kind, target_low=Decimal(1), target_high=Decimal(2))
    fields = ("baseline", "target", "target_low", "target_high", "target_date")
    assert is_concrete(full)
    assert {name for name in fields if not is_concrete(replace(full, **{name: None}))} == needs  # type: ignore[arg-type]


def test_a_story_is_never_concrete() -> None:
    assert not is_concrete(replace(ENPS, kind="qualitative"))


def test_volume_is_activity_whatever_it_hangs_on() -> None:
    assert [level_of(layer, False) for layer in Layer] == [4, 4, 3, 2, 1]
    assert {level_of(layer, True) for layer in Layer} == {0}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1E+3", "1000"),
        ("18.0", "18"),
        ("-0.0", "0"),
        ("0.000001", "0.000001"),
        ("1683248584.5", "1683248584.5"),
        ("100", "100"),
    ],
)
def test_decimals_are_written_plainly(value: str, text: str) -> None:
    assert canonical(Decimal(value)) == text
