"""Reads the readings of a plan that wait for approval."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from alignment.measurement.approving import why_not_approve
from alignment.measurement.queries.metrics import MeasuredMetric, metrics_of
from alignment.models import Plan, Reading, User


@dataclass(frozen=True)
class Draft:
    """One reading that waits, with the metric it belongs to."""

    measured: MeasuredMetric
    row: Reading
    version: int  # its state, as deeds.version_of tells it
    why_not: str  # why the one who asks may not approve it; empty when they may

    @property
    def choice(self) -> str:
        """What stands for it in a form: this reading, as it is now."""
        return f"{self.row.pk}:{self.version}"


def draft_count(rows: list[MeasuredMetric]) -> int:
    """How many readings of these metrics wait."""
    return sum(reading.state == Reading.State.DRAFT for one in rows for reading in one.metric.readings)


def versions_of(ids: Iterable[int]) -> dict[int, int]:
    """The states of readings, as deeds.version_of tells them, in one query."""
    latest = Reading.history.filter(id__in=list(ids)).values("id").order_by()
    return dict(latest.annotate(last=Max("history_id")).values_list("id", "last"))


def drafts_of(plan: Plan, asker: User, today: date) -> list[Draft]:
    """The drafts of a plan's metrics, in the order of the metrics, the earliest day first. Two queries."""
    metrics = {one.metric.id: (place, one) for place, one in enumerate(metrics_of(plan, today))}
    drafts = Reading.objects.filter(workspace=plan.workspace, state=Reading.State.DRAFT, metric__in=metrics)
    rows: list[Any] = list(drafts.select_related("by", "group"))
    versions = versions_of(row.pk for row in rows)
    rows.sort(key=lambda row: (metrics[row.metric_id][0], row.date, row.position, row.pk))
    for row in rows:
        row.workspace = plan.workspace
    return [
        Draft(metrics[row.metric_id][1], row, versions.get(row.pk, 0), why_not_approve(row, asker))
        for row in rows
    ]
