"""Draws a metric: the trend on its page, and the line the size of a word in tables."""

from datetime import date
from decimal import Decimal

from alignment.rules.content import Metric
from alignment.ui.charts import Point, spark, trend


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


def trend_of(metric: Metric) -> str:
    """The readings over time, with baseline and target."""
    return trend(
        points_of(metric),
        title=metric.title,
        unit=metric.unit,
        baseline=metric.baseline,
        target=metric.target,
        target_day=metric.target_date,
    )


def spark_of(metric: Metric) -> str:
    """The readings as a line the size of a word; nothing below two points."""
    points = points_of(metric)
    return spark(points, title=metric.title, target=metric.target) if len(points) > 1 else ""
