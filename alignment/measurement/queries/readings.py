"""Reads the readings of one metric: who wrote and approved them, what they said before, the groups."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from alignment.measurement.approving import why_not_approve
from alignment.models import Metric, Reading, TargetGroup, User

#: What of a reading is told when it was corrected.
TOLD = ("value", "date", "group_id", "evidence")


@dataclass(frozen=True)
class Before:
    """What a reading said until somebody corrected it."""

    value: Decimal
    date: datetime.date
    until: datetime.date
    who: str  # corrected it; empty when not known


@dataclass(frozen=True)
class RecordedReading:
    """A reading on the page of its metric."""

    row: Reading
    version: int  # its state, as deeds.version_of tells it
    before: list[Before]  # the latest first
    why_not: str  # why the one who asks may not approve it; empty when they may

    @property
    def is_draft(self) -> bool:
        return self.row.state == Reading.State.DRAFT

    @property
    def approved_on(self) -> datetime.date | None:
        """The day of the approval, where it is recorded."""
        return timezone.localdate(self.row.approved_at) if self.row.approved_at else None


@dataclass(frozen=True)
class GroupReadings:
    """One target group beside the others: its latest approved reading and the one before that."""

    group: TargetGroup | None  # None: everybody
    latest: Reading
    previous: Reading | None

    @property
    def change(self) -> Decimal | None:
        return None if self.previous is None else self.latest.value - self.previous.value


def recorded(metric: Metric, asker: User) -> list[RecordedReading]:
    """The readings of a metric, the latest day first, with what each said before. Two queries."""
    rows = list(metric.readings.select_related("by", "approved_by", "group"))
    past = _states(metric)
    for row in rows:
        row.workspace = metric.workspace
    rows.sort(key=lambda row: (row.date, row.position, row.pk), reverse=True)
    return [
        RecordedReading(
            row,
            past[row.pk][-1].history_id if past[row.pk] else 0,
            list(_corrections(past[row.pk]))[::-1],
            why_not_approve(row, asker),
        )
        for row in rows
    ]


def _states(metric: Metric) -> "defaultdict[int, list[Any]]":
    """The states of each reading of a metric, the first one first."""
    past: defaultdict[int, list[Any]] = defaultdict(list)
    history = Reading.history.filter(metric_id=metric.pk).select_related("deed").order_by("history_id")
    for state in history:
        past[state.id].append(state)
    return past


def _corrections(states: list[Any]) -> Iterable[Before]:
    for earlier, later in zip(states, states[1:], strict=False):
        if any(getattr(earlier, name) != getattr(later, name) for name in TOLD):
            who = later.deed.by_name if later.deed else ""
            yield Before(earlier.value, earlier.date, timezone.localdate(later.history_date), who)


def by_group(readings: Iterable[RecordedReading]) -> list[GroupReadings]:
    """Everybody and each target group by name, as they stand; empty where no group has a reading."""
    rows: dict[int | None, list[Reading]] = defaultdict(list)
    for one in readings:
        if not one.is_draft:
            rows[one.row.group_id].append(one.row)
    if set(rows) <= {None}:
        return []
    found = []
    for of_group in rows.values():
        days = {row.date: row for row in reversed(of_group)}  # of one day the one recorded last
        latest = sorted(days.values(), key=lambda row: row.date, reverse=True)
        found.append(GroupReadings(latest[0].group, latest[0], latest[1] if len(latest) > 1 else None))
    return sorted(found, key=lambda one: (one.group is not None, str(one.group or "").casefold()))
