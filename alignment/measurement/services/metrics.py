"""Writes metrics. One function a deed; a change of target makes the item's links to re-check."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.deeds import check_version, deed
from alignment.framework.services.meaning import refresh_meaning
from alignment.keys import row_key
from alignment.measurement.services.hearers import set_readers, set_told
from alignment.models import METRIC_FIELD, Deed, Item, Metric, Person, User

Told = Sequence[tuple[int, str]]  # people by their ids, and how often each is told


def add_metric(
    item: Item,
    *,
    by: User,
    fields: dict[str, Any],
    readers: list[Person] | None = None,
    told: Told = (),
    request_key: UUID | None = None,
    why: str = "",
    wording_only: bool = False,
) -> tuple[Metric, Deed]:
    """A new metric on an item; AlreadyDone when the form was sent twice.

    Its target moves the meaning of a goal or an outcome, see edit_metric.
    """
    workspace = item.workspace
    with deed(
        "add_metric",
        by=by,
        workspace=workspace,
        plan=item.plan,
        subject=fields["title"],
        why=why,
        request_key=request_key,
    ) as done:
        metric = Metric(
            workspace=workspace,
            key=row_key(workspace, Metric),
            position=Metric.objects.filter(workspace=workspace).next_position(),
            **fields,
        )
        setattr(metric, METRIC_FIELD[item.layer], item)
        metric.full_clean()
        metric.save()
        set_readers(metric, readers or [])
        set_told(metric, told)
        refresh_meaning(item, by=by, wording_only=wording_only)
    return metric, done


def edit_metric(
    metric: Metric,
    *,
    by: User,
    version: int,
    fields: dict[str, Any],
    readers: list[Person] | None = None,
    told: Told | None = None,
    why: str = "",
    wording_only: bool = False,
) -> tuple[Metric, Deed]:
    """Changes a metric; StaleWrite when somebody saved it since `version`.

    A new target or target date moves the meaning of its goal or outcome, whose links are then to be
    checked again; with `wording_only` they are confirmed in the same deed (design, 3.4).
    """
    with deed(
        "edit_metric", by=by, workspace=metric.workspace, plan=metric.item.plan, subject=metric.title, why=why
    ) as done:
        fresh: Metric = check_version(metric, version)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.version += 1
        fresh.full_clean()
        fresh.save()
        if readers is not None:
            set_readers(fresh, readers)
        if told is not None:
            set_told(fresh, told)
        refresh_meaning(fresh.item, by=by, wording_only=wording_only)
    return fresh, done


def archive_metric(metric: Metric, *, by: User, why: str = "", wording_only: bool = False) -> Deed:
    """Takes a metric out of every page, its target with it (see edit_metric)."""
    return _set_archived(metric, by=by, archived=True, why=why, wording_only=wording_only)


def restore_metric(metric: Metric, *, by: User, why: str = "", wording_only: bool = False) -> Deed:
    """Brings an archived metric back, its target with it (see edit_metric)."""
    return _set_archived(metric, by=by, archived=False, why=why, wording_only=wording_only)


def _set_archived(metric: Metric, *, by: User, archived: bool, why: str, wording_only: bool) -> Deed:
    verb, plan = "archive_metric" if archived else "restore_metric", metric.item.plan
    with deed(verb, by=by, workspace=metric.workspace, plan=plan, subject=metric.title, why=why) as done:
        fresh = Metric.objects.get(pk=metric.pk)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
        refresh_meaning(fresh.item, by=by, wording_only=wording_only)
    return done
