"""The plan file (format throughline-plan, version 1): read, checked, and turned into plain content."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from alignment.exchange.checking import Known, check, warn
from alignment.exchange.cleaning import clean_file
from alignment.exchange.fields import Field, Kind
from alignment.exchange.nested import NESTED
from alignment.exchange.parsing import parse
from alignment.exchange.problems import PlanFileError, at, place, quote
from alignment.exchange.shape import FORMAT, KINDS, VERSION
from alignment.exchange.validating import against_schema
from alignment.rules.content import PlanContent

#: The largest file that is read: 20,000 items with 40,000 links are about 15 MB.
MOST_BYTES = 100 * 2**20

Row = dict[str, Any]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DIGITS = 15
_PLACES = 6
FIRST_PLAN = "p1"


@dataclass(frozen=True)
class Document:
    """A file that is sound in itself. `lists` holds, for each list, the fields that the file gives.

    Values are those of the plain content (dates, decimals, tuples of nested rows). References are
    keys; whether they exist may depend on the workspace, so `check` answers for both together.
    """

    workspace: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[Row]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The key of the plan that is the home of every new item that names none; empty: it must name one."""
        plans = self.lists.get("plans", [])
        return str(plans[0]["key"]) if len(plans) == 1 else ""

    def rows(self, name: str) -> list[Row]:
        return self.lists.get(name, [])

    def with_first_plan(self, title: str) -> "Document":
        """The same with a plan of that title as the home of its items, where the file names no plan at all.

        Every list may be left out of a file, that of plans too; then its items still need a home.
        """
        items = [row for kind in KINDS.values() if kind.at_home for row in self.rows(kind.name)]
        if self.rows("plans") or not items or any(row.get("plan") for row in items):
            return self
        return replace(self, lists={"plans": [{"key": FIRST_PLAN, "title": title}], **self.lists})


def read(source: str | bytes, *, most_bytes: int = MOST_BYTES) -> Document:
    """A plan file as a Document; PlanFileError names every problem and its place.

    References into a workspace are not looked at: see `to_content` and `services.import_document`.
    """
    raw = parse(source, most_bytes)
    _refuse_other_formats(raw)
    cleaned = clean_file(raw)
    problems = against_schema(cleaned)
    if problems:
        raise PlanFileError(problems)
    lists = {name: _rows(kind, cleaned[name], problems) for name, kind in KINDS.items() if name in cleaned}
    if problems:
        raise PlanFileError(problems)
    workspace = {name: value for name, value in cleaned.get("workspace", {}).items() if value}
    document = Document(workspace, lists)
    return Document(workspace, lists, tuple(warn(document.lists)))


def to_content(document: Document) -> PlanContent:
    """The content of a file that names nothing but its own rows; PlanFileError when it does not."""
    document = document.with_first_plan(document.workspace.get("name", FIRST_PLAN))
    problems = check(document.lists, Known(), document.home)
    if problems:
        raise PlanFileError(problems)
    lists = {
        name: tuple(kind.row(**completed(kind, row, document.home)) for row in document.rows(name))
        for name, kind in KINDS.items()
    }
    return PlanContent(
        workspace=document.workspace.get("name", ""),
        currency=document.workspace.get("currency", "EUR"),
        **lists,
    )


def completed(kind: Kind, row: Row, home: str) -> Row:
    """A new row with the defaults that depend on what else is said: the home plan and the confidence."""
    if kind.at_home:
        return {**row, "plan": row.get("plan") or home}
    if kind.name == "links" and row.get("confidence") is None:
        return {**row, "confidence": default_confidence(row.get("reason", ""))}
    return row


def default_confidence(reason: str) -> int:
    """What a link's confidence is when nobody said: reasoned when a reason is given, else assumed."""
    return 1 if reason.strip() else 0


def _refuse_other_formats(raw: Any) -> None:
    if not isinstance(raw, dict):
        raise PlanFileError([_("not a plan file: the file holds %(value)s") % {"value": quote(raw)}])
    if raw.get("format") != FORMAT:
        found = {"value": quote(raw.get("format")), "wanted": FORMAT}
        raise PlanFileError([_("format: %(value)s is not read here (expected: '%(wanted)s')") % found])
    version = raw.get("version")
    if isinstance(version, bool) or version != VERSION:
        said = {"value": quote(version), "wanted": str(VERSION)}
        raise PlanFileError([_("version: %(value)s is not read here (expected: %(wanted)s)") % said])


def _rows(kind: Kind, rows: list[Row], problems: list[str]) -> list[Row]:
    fields = kind.by_name
    found = [
        {name: _value(fields[name], value, (kind.name, index, name), problems) for name, value in row.items()}
        for index, row in enumerate(rows)
    ]
    return [_uncited(row) for row in found] if kind.name == "links" else found


def _uncited(row: Row) -> Row:
    """A link with one half of its citation emptied has the other half emptied too."""
    if row.get("cited_metric", "x") == "" or row.get("cited_on", "x") is None:
        return {"cited_metric": "", "cited_on": None, **row}
    return row


def _value(one: Field, value: Any, path: tuple[str | int, ...], problems: list[str]) -> Any:
    """A value of the file as the plain content holds it; what cannot be stored is added to the problems."""
    if one.type in ("rows", "needs"):
        return tuple(
            _nested(NESTED[one.of], row, (*path, index), problems) for index, row in enumerate(value)
        )
    if one.type == "refs":
        return tuple(dict.fromkeys(value)) if one.once else tuple(value)
    if one.type in ("texts", "choices"):
        return tuple(value)
    if value is None:
        return None
    if one.type == "date":
        return _day(value, path, problems)
    if one.type in ("decimal", "number"):
        return _decimal(value, path, problems)
    return int(value) if one.type == "whole" else value


def _nested(kind: Kind, row: Row | str, path: tuple[str | int, ...], problems: list[str]) -> Any:
    if isinstance(row, str):  # a target group without levels
        return kind.row(group=row)
    fields = kind.by_name
    # A row of a nested list is given whole: what it leaves out has its default.
    given = {name: _value(fields[name], value, (*path, name), problems) for name, value in row.items()}
    return kind.row(**{one.name: one.default for one in kind.fields if not one.required} | given)


def _day(value: str, path: tuple[str | int, ...], problems: list[str]) -> date | None:
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    problems.append(at(place(path), _("bad date %(value)s (write 2027-06-30)") % {"value": quote(value)}))
    return None


def _decimal(value: str | int | Decimal, path: tuple[str | int, ...], problems: list[str]) -> Decimal | None:
    if len(str(value)) > 400:
        problems.append(at(place(path), _("bad number: too many digits")))
        return None
    found = Decimal(value)
    sign, digits, exponent = found.as_tuple()
    plain = "".join(map(str, digits)).lstrip("0")
    bare = plain.rstrip("0")
    places = -(int(exponent) + len(plain) - len(bare))  # digits after the point, trailing zeros not counted
    if not bare:
        return Decimal(0)
    if len(bare) > _DIGITS or places > _PLACES or found.adjusted() >= _DIGITS:
        what = _("bad number %(value)s: at most 15 digits, at most 6 of them after the point")
        problems.append(at(place(path), what % {"value": quote(value)}))
        return None
    return Decimal((sign, tuple(map(int, bare)), -places))
