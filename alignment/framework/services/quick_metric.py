"""The quick fields of a goal's or an outcome's form: number now, number wanted, by when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from alignment.framework.queries.values import METRIC, QUICK, Values, first_metric
from alignment.keys import row_key
from alignment.models import METRIC_FIELD, Item, Metric

#: The kinds whose direction is told by the numbers alone.
BY_NUMBERS = (Metric.Kind.INCREASE, Metric.Kind.DECREASE)


@dataclass(frozen=True, kw_only=True)
class QuickMetric:
    """What the quick fields say; `version` is that of the metric they were filled from, 0 for none."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    target_date: date | None = None
    source: str | None = None  # None: the form did not ask
    version: int = 0

    def values(self) -> Values:
        """As plain values beside the item's own."""
        said = {f"{METRIC}{name}": getattr(self, name) for name in QUICK}
        if self.source is None:
            del said[f"{METRIC}source"]
        return said


def save_quick_metric(item: Item, values: Values) -> None:
    """Makes or changes the item's first metric. Must stand inside a deed.

    `values` are those quick values that change, under their names with the prefix `metric.`.
    """
    quick = any(name.startswith(METRIC) for name in values)
    metric = said_by_quick_fields(item, first_metric(item), values) if quick else None
    if metric is None:
        return
    if metric._state.adding:
        metric.key = row_key(item.workspace, Metric)
        metric.position = Metric.objects.filter(workspace=item.workspace).next_position()
    else:
        metric.version += 1
    metric.full_clean(exclude=["workspace"])
    metric.save()


def said_by_quick_fields(item: Item, there: Metric | None, values: Values) -> Metric | None:
    """The item's first metric as the quick fields would have it, not saved; None when they say nothing.

    `there` is the one there is. A new one has neither key nor position yet.
    """
    changes = {name.removeprefix(METRIC): value for name, value in values.items() if name.startswith(METRIC)}
    if not changes:
        return None
    if there is None and all(changes.get(name) is None for name in ("baseline", "target", "target_date")):
        return None  # a unit alone measures nothing
    metric = there or _new(item)
    for name, value in changes.items():
        setattr(metric, name, value)
    _follow_numbers(metric)
    return metric


def _new(item: Item) -> Metric:
    mine = {METRIC_FIELD[item.layer]: item}
    return Metric(
        workspace=item.workspace,
        title=item.title[:200],
        kind=Metric.Kind.INCREASE,
        cadence=Metric.Cadence.QUARTERLY,
        **mine,
    )


def _follow_numbers(metric: Metric) -> None:
    """Which way is better follows from the numbers; a start value counts from today when no day is known."""
    start, target = metric.baseline, metric.target
    if metric.kind in BY_NUMBERS and start is not None and target is not None and start != target:
        metric.kind = Metric.Kind.INCREASE if target > start else Metric.Kind.DECREASE
    if start is not None and metric.baseline_date is None:
        metric.baseline_date = timezone.localdate()
