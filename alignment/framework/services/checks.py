"""What every service checks again, whatever form it comes from."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alignment.framework.queries.values import NESTED, Values
from alignment.models import BusinessGoal, Item, Person, Workspace
from alignment.people.services.people import find_or_make_group, find_or_make_person


class Refused(Exception):
    """A deed that the rules do not allow; the message says why, to the user."""


class ForeignRow(ValueError):
    """A row of another workspace came in: never a mistake of the user's, so never explained."""


def own(workspace: Workspace, row: Any) -> Any:
    """The same row, when it belongs to the workspace; ForeignRow otherwise."""
    if row.workspace_id != workspace.pk:
        raise ForeignRow(f"{type(row).__name__} {row.pk} is not of this workspace.")
    return row


def intended(item: Item, fields: Mapping[str, Any], lists: Mapping[str, list[dict[str, Any]]]) -> Values:
    """Fields and nested lists as plain values: rows as ids, names of people and groups found or made.

    A person may be given as a row or as a name, a target group as a row or as (name, size). Must
    stand inside a deed. ForeignRow for a row of another workspace; KeyError for an unknown list.
    """
    values: Values = {}
    for name, value in fields.items():
        column = item._meta.get_field(name)
        values[getattr(column, "attname", name)] = _plain(item, name, value)
    for name, rows in lists.items():
        columns = NESTED[item.layer][name].columns
        values[name] = tuple(_nested_row(item, columns, row) for row in rows)
    return values


#: What a row of a list holds where nothing is said, if that is no empty text.
BLANK: dict[str, Any] = dict.fromkeys(
    (
        *("amount", "amount_to", "rate", "hours", "attribution", "confidence", "required", "current"),
        *("date", "start", "end"),
    )
) | {"intangible": False, "learning": False}


def _nested_row(item: Item, columns: tuple[str, ...], row: dict[str, Any]) -> tuple[Any, ...]:
    found = []
    for column in columns:
        name = column.removesuffix("_id")
        value = row.get(name)
        if value is None:
            found.append(BLANK.get(name) if name in BLANK or column.endswith("_id") else "")
        else:
            found.append(_plain(item, name, value))
    return tuple(found)


def _plain(item: Item, name: str, value: Any) -> Any:
    """A value as it is stored: the id of a row of this workspace, text and numbers as they are."""
    workspace = item.workspace
    if name in PERSONS and isinstance(value, str):
        return _person(item, name, value)
    if name == "group" and isinstance(value, tuple):
        label, size = value
        return find_or_make_group(workspace, name=label, size=size).pk
    if hasattr(value, "_meta"):
        return own(workspace, value).pk
    return value


PERSONS = frozenset(
    {
        *("owner", "sponsor", "agreed_by", "no_learning_by", "remedy_owner", "confirmed_by"),
        "contribution_agreed_by",
    }
)


def _person(item: Item, name: str, typed: str) -> int | None:
    """The person of that name; the one who is named already wins over a namesake."""
    if not typed.strip():
        return None
    there = getattr(item, name, None)
    if isinstance(there, Person) and there.name == typed:
        return there.pk
    return find_or_make_person(item.workspace, name=typed).pk


def no_cycle(goal: BusinessGoal) -> None:
    """ValidationError when a goal would be its own ancestor."""
    above: int | None = goal.parent_id
    seen: set[int | None] = {goal.pk}
    while above is not None:
        if above in seen:
            raise ValidationError({"parent": _("Choose a goal that is not below this one.")})
        seen.add(above)
        above = BusinessGoal.objects.values_list("parent_id", flat=True).get(pk=above)
