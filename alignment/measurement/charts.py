"""Draws a metric: the trend on its page, and the line the size of a word in tables."""

from alignment.rules.content import Metric
from alignment.ui.charts import Point, spark, trend


def points_of(metric: Metric) -> list[Point]:
    """The approved readings, the baseline in front; of several on one day the one recorded last."""
    by_day = {reading.date: reading.value for reading in metric.readings if reading.state == "approved"}
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
