"""Holds a file against the schema piece by piece, so that one that is wrong all over costs little.

The validator collects every error of what it is given before it hands out the first one, and each
holds a copy of its surroundings: ten megabytes of empty rows would fill twelve gigabytes.
"""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _

from alignment.exchange.problems import MOST_PROBLEMS, explain
from alignment.exchange.schema import row_validator, validator
from alignment.exchange.shape import KINDS

#: Of a piece with more values than this, the first error is named and not every one.
MOST_VALUES = 1000

Row = dict[str, Any]


def against_schema(cleaned: Row) -> list[str]:
    """What the schema refuses, at most MOST_PROBLEMS of it; empty when the file fits."""
    problems: list[str] = []
    try:
        if validator().is_valid(cleaned):
            return []
        for found in _problems(cleaned):
            problems.extend(found)
            if len(problems) >= MOST_PROBLEMS:
                break
    except (ValueError, RecursionError):
        return [_("nested too deeply")]
    return problems[:MOST_PROBLEMS]


def _problems(cleaned: Row) -> Iterator[list[str]]:
    lists = {name: rows for name, rows in cleaned.items() if name in KINDS and isinstance(rows, list)}
    yield from _errors(validator(), {**cleaned, **dict.fromkeys(lists, [])}, ())
    for name, rows in lists.items():
        check = row_validator(name)
        for index, row in enumerate(rows):
            if not check.is_valid(row):
                yield from _errors(check, row, (name, index))


def _errors(check: Any, piece: Any, where: tuple[str | int, ...]) -> Iterator[list[str]]:
    if _is_small(piece):
        for error in check.iter_errors(piece):
            yield explain(error, where)
        return
    try:
        check.validate(piece)
    except jsonschema_rs.ValidationError as error:
        yield explain(error, where)


def _is_small(piece: Any) -> bool:
    waiting, count = [piece], 0
    while waiting and count <= MOST_VALUES:
        value = waiting.pop()
        parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        count += 1 + max(len(parts) - MOST_VALUES, 0)
        waiting.extend(parts[:MOST_VALUES])
    return count <= MOST_VALUES
