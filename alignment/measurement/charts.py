"""Draws a metric: the trend on its page and in briefings, and the line the size of a word in tables."""

from datetime import date
from decimal import Decimal
from math import floor, log10

from django.utils.safestring import SafeString

from alignment.rules.content import Metric
from alignment.rules.progress import Measurement, expected_value, expected_way
from alignment.ui.charts import LARGE, Expected, Point, Size, spark, trend


def days_of(metric: Metric, until: date | None = None) -> dict[date, Decimal]:
    """The approved readings by their day, up to a day if one is given; of several the one recorded last."""
    approved = (reading for reading in metric.readings if reading.counts)
    return {one.date: one.value for one in approved if until is None or one.date <= until}


def points_of(metric: Metric, until: date | None = None) -> list[Point]:
    """The same as points in their order, the baseline among them."""
    by_day = days_of(metric, until)
    if metric.baseline is not None and metric.baseline_date:
        by_day.setdefault(metric.baseline_date, metric.baseline)
    return [Point(day, by_day[day]) for day in sorted(by_day)]


def trend_of(metric: Metric, found: Measurement, until: date, size: Size = LARGE) -> SafeString:
    """The readings over time up to a day, with baseline, target, and where the number would be by now."""
    low, high = metric.target_low, metric.target_high
    is_range = metric.kind == "range" and low is not None and high is not None
    return trend(
        points_of(metric, until),
        title=metric.title,
        unit=metric.unit,
        baseline=metric.baseline,
        target=metric.target,
        target_day=metric.target_date,
        bounds=(low, high) if is_range and low is not None and high is not None else None,
        expected=_expected(metric, found),
        size=size,
    )


def spark_of(metric: Metric) -> SafeString | str:
    """The readings as a line the size of a word; nothing below two points."""
    points = points_of(metric)
    if len(points) < 2:
        return ""
    return spark(points, title=metric.title, unit=metric.unit, target=metric.target)


def _expected(metric: Metric, found: Measurement) -> Expected | None:
    way = tuple(Point(day, value) for day, value in expected_way(metric))
    if not way:
        return None
    value, day = expected_value(metric, found), found.current_date
    now = Point(day, _rounded(value, metric)) if value is not None and day is not None else None
    return Expected(way, now)


def _rounded(value: Decimal, metric: Metric) -> Decimal:
    """To the hundredth part of the way: a place between two numbers needs no more."""
    way = abs((metric.target or Decimal(0)) - (metric.baseline or Decimal(0)))
    places = max(0, 1 - floor(log10(way))) if way else 0
    return round(value, min(places, 7))
