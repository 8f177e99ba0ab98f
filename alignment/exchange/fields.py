"""The words in which the plan file's shape is written down: fields, kinds of rows, their types and limits."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import models

from alignment.rules.content import Layer
from alignment.ui.forms import LONGEST_TEXT

#: The largest whole numbers that both databases can store.
LARGEST = 2_147_483_647
SMALL = 32_767


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row.

    `type` is one of: key, line (one line of text), email, currency, text (several lines), choice, date,
    decimal (written as a string), number (a decimal written as a JSON number), whole, flag (true or
    false), maybe (true, false or not said), ref (a key of the list `of`), refs, choices, texts (lists of
    these), rows (a list of the nested kind `of`), needs (target groups: keys, or rows).
    """

    name: str
    type: str
    default: Any = ""
    required: bool = False
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    of: str = ""
    help: str = ""
    stored_as: str = ""
    once: bool = False  # of refs: what is named twice is taken once

    @property
    def column(self) -> str:
        """The column of the value as it stands; `stored_as` says which where it would be another one."""
        return self.stored_as or self.name


@dataclass(frozen=True)
class Kind:
    """One list of the file (or one nested list): its plain class, its model and its fields in order."""

    name: str
    row: type[Any]
    model: type[models.Model]
    fields: tuple[Field, ...]
    layer: Layer | None = None

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    @property
    def at_home(self) -> bool:
        """Whether its rows have a plan as their home."""
        return "plan" in self.by_name


def kind(
    name: str, row: type[Any], model: type[models.Model], *fields: Field, layer: Layer | None = None
) -> Kind:
    """A kind whose lengths and choices are those of its model, so that what a file may say can be stored."""
    return Kind(name, row, model, tuple(_fitted(model, one) for one in fields), layer)


def _fitted(model: type[models.Model], one: Field) -> Field:
    if one.type == "line" and not one.most:
        return replace(one, most=_column(model, one).max_length)
    if one.type == "choice" and not one.choices:
        return replace(one, choices=tuple(value for value, _name in _column(model, one).choices))
    return one


def _column(model: type[models.Model], one: Field) -> Any:
    return model._meta.get_field(one.column)


def line(name: str, *, required: bool = False, help: str = "") -> Field:
    return Field(name, "line", required=required, help=help)


def text(name: str, help: str = "", *, required: bool = False) -> Field:
    return Field(name, "text", required=required, most=LONGEST_TEXT, help=help)


def choice(name: str, default: str = "", *, required: bool = False, help: str = "") -> Field:
    return Field(name, "choice", default, required, help=help)


def day(name: str, *, required: bool = False, help: str = "") -> Field:
    return Field(name, "date", None, required, help=help)


def decimal(name: str, *, required: bool = False, help: str = "") -> Field:
    return Field(name, "decimal", None, required, help=help)


def number(name: str, most: int = 0, help: str = "") -> Field:
    return Field(name, "number", None, most=most, help=help)


def whole(name: str, most: int, *, least: int = 0, required: bool = False, help: str = "") -> Field:
    return Field(name, "whole", None, required, least, most, help=help)


def flag(name: str, help: str = "") -> Field:
    return Field(name, "flag", False, help=help)


def maybe(name: str, help: str = "") -> Field:
    return Field(name, "maybe", None, help=help)


def ref(name: str, of: str, *, required: bool = False, help: str = "") -> Field:
    return Field(name, "ref", "", required, of=of, help=help)


def rows(name: str, of: str, help: str = "") -> Field:
    return Field(name, "rows", (), of=of, help=help)


def texts(name: str, most: int, help: str = "") -> Field:
    return Field(name, "texts", (), most=most, help=help)


#: Fields that several lists have.
KEY = Field("key", "key", required=True)
ARCHIVED = flag("archived", "put away: counts nowhere and is shown under History only")
HOME = ref("plan", "plans", help="the home plan; may be left out where the file has one plan")
