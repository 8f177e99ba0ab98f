"""Frozen dataclasses as JSON and back, by their own fields: what a version stores.

Fields that hold their default are left out, so a field that is added later (with a default) reads
from older versions as if it had not been said. Dates are ISO texts, decimals texts without exponent.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from alignment.rules.decimals import canonical

Row = TypeVar("Row")
Reader = Callable[[Any], Any]


class Unreadable(ValueError):
    """The JSON does not have the shape that was asked for; the message says what is wrong, and where."""

    def __init__(self, what: str, path: tuple[str | int, ...] = ()) -> None:
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        super().__init__(f"{place.removeprefix('.')}: {what}" if place else what)
        self.what, self.path = what, path

    def inside(self, step: str | int) -> "Unreadable":
        """The same, seen from a list or an object further out."""
        return Unreadable(self.what, (step, *self.path))


def encode(value: Any) -> Any:
    """Plain JSON data of a dataclass, a tuple, or a value."""
    if is_dataclass(value) and not isinstance(value, type):
        said = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: encode(part) for name, part, default in said if part != default}
    if isinstance(value, (tuple, list)):
        return [encode(part) for part in value]
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, IntEnum) else value


def decode(shape: type[Row], data: Any) -> Row:
    """A dataclass from what `encode` made of it; Unreadable when the data is of another shape."""
    row: Row = _reader(shape)(data)  # type: ignore[arg-type]
    return row


@cache
def _reader(shape: Any) -> Reader:
    """What reads values of one type; made once, because a plan has many values and few types."""
    if get_origin(shape) in (Union, UnionType):
        inner = _reader(next(one for one in get_args(shape) if one is not type(None)))
        return lambda data: None if data is None else inner(data)
    if get_origin(shape) is tuple:
        return _list_reader(_reader(get_args(shape)[0]))
    if is_dataclass(shape):
        return _row_reader(shape)
    return _plain_reader(shape)


def _list_reader(part: Reader) -> Reader:
    def read(data: Any) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise Unreadable("not a list")
        found: list[Any] = []
        try:
            found.extend(part(one) for one in data)
        except Unreadable as problem:
            raise problem.inside(len(found)) from None
        return tuple(found)

    return read


def _row_reader(shape: Any) -> Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(shape).items()}

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise Unreadable("not an object")
        given = {}
        for name, value in data.items():
            if name not in readers:
                raise Unreadable("unknown field").inside(name)
            try:
                given[name] = readers[name](value)
            except Unreadable as problem:
                raise problem.inside(name) from None
        try:
            return shape(**given)
        except TypeError:
            raise Unreadable("a field is missing") from None

    return read


def _plain_reader(shape: Any) -> Reader:
    stored, make = _STORED.get(shape, (shape, None))
    if issubclass(shape, IntEnum):
        stored, make = int, shape

    def read(data: Any) -> Any:
        if type(data) is not stored:
            raise Unreadable(f"{str(data)[:40]!r} is no {shape.__name__}")
        if make is None:
            return data
        try:
            return make(data)
        except (ValueError, InvalidOperation):
            raise Unreadable(f"{str(data)[:40]!r} cannot be read") from None

    return read


#: Types that are stored as another one, with what makes them of it.
_STORED: dict[Any, tuple[type, Callable[[Any], Any] | None]] = {
    date: (str, date.fromisoformat),
    Decimal: (str, Decimal),
}


@cache
def _defaults(shape: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (one.name, one.default_factory() if one.default_factory is not MISSING else one.default)
        for one in fields(shape)
    )
