"""Writes readings of many metrics at once: from a grid or a file, all of them or none, in one deed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import ngettext

from alignment.deeds import create_all, deed
from alignment.framework.services.checks import own
from alignment.measurement.services.readings import new_reading
from alignment.models import Deed, Metric, Plan, Reading, TargetGroup, User


@dataclass(frozen=True)
class NewReading:
    """One value to be written down, of a metric by its id; checked by whoever made it."""

    metric: int
    date: date
    value: Decimal
    note: str = ""
    group: TargetGroup | None = None


def add_readings(
    plan: Plan, readings: list[NewReading], *, by: User, draft: bool = False, request_key: UUID | None = None
) -> Deed:
    """Adds readings of several metrics; AlreadyDone when the form was sent twice."""
    words = ngettext("%(count)s reading", "%(count)s readings", len(readings)) % {"count": len(readings)}
    with deed(
        "add_readings", by=by, workspace=plan.workspace, plan=plan, subject=words, request_key=request_key
    ) as done:
        create_readings(plan, readings, by=by, draft=draft)
    return done


def create_readings(plan: Plan, readings: Iterable[NewReading], *, by: User, draft: bool) -> list[Reading]:
    """Makes the rows, the later ones behind the earlier ones; must stand inside a deed."""
    said = list(readings)
    workspace = plan.workspace
    metrics: dict[int, Metric] = Metric.objects.in_bulk({one.metric for one in said})
    for metric in metrics.values():
        own(workspace, metric).workspace = workspace
    position = Reading.objects.filter(metric__in=metrics).next_position()
    rows = [
        new_reading(
            metrics[one.metric],
            by=by,
            position=position + place,
            fields={"date": one.date, "value": one.value, "note": one.note, "group": one.group},
            draft=draft,
        )
        for place, one in enumerate(said)
    ]
    return create_all(rows)
