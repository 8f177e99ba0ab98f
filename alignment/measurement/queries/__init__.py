"""Reads metrics and readings."""

from alignment.measurement.queries.metrics import (
    MeasuredMetric,
    aims,
    home_plan,
    measurable_items,
    measured,
    metric_of,
    metrics_of,
    standing_counts,
    values_of,
)

__all__ = (
    "MeasuredMetric",
    "aims",
    "home_plan",
    "measurable_items",
    "measured",
    "metric_of",
    "metrics_of",
    "standing_counts",
    "values_of",
)
