"""What an item says, as plain values: now, and as it was at an earlier version.

Saving compares three such readings (was, now, mine), so that two people can edit one item and the
second save loses nothing. Foreign keys appear as ids; nested lists as tuples of plain rows.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from alignment.models import (
    METRIC_FIELD,
    Behaviour,
    BenefitLine,
    Claim,
    Contribution,
    CostLine,
    GroupNeed,
    Item,
    Layer,
    Metric,
    Momentum,
    Tracked,
)

Row = tuple[Any, ...]
Values = dict[str, Any]


@dataclass(frozen=True)
class NestedList:
    """One nested list of an item: its model, its foreign key to the item, the columns that say something."""

    model: type[Tracked]
    owner: str
    columns: tuple[str, ...]


NESTED: dict[Layer, dict[str, NestedList]] = {
    Layer.GOAL: {"momentum": NestedList(Momentum, "goal", ("text", "owner_id"))},
    Layer.OUTCOME: {
        "momentum": NestedList(Momentum, "outcome", ("text", "owner_id")),
        "contribution": NestedList(Contribution, "outcome", ("who", "share", "learning")),
    },
    Layer.MOMENT: {"behaviours": NestedList(Behaviour, "moment", ("effect", "text"))},
    Layer.LEARNING: {"needs": NestedList(GroupNeed, "learning_outcome", ("group_id", "required", "current"))},
    Layer.INITIATIVE: {
        "claims": NestedList(Claim, "initiative", ("goal_id", "reason")),
        "costs": NestedList(
            CostLine,
            "initiative",
            ("kind", "amount", "amount_to", "currency", "rate", "hours", "date", "state", "note"),
        ),
        "benefits": NestedList(
            BenefitLine,
            "initiative",
            (
                "text",
                "beneficiary",
                "amount",
                "amount_to",
                "intangible",
                "attribution",
                "confidence",
                "currency",
                "rate",
                "start",
                "end",
                "state",
                "outcome_id",
                "period",
                "confirmed_by_id",
            ),
        ),
    },
}

#: What the quick fields of a goal's or an outcome's form say about its first metric.
QUICK = ("baseline", "target", "unit", "target_date", "source")
METRIC = "metric."


@cache
def field_names(model: type[Item]) -> tuple[str, ...]:
    """The columns of an item that people write."""
    return tuple(
        field.attname for field in model._meta.concrete_fields if field.editable and not field.primary_key
    )


def values_of(item: Item) -> Values:
    """What an item says now, its nested lists included. One query a list."""
    values: Values = {name: getattr(item, name) for name in field_names(type(item))}
    for name, nested in NESTED[item.layer].items():
        values[name] = tuple(row_of(nested, row) for row in rows_of(nested, item))
    return values


def values_at(item: Item, version: int) -> Values | None:
    """What the item said at an earlier version, from its history; None when that is not known."""
    past = item.history.filter(version=version).order_by("-history_id").first()  # type: ignore[attr-defined]
    return None if past is None else _said_by(item, past, past.deed_id)


def values_after(item: Item, deed_id: int) -> Values | None:
    """What the item said after a deed, whatever that deed was about; None before there was the item."""
    there = item.history.filter(deed_id__lte=deed_id)  # type: ignore[attr-defined]
    past = there.order_by("-history_id").first()
    return None if past is None else _said_by(item, past, deed_id)


def _said_by(item: Item, past: Any, deed_id: int) -> Values:
    values: Values = {name: getattr(past, name) for name in field_names(type(item))}
    for name, nested in NESTED[item.layer].items():
        values[name] = _rows_at(nested, item, deed_id)
    return values


def rows_of(nested: NestedList, item: Item) -> list[Any]:
    """The rows of one nested list, in order."""
    found = nested.model._default_manager.filter(**{nested.owner: item})
    return sorted(found, key=lambda row: (row.position, row.pk))


def row_of(nested: NestedList, row: models.Model) -> Row:
    """What one row of a nested list says."""
    return tuple(getattr(row, column) for column in nested.columns)


def _rows_at(nested: NestedList, item: Item, deed_id: int) -> tuple[Row, ...]:
    """A nested list as it was after a deed: deeds of one workspace are numbered in their order."""
    history = nested.model.history.filter(  # type: ignore[attr-defined]
        **{f"{nested.owner}_id": item.pk}, deed_id__lte=deed_id
    )
    latest: dict[int, Any] = {}
    for past in history.order_by("history_id"):
        latest[past.id] = past
    there = [past for past in latest.values() if past.history_type != "-"]
    return tuple(row_of(nested, past) for past in sorted(there, key=lambda past: (past.position, past.id)))


def first_metric(item: Item) -> Metric | None:
    """The metric that the quick fields of the item's form speak of; never a count of our own work."""
    found = Metric.objects.filter(**{METRIC_FIELD[item.layer]: item}, archived_at=None, volume_only=False)
    return found.order_by("position", "key").first()


def metric_values(metric: Metric | None) -> Values:
    """What the first metric says in the quick fields; empty values when there is none."""
    if metric is None:
        return {f"{METRIC}{name}": "" if name in ("unit", "source") else None for name in QUICK}
    return {f"{METRIC}{name}": getattr(metric, name) for name in QUICK}


def metric_values_at(metric: Metric | None, version: int) -> Values:
    """The same at an earlier version of the metric; version 0 is before there was one."""
    if metric is None or not version:
        return metric_values(None)
    past = metric.history.filter(version=version).order_by("-history_id").first()
    return metric_values(past.instance if past else metric)
