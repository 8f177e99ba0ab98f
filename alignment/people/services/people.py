"""Writes down the people around the plans, and the groups that learn."""

from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from alignment.deeds import check_version, deed
from alignment.keys import row_key
from alignment.models import Deed, Membership, Metric, MetricReader, Person, TargetGroup, User, Workspace

#: What is said about a person in rows of its own: the ids of metrics that begin, or cease, to matter.
METRICS = ("metrics_added", "metrics_removed")
Row = TypeVar("Row", Person, TargetGroup)


class Erased(Exception):
    """The person was taken out on request, and is not changed any more."""


def add(
    model: type[Row], workspace: Workspace, *, by: User, request_key: UUID | None = None, **fields: Any
) -> tuple[Row, Deed]:
    """A new person or target group; AlreadyDone when the same form was sent before."""
    name = str(fields.get("name", ""))
    with deed("create", by=by, workspace=workspace, subject=name, request_key=request_key) as row:
        made = _make(model, workspace, fields)
        row.made = [[model.__name__, made.pk]]
        row.save(update_fields=["made"])
    return made, row


def edit(thing: Row, *, version: int, by: User, **fields: Any) -> tuple[Row, Deed]:
    """Changes a person or a target group; StaleWrite when somebody else saved it since `version`.

    Erased for a person who was taken out on request.
    """
    workspace = thing.workspace
    with deed("edit", by=by, workspace=workspace, subject=str(thing)) as row:
        fresh: Row = check_version(thing, version)
        _refuse_erased(fresh)
        _fill(fresh, workspace, fields)
        fresh.version += 1
        fresh.full_clean(exclude=["workspace"])
        fresh.save()
        _set_metrics(fresh, fields)
    return fresh, row


def archive(thing: Row, *, version: int, by: User) -> tuple[Row, Deed]:
    """Takes a person or a target group out of the lists; what names them keeps the name."""
    return _set_archived(thing, version, by, archived=True)


def restore(thing: Row, *, version: int, by: User) -> tuple[Row, Deed]:
    """Brings a person or a target group back from the archive."""
    return _set_archived(thing, version, by, archived=False)


def _refuse_erased(thing: Row) -> None:
    if getattr(thing, "is_erased", False):
        raise Erased


def find_or_make_person(workspace: Workspace, *, name: str, by: User | None = None, **fields: Any) -> Person:
    """The current person of this name, whatever its case, or a new one. Joins the deed in progress."""
    return _find_or_make(Person, workspace, name, by, fields)


def find_or_make_group(
    workspace: Workspace, *, name: str, by: User | None = None, **fields: Any
) -> TargetGroup:
    """The current target group of this name, whatever its case, or a new one. Joins the deed in progress."""
    return _find_or_make(TargetGroup, workspace, name, by, fields)


def _find_or_make(
    model: type[Row], workspace: Workspace, name: str, by: User | None, fields: dict[str, Any]
) -> Row:
    name = " ".join(name.split())
    there: list[Row] = list(model.objects.filter(workspace=workspace).current().order_by("position", "pk"))
    for row in there:
        if row.name.casefold() == name.casefold():
            return row
    with deed("create", by=by, workspace=workspace, subject=name):
        return _make(model, workspace, {"name": name, **fields})


def _make(model: type[Row], workspace: Workspace, fields: dict[str, Any]) -> Row:
    made = model(
        workspace=workspace,
        key=row_key(workspace, model),
        position=model.objects.filter(workspace=workspace).next_position(),
    )
    _fill(made, workspace, fields)
    made.full_clean(exclude=["workspace"])
    made.save()
    _set_metrics(made, fields)
    return made


def _fill(thing: Row, workspace: Workspace, fields: dict[str, Any]) -> None:
    account = fields.get("user")
    if account is not None and not Membership.objects.filter(workspace=workspace, user=account).exists():
        raise ValueError("The account is of somebody who is not a member.")
    for field, value in fields.items():
        if field not in METRICS:
            setattr(thing, field, value)


def _set_metrics(thing: Any, fields: dict[str, Any]) -> None:
    """Writes which metrics matter to a person, and leaves alone what nobody changed here."""
    added, removed = (fields.get(name) or [] for name in METRICS)
    for row in MetricReader.objects.filter(person=thing.pk, metric__in=removed) if removed else ():
        row.delete()
    if not added:
        return
    there = set(MetricReader.objects.filter(person=thing.pk).values_list("metric_id", flat=True))
    for metric in Metric.objects.filter(workspace=thing.workspace, pk__in=set(added) - there):
        position = MetricReader.objects.filter(metric=metric).next_position()
        MetricReader.objects.create(workspace=thing.workspace, metric=metric, person=thing, position=position)


def _set_archived(thing: Row, version: int, by: User, *, archived: bool) -> tuple[Row, Deed]:
    verb = "archive" if archived else "restore"
    with deed(verb, by=by, workspace=thing.workspace, subject=str(thing)) as row:
        fresh: Row = check_version(thing, version)
        _refuse_erased(fresh)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
    return fresh, row
