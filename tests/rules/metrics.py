"""Metrics that the tests of progress begin with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from alignment.rules.content import Metric, Reading
from alignment.rules.decimals import ratio_text

TODAY = date(2026, 11, 20)
ENPS = Metric(
    key="enps",
    item="goal",
    title="eNPS",
    kind="increase",
    baseline=Decimal(12),
    baseline_date=date(2026, 1, 1),
    target=Decimal(30),
    target_date=date(2026, 12, 31),  # 364 days later: 2 July is half-way
    cadence="quarterly",
)
AT_LEAST = Metric(key="m", item="g", title="Score", kind="at_least", target=Decimal(80))


def read(metric: Metric, *values: str, day: date = date(2026, 7, 2), state: str = "approved") -> Metric:
    readings = tuple(Reading(date=day, value=Decimal(value), state=state) for value in values)
    return replace(metric, readings=metric.readings + readings)


def ratio(value: Decimal | None) -> str | None:
    return None if value is None else ratio_text(value)
