"""Progress, status, staleness: the cases that go wrong in practice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from alignment.rules.content import Reading
from alignment.rules.progress import (
    Status,
    measure,
)
from tests.rules.metrics import AT_LEAST, ENPS, TODAY, ratio, read


@pytest.mark.parametrize(
    ("value", "progress", "status"),
    [
        ("19", "0.388889", Status.AT_RISK),
        ("20.1", "0.45", Status.ON_TRACK),  # exactly 90 % of the half that is expected
        ("17.4", "0.3", Status.AT_RISK),  # exactly 60 % of it
        ("17.39", "0.299444", Status.OFF_TRACK),
        ("9", "-0.166667", Status.OFF_TRACK),  # regression
        ("12", "0", Status.OFF_TRACK),
        ("30", "1", Status.MET),
        ("39", "1.5", Status.MET),  # overshoot is not capped
        ("-999999999999999", "-55555555555556.166667", Status.OFF_TRACK),
    ],
)
def test_an_increase_is_measured_against_its_way(value: str, progress: str, status: Status) -> None:
    found = measure(read(ENPS, value), TODAY)
    assert (ratio(found.progress), ratio(found.expected), found.status) == (progress, "0.5", status)


@pytest.mark.parametrize(
    ("value", "progress"), [("18", "0"), ("16.4", "0.4"), ("14", "1"), ("12", "1.5"), ("20", "-0.5")]
)
def test_a_decrease_counts_downward(value: str, progress: str) -> None:
    metric = replace(ENPS, kind="decrease", baseline=Decimal("18.0"), target=Decimal("14.0"))
    found = measure(read(metric, value), TODAY)
    assert (ratio(found.progress), found.met) == (progress, Decimal(value) <= 14)


@pytest.mark.parametrize(
    ("blank", "why"),
    [
        ({"baseline": None}, "no baseline"),
        ({"target": None}, "no target"),
        ({"baseline": None, "target": None}, "no baseline; no target"),
        ({"target": Decimal(12)}, "baseline and target are the same"),
        ({"readings": ()}, "no reading"),
    ],
)
def test_progress_is_unknown_and_says_why(blank: dict[str, object], why: str) -> None:
    found = measure(replace(read(ENPS, "12"), **blank), TODAY)  # type: ignore[arg-type]
    assert (found.progress, found.why) == (None, why)


def test_zero_is_a_value_and_blank_is_not() -> None:
    metric = replace(ENPS, baseline=Decimal(0), target=Decimal(4))
    assert ratio(measure(read(metric, "0"), TODAY).progress) == "0"
    assert measure(replace(metric, baseline=None), TODAY).current is None


def test_met_without_a_baseline_compares_with_the_target() -> None:
    metric = replace(ENPS, baseline=None, baseline_date=None)
    assert measure(read(metric, "30"), TODAY).status is Status.MET
    short = measure(read(metric, "29"), TODAY)
    assert (short.met, short.status, short.why) == (False, Status.NOT_MEASURABLE, "no baseline")
    down = replace(metric, kind="decrease")
    assert (measure(read(down, "30"), TODAY).met, measure(read(down, "31"), TODAY).met) == (True, False)


def test_baseline_equal_to_target_is_neither_met_nor_missed() -> None:
    found = measure(read(replace(ENPS, target=Decimal("12.0")), "40"), TODAY)
    assert (found.met, found.status) == (None, Status.NOT_MEASURABLE)


@pytest.mark.parametrize(
    ("fields", "value", "met", "status"),
    [
        ({"kind": "at_least"}, "80", True, Status.MET),
        ({"kind": "at_least"}, "79.9", False, Status.AT_RISK),
        ({"kind": "at_most"}, "80", True, Status.MET),
        ({"kind": "at_most"}, "81", False, Status.AT_RISK),
        ({"kind": "at_least", "target": None}, "80", None, Status.NOT_MEASURABLE),
        ({"kind": "range", "target_low": Decimal(12), "target_high": Decimal(17)}, "12", True, Status.MET),
        (
            {"kind": "range", "target_low": Decimal(12), "target_high": Decimal(17)},
            "18",
            False,
            Status.AT_RISK,
        ),
        ({"kind": "range", "target_low": Decimal(12)}, "12", None, Status.NOT_MEASURABLE),
        ({"kind": "milestone", "target": None}, "1", True, Status.MET),
        ({"kind": "milestone", "target": None}, "0", False, Status.AT_RISK),
        ({"kind": "qualitative"}, "80", None, Status.NOT_MEASURABLE),
        ({"kind": "at_least", "target_date": date(2026, 11, 19)}, "79", False, Status.OFF_TRACK),
        ({"kind": "at_least", "target_date": date(2026, 11, 20)}, "79", False, Status.AT_RISK),
    ],
)
def test_levels_are_met_or_not(
    fields: dict[str, object], value: str, met: bool | None, status: Status
) -> None:
    found = measure(read(replace(AT_LEAST, **fields), value), TODAY)  # type: ignore[arg-type]
    assert (found.progress, found.met, found.status) == (None, met, status)


def test_the_current_value_is_the_latest_approved_one_up_to_the_day() -> None:
    metric = read(ENPS, "14", "15", day=date(2026, 3, 1))
    metric = read(metric, "13", day=date(2026, 2, 1))
    metric = read(metric, "99", day=date(2026, 4, 1), state="draft")
    metric = read(metric, "88", day=date(2026, 12, 1))
    assert measure(metric, TODAY).current == Decimal(15)
    assert measure(metric, date(2026, 2, 10)).current == Decimal(13)
    assert measure(metric, date(2026, 1, 31)).status is Status.NO_READING


def test_of_one_day_the_reading_recorded_last_counts_even_when_it_is_the_smaller_one() -> None:
    assert measure(read(ENPS, "15", "14"), TODAY).current == Decimal(14)


def test_readings_of_one_target_group_never_count() -> None:
    part = Reading(date=date(2026, 8, 1), value=Decimal(30), group="young-managers")
    assert measure(replace(ENPS, readings=(part,)), TODAY).status is Status.NO_READING
    whole = replace(ENPS, readings=(*read(ENPS, "19").readings, part))
    assert measure(whole, TODAY) == measure(read(ENPS, "19"), TODAY)


def test_drafts_neither_count_nor_keep_a_metric_fresh() -> None:
    draft = read(ENPS, "30", day=date(2026, 11, 1), state="draft")
    found = measure(draft, TODAY)
    assert (found.status, found.stale, found.why) == (Status.NO_READING, True, "no reading")


def test_stale_stands_beside_the_status_and_does_not_change_it() -> None:
    metric = read(replace(ENPS, target_date=date(2030, 12, 31)), "19")
    fresh, later = measure(metric, date(2026, 7, 2)), measure(metric, date(2027, 7, 2))
    assert (fresh.stale, later.stale) == (False, True)
    assert fresh.status is later.status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("value", "day", "status"),
    [
        ("19", date(2026, 12, 31), Status.AT_RISK),  # the day itself is not past
        ("19", date(2027, 1, 1), Status.OFF_TRACK),
        ("30", date(2027, 1, 1), Status.MET),
    ],
)
def test_past_its_target_date_a_metric_is_met_or_off_track(value: str, day: date, status: Status) -> None:
    assert measure(read(ENPS, value), day).status is status


def test_a_target_below_a_negative_start_is_a_decrease_like_any_other() -> None:
    metric = replace(ENPS, kind="decrease", baseline=Decimal(-5), target=Decimal(-15))
    assert ratio(measure(read(metric, "-10"), TODAY).progress) == "0.5"
    assert ratio(measure(read(metric, "5"), TODAY).progress) == "-1"


def test_the_finest_step_on_the_largest_number_is_not_lost() -> None:
    metric = replace(ENPS, baseline=Decimal("999999999.999998"), target=Decimal("1000000000"))
    assert ratio(measure(read(metric, "999999999.999999"), TODAY).progress) == "0.5"


def test_effect_from_moves_the_start_of_what_is_expected() -> None:
    metric = replace(ENPS, effect_from=date(2026, 4, 2))  # 91 of 273 days by 2 July
    assert ratio(measure(read(metric, "19"), TODAY).expected) == "0.333333"


def test_expected_is_taken_on_the_day_of_the_reading() -> None:
    metric = read(ENPS, "19")
    assert measure(metric, TODAY).expected == measure(metric, TODAY + timedelta(days=20)).expected


@pytest.mark.parametrize(
    ("fields", "value", "expected", "status"),
    [
        ({"baseline_date": None}, "12.1", None, Status.ON_TRACK),
        ({"baseline_date": None}, "12", None, Status.OFF_TRACK),
        ({"effect_from": date(2026, 10, 1)}, "12", "0", Status.ON_TRACK),
        ({"effect_from": date(2026, 10, 1)}, "11", "0", Status.OFF_TRACK),
        ({"target_date": date(2026, 1, 1)}, "13", None, Status.OFF_TRACK),
        ({"target_date": None}, "13", None, Status.ON_TRACK),
        ({"baseline_date": date(2027, 1, 1)}, "13", None, Status.ON_TRACK),
    ],
)
def test_without_a_time_to_expect_by(
    fields: dict[str, object], value: str, expected: str | None, status: Status
) -> None:
    found = measure(read(replace(ENPS, **fields), value), TODAY)  # type: ignore[arg-type]
    assert (ratio(found.expected), found.status) == (expected, status)


@pytest.mark.parametrize(
    ("cadence", "age", "stale"),
    [
        ("monthly", 46, False),
        ("monthly", 47, True),
        ("quarterly", 138, False),
        ("quarterly", 139, True),
        ("two_monthly", 91, False),
        ("two_monthly", 92, True),
        ("half_yearly", 274, False),
        ("half_yearly", 275, True),
        ("yearly", 547, False),
        ("yearly", 548, True),
        ("", 900, False),
    ],
)
def test_a_metric_is_stale_after_one_and_a_half_cadences(cadence: str, age: int, stale: bool) -> None:
    day = TODAY - timedelta(days=age)
    metric = replace(ENPS, cadence=cadence)
    assert measure(read(metric, "19", day=day), TODAY).stale == stale
    assert measure(replace(metric, baseline_date=day), TODAY).stale == stale
    assert measure(replace(metric, baseline_date=None, created_on=day), TODAY).stale == stale
    assert measure(replace(metric, baseline_date=None), TODAY).stale is False
