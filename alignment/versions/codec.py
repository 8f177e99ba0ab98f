"""Frozen dataclasses as JSON and back, by their own fields: what a version stores.

Fields that hold their default are left out, so a field that is added later (with a default) reads
from older versions as if it had not been said. Dates are ISO texts, decimals texts without exponent.
"""

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from alignment.rules.decimals import canonical

Row = TypeVar("Row")


class Unreadable(ValueError):
    """The JSON does not have the shape that was asked for; the message says where."""


def encode(value: Any) -> Any:
    """Plain JSON data of a dataclass, a tuple, or a value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: encode(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != _default(one)
        }
    if isinstance(value, (tuple, list)):
        return [encode(part) for part in value]
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, IntEnum) else value


def decode(shape: type[Row], data: Any, where: str = "") -> Row:
    """A dataclass from what `encode` made of it; Unreadable when the data is of another shape."""
    if not isinstance(data, dict):
        raise Unreadable(f"{where or 'content'}: not an object")
    shapes = _shapes(shape)  # type: ignore[arg-type]
    unknown = sorted(data.keys() - shapes.keys())
    if unknown:
        raise Unreadable(f"{_at(where, unknown[0])}: unknown field")
    given = {name: _value(shapes[name], value, _at(where, name)) for name, value in data.items()}
    try:
        return shape(**given)
    except TypeError:
        raise Unreadable(f"{where or 'content'}: a field is missing") from None


def _value(shape: Any, data: Any, where: str) -> Any:
    if get_origin(shape) in (Union, UnionType):
        if data is None:
            return None
        shape = next(one for one in get_args(shape) if one is not type(None))
    if get_origin(shape) is tuple:
        if not isinstance(data, list):
            raise Unreadable(f"{where}: not a list")
        part = get_args(shape)[0]
        return tuple(_value(part, one, f"{where}[{place}]") for place, one in enumerate(data))
    if is_dataclass(shape):
        return decode(shape, data, where)  # type: ignore[arg-type]
    return _plain(shape, data, where)


def _plain(shape: Any, data: Any, where: str) -> Any:
    try:
        if shape is date and isinstance(data, str):
            return date.fromisoformat(data)
        if shape is Decimal and isinstance(data, str):
            return Decimal(data)
        if issubclass(shape, IntEnum) and type(data) is int:
            return shape(data)
    except (ValueError, InvalidOperation):
        raise Unreadable(f"{where}: {data!r} cannot be read") from None
    if shape in (str, int, bool) and type(data) is shape:
        return data
    raise Unreadable(f"{where}: {str(data)[:40]!r} is no {shape.__name__}")


def _default(one: "Field[Any]") -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


@cache
def _shapes(shape: type[Any]) -> dict[str, Any]:
    return get_type_hints(shape)


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
