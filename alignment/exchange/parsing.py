"""JSON text into plain data, without the traps: twin fields, NaN, endless numbers, endless nesting."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.problems import PlanFileError, at, place, quote

#: Larger numbers are no numbers of a plan; they are kept as text, which no number field takes.
LONGEST_NUMBER = 40
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class _Twice(dict[str, Any]):
    """An object in which a field stood twice; `field` is its name."""

    field = ""


class _NotANumber(ValueError):
    """NaN or Infinity, which Python reads and JSON does not know."""


def parse(source: str | bytes, most_bytes: int) -> Any:
    """The data that a JSON text holds; PlanFileError when it is no JSON or could be read in two ways."""
    text = _text(source, most_bytes)
    twice: list[_Twice] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        row = dict(found)
        if len(row) == len(found):
            return row
        seen: set[str] = set()
        bad = _Twice(row)
        bad.field = next(name for name, _value in found if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        twice.append(bad)
        return bad

    try:
        data = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_float=_number,
            parse_int=_whole,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "what": error.msg}
        raise PlanFileError([_("not JSON: line %(line)s, column %(column)s: %(what)s") % where]) from None
    except RecursionError:
        raise PlanFileError([_("nested too deeply")]) from None
    except _NotANumber as error:
        raise PlanFileError([_("bad number: JSON has no %(value)s") % {"value": error}]) from None
    if twice:
        raise PlanFileError([_twin(data, twice)])
    if _SURROGATE.search(text):
        _refuse_surrogates(data, [])
    return data


def _text(source: str | bytes, most_bytes: int) -> str:
    if len(source) > most_bytes:
        raise PlanFileError([_("the file is larger than %(limit)s MB") % {"limit": most_bytes // 2**20}])
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlanFileError([_("not a text in UTF-8")]) from None


def _number(text: str) -> Decimal | str:
    try:
        found = Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        return text
    return found if -LONGEST_NUMBER < found.adjusted() < LONGEST_NUMBER and len(text) <= 400 else text


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _refuse_constant(name: str) -> None:
    raise _NotANumber(name)


def _twin(data: Any, twice: list[_Twice]) -> str:
    wanted = twice[0]
    stack: list[tuple[list[str | int], Any]] = [([], data)]
    while stack:
        path, value = stack.pop()
        if value is wanted:
            return at(place([*path, wanted.field]), _("this field stands twice"))
        if isinstance(value, dict):
            stack.extend(([*path, name], part) for name, part in value.items())
        elif isinstance(value, list):
            stack.extend(([*path, index], part) for index, part in enumerate(value))
    # The object itself was dropped because its own field stood twice further up.
    return _("field %(name)s stands twice in one object") % {"name": quote(wanted.field)}


def _refuse_surrogates(data: Any, path: list[str | int]) -> None:
    stack: list[tuple[list[str | int], Any]] = [(path, data)]
    while stack:
        where, value = stack.pop()
        if isinstance(value, str):
            _refuse_surrogate(value, where)
        elif isinstance(value, dict):
            for name, part in value.items():
                _refuse_surrogate(name, where)
                stack.append(([*where, name], part))
        elif isinstance(value, list):
            stack.extend(([*where, index], part) for index, part in enumerate(value))


def _refuse_surrogate(value: str, where: list[str | int]) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise PlanFileError([at(place(where), _("half of a Unicode character"))]) from None
