"""An earlier state of an item beside what it says now: field by field, its nested lists included."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from alignment.framework.queries.history import Change, column_label, titles_of, value_words
from alignment.framework.queries.values import NESTED, NestedList, Values, values_after, values_of
from alignment.models import Item


@dataclass(frozen=True)
class State:
    """What an item said after a deed: the values that differ from now, also in words."""

    values: Values
    changes: tuple[Change, ...]
    gone: tuple[str, ...]  # labels of the fields that name something which does not exist any more


def state_after(item: Item, deed_id: int) -> State | None:
    """The state of an item after a deed; None when the item did not exist then."""
    then = values_after(item, deed_id)
    if then is None:
        return None
    now = values_of(item)
    differing = {name: value for name, value in then.items() if value != now[name]}
    known = _names(item, differing, now)
    changes = tuple(
        Change(_label(item, name), _words(item, name, now[name], known), _words(item, name, value, known))
        for name, value in differing.items()
    )
    gone = {_label(item, name) for name, model, pk in _named(item, differing) if pk not in known[model]}
    return State(differing, changes, tuple(sorted(gone)))


def _names(item: Item, then: Values, now: Values) -> dict[Any, dict[int, str]]:
    """The titles and names of everything that both states name: one query a table."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for values in (then, {name: now[name] for name in then}):
        for _name, model, pk in _named(item, values):
            wanted[model].add(pk)
    return {model: titles_of(model, ids, workspace=item.workspace_id) for model, ids in wanted.items()}


def _named(item: Item, values: Values) -> Iterable[tuple[str, Any, int]]:
    """Every row that some values name: (name of the value, model, id)."""
    for name, value in values.items():
        nested = NESTED[item.layer].get(name)
        rows = value if nested else [(value,)]
        columns = _columns(nested) if nested else [_column(type(item), name)]
        for row in rows:
            for column, part in zip(columns, row, strict=True):
                if isinstance(column, models.ForeignKey) and part is not None:
                    yield name, column.related_model, part


def _column(model: Any, name: str) -> Any:
    return next(one for one in model._meta.concrete_fields if one.attname == name)


def _columns(nested: NestedList) -> list[Any]:
    return [_column(nested.model, name) for name in nested.columns]


def _label(item: Item, name: str) -> str:
    nested = NESTED[item.layer].get(name)
    return column_label(nested.model._meta if nested else _column(type(item), name))


def _words(item: Item, name: str, value: Any, known: dict[Any, dict[int, str]]) -> str:
    """A value in words; a nested list as one line for each of its rows."""
    nested = NESTED[item.layer].get(name)
    if nested is None:
        return value_words(_column(type(item), name), value, known)
    lines = ([value_words(*one, known) for one in zip(_columns(nested), row, strict=True)] for row in value)
    return "\n".join(", ".join(filter(None, line)) for line in lines)
