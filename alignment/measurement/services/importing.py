"""Writes down the readings of a file: all of them or none, in one deed that can be taken back."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alignment.deeds import deed, update_all
from alignment.measurement.approving import approves_own
from alignment.measurement.services.many import NewReading, create_readings
from alignment.measurement.services.readings import rewrite
from alignment.measurement.sheet_reading import SheetReading
from alignment.models import Deed, Metric, Plan, Reading, TargetGroup, User


@dataclass(frozen=True)
class Correction:
    """A reading that is there, of which a row says something else."""

    reading: Reading
    row: SheetReading

    @property
    def new(self) -> dict[str, Any]:
        """What the row says of it; a blank note says nothing."""
        return {"value": self.row.value} | ({"note": self.row.note} if self.row.note else {})


@dataclass
class Comparison:
    """What the rows of a file would do."""

    added: list[SheetReading] = field(default_factory=list)
    changed: list[Correction] = field(default_factory=list)
    unchanged: list[SheetReading] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed)


class _NothingToDo(Exception):
    """The rows change nothing, so that there is no deed to record."""


class MetricGone(Exception):
    """A metric or group that the file names is not there any more."""


def compare(plan: Plan, rows: list[SheetReading]) -> Comparison:
    """What the rows would add, and correct of what was recorded last of a metric, day and group."""
    ids = {row.metric.id for row in rows}
    there: dict[tuple[Any, ...], Reading] = {}
    readings = Reading.objects.filter(workspace=plan.workspace, metric__in=ids).order_by("position", "pk")
    for reading in readings:
        there[reading.metric_id, reading.date, reading.group_id] = reading
    found = Comparison()
    for row in rows:
        if row.place not in there:
            found.added.append(row)
            continue
        change = Correction(there[row.place], row)
        if all(getattr(change.reading, name) == value for name, value in change.new.items()):
            found.unchanged.append(row)
        else:
            found.changed.append(change)
    return found


def import_readings(
    plan: Plan, rows: list[SheetReading], *, by: User, request_key: UUID | None = None
) -> tuple[Comparison, Deed | None]:
    """Adds and corrects readings; no deed when there is nothing to do.

    AlreadyDone when the same preview was confirmed before; MetricGone when a metric or a group has been
    archived since the rows were read.
    """
    found = Comparison()
    try:
        with deed(
            "import_readings", by=by, workspace=plan.workspace, plan=plan, request_key=request_key
        ) as row:
            # Compared under the workspace's lock: nobody writes between the look and the deed.
            found = compare(plan, rows)
            if not found.does_something:
                raise _NothingToDo
            _write(plan, found, by)
            said = {"added": len(found.added), "changed": len(found.changed)}
            row.subject = _("%(added)s added, %(changed)s corrected") % said
            row.save(update_fields=["subject"])
    except _NothingToDo:
        return found, None
    return found, row


def _write(plan: Plan, found: Comparison, by: User) -> None:
    workspace, rows = plan.workspace, [*found.added, *(one.row for one in found.changed)]
    groups = TargetGroup.objects.filter(workspace=workspace).in_bulk({row.group for row in rows if row.group})
    wanted = {row.metric.id for row in rows}
    there = Metric.objects.filter(workspace=workspace, pk__in=wanted, archived_at=None).count()
    if there < len(wanted) or any(row.group and row.group not in groups for row in rows):
        raise MetricGone
    create_readings(
        plan,
        [
            NewReading(row.metric.id, row.date, row.value, row.note, groups.get(row.group or 0))
            for row in found.added
        ],
        by=by,
        draft=False,
    )
    approves = approves_own(by, workspace)
    for one in found.changed:
        rewrite(one.reading, by=by, fields=one.new, approves=approves)
    fields = ["value", "note", "by", "state", "approved_by", "approved_at"]
    update_all([one.reading for one in found.changed], fields)
