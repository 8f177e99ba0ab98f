"""Text as it comes in: one form of Unicode, no control or direction marks, one-line fields on one line.

It is done before a file is validated, so that what is checked is what is stored.
"""

from typing import Any

from alignment.exchange.fields import Field, Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.shape import KINDS
from alignment.ui.texts import many_lines, one_line

_EMPTY_IS_NONE = frozenset({"date", "decimal"})
_MANY_LINES = "text"

Row = dict[str, Any]


def clean_file(raw: Row) -> Row:
    """The file with all its texts cleaned; what has the wrong type is left for the schema to name."""
    found = dict(raw)
    if isinstance(found.get("workspace"), dict):
        found["workspace"] = {name: _line(value) for name, value in found["workspace"].items()}
    for name, kind in KINDS.items():
        if isinstance(found.get(name), list):
            found[name] = [_row(kind, row) for row in found[name]]
    return found


def _line(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value


def _row(kind: Kind, row: Any) -> Any:
    if not isinstance(row, dict):
        return _line(row)
    fields = kind.by_name
    return {name: _field(fields[name], value) if name in fields else value for name, value in row.items()}


def _field(one: Field, value: Any) -> Any:
    if isinstance(value, str):
        if one.type == _MANY_LINES:
            return many_lines(value)
        value = one_line(value)
        if one.type in _EMPTY_IS_NONE and value == "":
            return None
        return ([value] if value else []) if one.type == "texts" else value
    if isinstance(value, list):
        if one.of in NESTED and one.type in ("rows", "needs"):
            return [_row(NESTED[one.of], row) for row in value]
        return [_line(part) for part in value]
    return value
