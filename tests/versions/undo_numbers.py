"""The cases of metrics, readings and briefings, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from alignment.briefings import services as layouts
from alignment.briefings.queries import briefing_row
from alignment.briefings.services import edit_wording
from alignment.deeds import version_of
from alignment.measurement import services as measurement
from alignment.measurement.services import importing
from alignment.measurement.services.many import NewReading
from alignment.measurement.sheet_reading import KnownMetric, SheetReading
from alignment.models import Person, Reader
from tests.factories import make_layout, make_reading
from tests.versions.undo_world import NUMBERS, World

Act = Callable[[], Any]


def add_metric(w: World) -> Act:
    item, who = w.item(), list(Person.objects.filter(workspace=w.plan.workspace)[:1])
    fields, told = NUMBERS | {"title": w.words()}, [(one.pk, "quarterly") for one in who]
    return lambda: measurement.add_metric(item, by=w.by, fields=fields, readers=who, told=told)


def edit_metric(w: World) -> Act:
    metric = w.metric()
    told = [(one.pk, "monthly") for one in Person.objects.filter(workspace=w.plan.workspace)[:2]]
    return lambda: measurement.edit_metric(
        metric, by=w.by, version=1, fields={"target": 35}, readers=[], told=told
    )


def archive_metric(w: World) -> Act:
    metric = w.metric()
    return lambda: measurement.archive_metric(metric, by=w.by)


def restore_metric(w: World) -> Act:
    metric = w.metric()
    measurement.archive_metric(metric, by=w.by)
    return lambda: measurement.restore_metric(metric, by=w.by)


def add_reading(w: World) -> Act:
    metric = w.metric()
    said = {"date": date(2026, 9, 30), "value": 12}
    return lambda: measurement.add_reading(metric, by=w.by, fields=said)


def correct_reading(w: World) -> Act:
    row = w.reading()
    said = {"value": 14}
    return lambda: measurement.correct_reading(row, by=w.by, version=version_of(row), fields=said)


def remove_reading(w: World) -> Act:
    row = w.reading()
    return lambda: measurement.remove_reading(row, by=w.by)


def add_readings(w: World) -> Act:
    said = [NewReading(w.metric().pk, date(2026, 9, 30), Decimal(12)) for _n in range(2)]
    return lambda: measurement.add_readings(w.plan, said, by=w.by)


def import_readings(w: World) -> Act:
    old, new = make_reading(w.metric(), date(2026, 9, 30), 12).metric, w.metric()
    rows = [
        SheetReading(n, KnownMetric(one.pk, one.key, one.title), date(2026, 9, 30), Decimal(14), "", None, "")
        for n, one in enumerate((old, new), start=2)
    ]
    return lambda: importing.import_readings(w.plan, rows, by=w.by)


def approve_reading(w: World) -> Act:
    row = make_reading(w.metric(), date(2026, 9, 30), 12, state="draft")
    return lambda: measurement.approve_reading(row, by=w.by, version=version_of(row))


def approve_readings(w: World) -> Act:
    rows = [make_reading(w.metric(), date(2026, 9, 30), 12, state="draft") for _n in range(2)]
    seen = {row.pk: version_of(row) for row in rows}
    return lambda: measurement.approve_readings(w.plan, seen, by=w.by)


def unapprove_reading(w: World) -> Act:
    row = make_reading(w.metric(), date(2026, 9, 30), 12)
    return lambda: measurement.unapprove_reading(row, by=w.by, version=version_of(row))


def edit_briefing(w: World) -> Act:
    version = getattr(briefing_row(w.plan), "version", 0)
    said = {"headline": w.words()}
    return lambda: edit_wording(w.plan, Reader.EXECUTIVE, by=w.by, version=version, fields=said)


def edit_layout(w: World) -> Act:
    layout, words = make_layout(w.plan, w.by), w.words()
    return lambda: layouts.edit_layout(
        layout, by=w.by, version=layout.version, name=words, cover=True, sections=["map"]
    )


def remove_layout(w: World) -> Act:
    layout = make_layout(w.plan, w.by)
    return lambda: layouts.remove_layout(layout, by=w.by)


#: By verb: those that are called like their function, and those that are not.


MEASURED_AND_TOLD: tuple[Callable[[World], Act], ...] = (
    add_metric,
    edit_metric,
    archive_metric,
    restore_metric,
    add_reading,
    correct_reading,
    remove_reading,
    add_readings,
    import_readings,
    approve_reading,
    approve_readings,
    unapprove_reading,
    edit_briefing,
    edit_layout,
    remove_layout,
)
