"""Content written into rows: the column of each field of the plan file, the table of each nested list."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Model

from alignment import models as nouns
from alignment.exchange.fields import Field, Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import KINDS
from alignment.models import METRIC_FIELD, Layer, User


@dataclass(frozen=True, slots=True)
class Child:
    """Where a nested list is kept: its model and the foreign key that leads to the row above."""

    model: type[Model]
    above: str
    kind: Kind | None = None  # None: a list of plain values
    once: bool = False  # the database takes each of its rows once


def _child(name: str, above: str) -> Child:
    return Child(NESTED[name].model, above, NESTED[name])


#: The tables of nested lists, by (list of the file, field).
CHILDREN: dict[tuple[str, str], Child] = {
    ("plans", "consultations"): _child("consultations", "plan"),
    ("plans", "parked"): Child(nouns.ParkedNote, "plan"),
    ("plans", "briefings"): _child("briefings", "plan"),
    ("plans", "dismissed_hints"): replace(_child("dismissed_hints", "plan"), once=True),
    ("goals", "momentum"): _child("momentum", "goal"),
    ("outcomes", "momentum"): _child("momentum", "outcome"),
    ("outcomes", "contribution"): _child("contribution", "outcome"),
    ("moments", "behaviours"): _child("behaviours", "moment"),
    ("learning_outcomes", "target_groups"): _child("needs", "learning_outcome"),
    ("initiatives", "claims"): _child("claims", "initiative"),
    ("initiatives", "decisions"): _child("decisions", "initiative"),
    ("initiatives", "costs"): _child("costs", "initiative"),
    ("initiatives", "benefits"): _child("benefits", "initiative"),
    ("expectations", "answers"): _child("expectation_answers", "expectation"),
    ("expectations", "ratings"): _child("expectation_ratings", "expectation"),
    ("updates", "readers"): Child(nouns.UpdateReader, "update", once=True),
    ("metrics", "told"): _child("told", "metric"),
    ("metrics", "readings"): _child("readings", "metric"),
    ("metrics", "matters_to"): Child(nouns.MetricReader, "metric"),
    ("outcomes", "causes"): _child("rival_causes", "outcome"),
    ("learning_outcomes", "levels"): _child("levels", "learning_outcome"),
    ("requests", "goals"): Child(nouns.RequestGoal, "request", once=True),
    ("requests", "whys"): Child(nouns.Why, "request"),
    ("requests", "causes"): _child("rival_causes", "request"),
    ("requests", "triage"): replace(_child("triage_answers", "request"), once=True),
    ("requests", "results"): replace(_child("request_results", "request"), once=True),
    ("catalogue", "skills"): replace(_child("catalogue_skills", "item"), once=True),
    ("catalogue", "links"): replace(_child("catalogue_links", "item"), once=True),
    ("catalogue", "approvals"): _child("relevance_approvals", "item"),
}

#: Plain lists of references: what each row leads to, and in which list that stands.
REFERS: dict[type[Model], tuple[str, str]] = {
    nouns.MetricReader: ("person_id", "people"),
    nouns.UpdateReader: ("person_id", "people"),
    nouns.RequestGoal: ("goal_id", "goals"),
}

#: The lists whose rows have a key of their own kind, the five layers excepted.
KEYED = tuple(name for name, kind in KINDS.items() if "key" in kind.by_name and kind.layer is None)


#: The lists whose rows hang on exactly one item, and by which column for each layer.
ON_ITEM = {"metrics": METRIC_FIELD, "stories": METRIC_FIELD, "request_results": nouns.RESULT_FIELD}

#: What a reading says of itself beside what the file says; it changes with that alone.
RECORDED = ("by", "approved_by", "approved_at")


class Ids:
    """The primary key behind each key of the workspace, the rows that the import makes included."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, int]] = {name: {} for name in KEYED}
        self.items: dict[str, tuple[Layer, int]] = {}

    def find(self, of: str, key: str) -> int | None:
        """The primary key of what a reference to the list `of` names; None for an empty reference."""
        if not key:
            return None
        if of in ("goals", "outcomes", "learning_outcomes", "initiatives", "items"):
            return self.items[key][1]
        return self.rows[of][key]


def columns(kind: Kind, row: Any, names: Any, ids: Ids, by: User | None, now: datetime) -> dict[str, Any]:
    """The columns of a row for the fields `names`, except those that are kept in tables of their own."""
    found: dict[str, Any] = {}
    for name in names:
        if (kind.name, name) not in CHILDREN:
            found |= _column(kind, kind.by_name[name], getattr(row, name), ids, by, now)
    return found


def _column(kind: Kind, one: Field, value: Any, ids: Ids, by: User | None, now: datetime) -> dict[str, Any]:
    if one.name == "archived":
        return {"archived_at": now if value else None, "archived_by": by if value else None}
    if kind.name in ON_ITEM and one.name == "item":
        layer, pk = ids.items[value]
        fields = ON_ITEM[kind.name]
        return {f"{field}_id": pk if here is layer else None for here, field in fields.items()}
    if one.type == "ref" and not one.stored_as:
        return {f"{one.name}_id": ids.find(one.of, value)}
    return {one.column: list(value) if isinstance(value, tuple) else value}


def _recorded(by: User | None) -> dict[str, Any]:
    """Who has written down a reading; nobody has approved what it says now, although it may count."""
    return dict(zip(RECORDED, (by, None, None), strict=True))


def child_columns(child: Child, part: Any, ids: Ids, by: User | None, now: datetime) -> dict[str, Any]:
    """The columns of one row of a nested list."""
    if child.kind is not None:
        found = columns(child.kind, part, child.kind.by_name, ids, by, now)
        return {**found, **_recorded(by)} if child.model is nouns.Reading else found
    if child.model in REFERS:
        column, of = REFERS[child.model]
        return {column: ids.find(of, part)}
    return {"text": part}
