"""How a metric stands equals a second, independent working-out on thousands of random series."""

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alignment.rules.content import Metric, Reading
from alignment.rules.progress import Measurement, measure
from tests.rules.progress_oracle import EVERY, told

FIRST = date(2026, 1, 1)
KINDS = ("increase", "decrease", "at_least", "at_most", "range", "milestone", "qualitative")

#: Few days and few values, so that the same ones meet often; and now and then anything that can be stored.
near_days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n * 23))
any_days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
days = st.one_of(near_days, near_days, any_days)
near_values = st.integers(-4, 4).map(Decimal)
fine_values = st.decimals(-1000, 1000, places=6, allow_nan=False)
huge_values = st.sampled_from(["999999999999999", "-999999999999999", "0.000001", "-0.000001", "0"]).map(
    Decimal
)
values = st.one_of(near_values, near_values, fine_values, huge_values)


def blank_or(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), what, what, what)


series = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "baseline": blank_or(values),
        "baseline_date": blank_or(days),
        "target": blank_or(values),
        "target_low": blank_or(values),
        "target_high": blank_or(values),
        "target_date": blank_or(days),
        "effect_from": st.one_of(st.none(), st.none(), days),
        "cadence": st.sampled_from(["", *EVERY]),
        "created_on": blank_or(days),
        "readings": st.lists(
            st.fixed_dictionaries(
                {
                    "date": days,
                    "value": values,
                    "state": st.sampled_from(["approved", "approved", "draft"]),
                    "group": st.sampled_from(["", "", "young"]),
                }
            ),
            max_size=6,
        ),
    }
)


def metric_of(plain: dict[str, Any]) -> Metric:
    readings = tuple(Reading(**reading) for reading in plain["readings"])
    return Metric(key="m", item="g", title="A number", **(plain | {"readings": readings}))


def in_fractions(found: Measurement) -> dict[str, Any]:
    """What the product says, but for what only it says in words."""
    names = ("current", "progress", "met", "expected", "status", "stale")
    return {name: getattr(found, name) for name in names} | {"status": str(found.status)}


def close(value: Decimal | None, exact: Fraction | None) -> bool:
    """The same as far as a decimal of 60 digits can be the same as a fraction."""
    if value is None or exact is None:
        return value is exact is None
    return abs(Fraction(value) - exact) <= abs(exact) / 10**50


@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(series, days)
def test_every_series_stands_as_the_design_says(plain: dict[str, Any], as_of: date) -> None:
    found, wanted = in_fractions(measure(metric_of(plain), as_of)), told(plain, as_of)
    for name in ("progress", "expected"):
        assert close(found.pop(name), wanted.pop(name)), name
    assert found == wanted


BASE: dict[str, Any] = {
    "kind": "increase", "baseline": Decimal(0), "baseline_date": FIRST, "target": Decimal(10),
    "target_low": None, "target_high": None, "target_date": FIRST + timedelta(days=100),
    "effect_from": None, "cadence": "monthly", "created_on": None, "readings": [],
}  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.integers(1, 100),
    st.integers(-1, 1),
    st.sampled_from([Fraction(9, 10), Fraction(6, 10)]),
)
@example(100, 0, Fraction(9, 10))
def test_the_bounds_of_on_track_and_at_risk_are_exact(day: int, step: int, bound: Fraction) -> None:
    """At 90 % and at 60 % of what is expected, a millionth above and below."""
    value = Decimal(10) * day / 100 * Decimal(bound.numerator) / Decimal(bound.denominator)
    reading = {"value": value + step * Decimal("0.000001"), "state": "approved", "group": ""}
    plain = BASE | {"readings": [reading | {"date": FIRST + timedelta(days=day)}]}
    as_of = FIRST + timedelta(days=100)
    better, worse = ("on_track", "at_risk") if bound == Fraction(9, 10) else ("at_risk", "off_track")
    status = str(measure(metric_of(plain), as_of).status)
    assert status == told(plain, as_of)["status"] == (better if step >= 0 else worse)


@pytest.mark.parametrize("cadence", EVERY)
def test_a_reading_grows_stale_on_the_same_day(cadence: str) -> None:
    """Every age around one and a half times the cadence, for a reading, a start value and a creation."""
    for age in range(EVERY[cadence] * 3 // 2 - 3, EVERY[cadence] * 3 // 2 + 4):
        reading = {"date": FIRST, "value": Decimal(1), "state": "approved", "group": ""}
        for dated in (
            {"readings": [reading], "baseline_date": None},
            {"baseline_date": FIRST, "created_on": FIRST - timedelta(days=999)},
            {"baseline_date": None, "created_on": FIRST},
        ):
            plain = BASE | dated | {"cadence": cadence}
            as_of = FIRST + timedelta(days=age)
            assert measure(metric_of(plain), as_of).stale == told(plain, as_of)["stale"], age


def test_both_look_at_every_field_that_can_matter() -> None:
    """A field that is added to a metric is either looked at here or named as one that decides nothing."""
    decides_nothing = {
        "key", "item", "title", "unit", "period", "source", "owner", "hard", "leading", "type", "reason",
        "collected", "volume_only", "matters_to", "told", "archived", "id",
    }  # fmt: skip
    assert {field.name for field in fields(Metric)} == decides_nothing | set(BASE)
    assert {field.name for field in fields(Reading)} == {
        "date", "value", "state", "group", "note", "evidence", "id",
    }  # fmt: skip
