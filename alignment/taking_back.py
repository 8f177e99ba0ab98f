"""How the rows that a deed wrote come back to what they were before it: in bulk, whatever their number.

What the deed made goes, what it deleted returns, what it changed says again what it said. A row that was
written several times in one deed goes back in one step. Nothing else is touched: what others have put on
top of it makes the undo refuse.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models import BusinessGoal, Deed, Reading

LEANT_ON = _("Something has been added to it since. Archive it instead.")
BATCH = 500

Model = type[Any]


class CannotUndo(Exception):
    """The deed cannot be reversed; the message says why."""


@dataclass
class _Rows:
    """What a deed did to the rows of one model."""

    model: Model
    written: set[int] = field(default_factory=set)
    gone: list[Any] = field(default_factory=list)  # made rows that are there now
    back: list[Any] = field(default_factory=list)  # rows that it deleted, as they were
    changed: list[tuple[Any, Any]] = field(default_factory=list)  # (as it is, as it was)


@cache
def tracked_models() -> list[type[models.Model]]:
    """Every model whose history is kept. Found once: asking a model for its history makes a class."""
    return [model for model in apps.get_app_config("alignment").get_models() if hasattr(model, "history")]


@cache
def _histories() -> dict[Model, Any]:
    return {model: model.history for model in tracked_models()}  # type: ignore[attr-defined]


def history_of(model: Model) -> Any:
    """The history of a tracked model, asked for once for the same reason."""
    return _histories()[model]


def take_back(row: Deed, new: Deed) -> None:
    """Reverses what the deed `row` wrote, as part of the deed `new`; CannotUndo when that is impossible.

    Stands inside the deed `new`. Links come back with the digests they had (design, 3.4); versions go
    on counting, so that an old form still meets a conflict.
    """
    found = [rows for rows in (_rows_of(model, row) for model in tracked_models()) if rows is not None]
    written = {rows.model: rows.written for rows in found}
    _refuse_approvals([rows for rows in found if rows.model is Reading], row, new)
    for rows in found:
        _refuse_leaning(rows, row, written)
    try:
        with transaction.atomic():
            for rows in found:
                _delete(rows, new)
            for rows in found:
                _insert(rows, new)
                _update(rows, new)
    except IntegrityError:
        raise CannotUndo(_("Something else has taken its place since.")) from None
    restored = [one for rows in found for one in (*rows.back, *(before for _now, before in rows.changed))]
    _refuse_gaps(restored)
    _refuse_rings([one for one in restored if isinstance(one, BusinessGoal)])


def _rows_of(model: Model, row: Deed) -> _Rows | None:
    """What a deed did to a model's rows; None when it touched none of them."""
    written: dict[int, list[Any]] = defaultdict(list)
    for past in history_of(model).filter(deed=row).order_by("history_id"):
        written[past.id].append(past)
    if not written:
        return None
    earlier = _earlier(model, row)
    there = _there(model, row)
    found = _Rows(model)
    found.written.update(written)
    for pk, rows in written.items():
        if rows[0].history_type == "+":
            if pk in there:
                found.gone.append(there[pk])
            continue
        before = rows[0].instance if rows[0].history_type == "-" else _instance(earlier.get(pk))
        if hasattr(before, "version") and rows[0].history_type == "~":
            before.version = rows[-1].version + 1
        if pk in there:
            found.changed.append((there[pk], before))
        else:
            found.back.append(before)
    return found


def _earlier(model: Model, row: Deed) -> dict[int, Any]:
    """Each row that a deed changed as it was before: nothing has touched it since, so the rest is earlier."""
    mine = history_of(model).filter(deed=row).values("id")
    last = history_of(model).filter(id__in=mine).exclude(deed=row).values("id")
    last = last.annotate(last=models.Max("history_id")).values("last")
    return {past.id: past for past in history_of(model).filter(history_id__in=last)}


def _instance(past: Any) -> Any:
    if past is None:
        raise CannotUndo(_("What it was before is not known."))
    return past.instance


def _there(model: Model, row: Deed) -> dict[int, Any]:
    """The rows that a deed wrote, as they are now."""
    mine = history_of(model).filter(deed=row).values("id")
    return {one.pk: one for one in model._base_manager.filter(pk__in=mine)}


def _refuse_leaning(rows: _Rows, row: Deed, written: dict[Model, set[int]]) -> None:
    """CannotUndo when something that the deed has not written hangs on what it made."""
    if not rows.gone:
        return
    mine = history_of(rows.model).filter(deed=row, history_type="+").values("id")
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created:
            continue
        other, name, rule = relation.related_model, relation.field.name, relation.on_delete
        if rule is models.DO_NOTHING:
            continue  # history: it stays
        leaning = other._base_manager.filter(**{f"{name}__in": mine})
        if rule is models.SET_NULL and not hasattr(other, "history"):
            leaning.update(**{name: None})
        elif set(leaning.values_list("pk", flat=True)) - written.get(other, set()):
            raise CannotUndo(str(LEANT_ON))


def _delete(rows: _Rows, new: Deed) -> None:
    _remember(rows.model, rows.gone, "-", new)
    for batch in _batches(rows.gone):
        found = rows.model._base_manager.filter(pk__in=[one.pk for one in batch])
        found._raw_delete(found.db)


def _insert(rows: _Rows, new: Deed) -> None:
    stamps = [one.name for one in rows.model._meta.concrete_fields if getattr(one, "auto_now_add", False)]
    stamps = [name for name in stamps if name not in _left_out(rows.model)]
    made = [{name: getattr(one, name) for name in stamps} for one in rows.back]
    for one in rows.back:
        if hasattr(one, "updated"):
            one.updated = timezone.now()
    rows.model._base_manager.bulk_create(rows.back, batch_size=BATCH)
    if stamps and rows.back:  # inserting has set them anew
        for one, was in zip(rows.back, made, strict=True):
            vars(one).update(was)
        rows.model._base_manager.bulk_update(rows.back, stamps, batch_size=BATCH)
    _remember(rows.model, rows.back, "+", new)


def _update(rows: _Rows, new: Deed) -> None:
    """Writes what differs, rows that differ in the same fields together."""
    alike: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for now, before in rows.changed:
        if hasattr(before, "updated"):
            before.updated = timezone.now()
        columns = [one for one in rows.model._meta.concrete_fields if not one.primary_key]
        names = [
            one.name for one in columns if getattr(now, one.attname) != getattr(before, one.attname, None)
        ]
        alike[tuple(name for name in names if name not in _left_out(rows.model))].append(before)
    for fields, batch in alike.items():
        if fields:
            rows.model._base_manager.bulk_update(batch, fields, batch_size=BATCH)
    _remember(rows.model, [before for _now, before in rows.changed], "~", new)


def _left_out(model: Model) -> set[str]:
    """Columns that the history does not keep: nobody takes them back."""
    kept = {one.attname for one in history_of(model).model.tracked_fields}
    return {one.name for one in model._meta.concrete_fields if one.attname not in kept}


def _remember(model: Model, rows: list[Any], kind: str, new: Deed) -> None:
    """The history of what is written here, tied to the deed that takes back."""
    past = history_of(model).model
    names = [one.attname for one in past.tracked_fields]
    now = timezone.now()
    past.objects.bulk_create(
        [
            past(
                history_date=now,
                history_type=kind,
                history_user_id=new.by_id,
                deed_id=new.pk,
                **{name: getattr(one, name) for name in names},
            )
            for one in rows
        ],
        batch_size=BATCH,
    )


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _refuse_gaps(rows: Iterable[models.Model]) -> None:
    """CannotUndo when a row that came back names one that is gone, such as a person who was taken back."""
    named: dict[type[models.Model], set[Any]] = {}
    for row in rows:
        for column in row._meta.concrete_fields:
            value = getattr(row, column.attname)
            if isinstance(column, models.ForeignKey) and value is not None:
                named.setdefault(column.related_model, set()).add(value)
    for model, ids in named.items():
        there = sum(model._base_manager.filter(pk__in=batch).count() for batch in _batches(sorted(ids)))
        if there < len(ids):
            raise CannotUndo(_("It names something that is gone. Enter again what you need of it."))


def _refuse_approvals(found: list[_Rows], row: Deed, new: Deed) -> None:
    """CannotUndo where a reading would count again by the will of whoever wrote it, against somebody's else.

    Of who may approve their own readings measurement/approving.py says the same.
    """
    user = new.by
    if user is None or row.by_id == user.pk:
        return
    anew = [one for rows in found for one in rows.back]
    for rows in found:
        for now, before in rows.changed:
            if (now.state, now.by_id) != (before.state, before.by_id):
                anew.append(before)
    if not any(one.state == Reading.State.APPROVED and one.by_id == user.pk for one in anew):
        return
    member = user.workspaces.get(row.workspace.slug)
    if member is None or not member.can_own or row.workspace.second_person:
        raise CannotUndo(_("A reading that you wrote would count again. Somebody else approves it."))


def _refuse_rings(goals: list[BusinessGoal]) -> None:
    """CannotUndo when a goal that came back is its own parent, because another was put above it since."""
    homes = {goal.workspace_id for goal in goals}
    there = BusinessGoal.objects.filter(workspace__in=homes, parent__isnull=False)
    parents = dict(there.values_list("pk", "parent_id"))
    sound: set[int | None] = set()
    for goal in goals:
        above: int | None = goal.pk
        seen: set[int | None] = set()
        while above is not None and above not in sound:
            if above in seen:
                raise CannotUndo(_("The goals would be parents of each other."))
            seen.add(above)
            above = parents.get(above)
        sound |= seen
