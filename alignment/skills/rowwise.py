"""Rows of a table as fields that people mapped, and a report that says what became of every row.

Skills and the catalogue come in this way. Identity is the mapped key, else the trimmed title; the first row
of a key wins. A later one is unchanged when it says the same in all mapped fields, else it is skipped.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from alignment.ui.table_file import Limits, Problem, Table, Unreadable, places_of

LONGEST_TITLE = 300
#: What is read of a list of skills or courses: larger than what people write by hand.
LIMITS = Limits(rows=50_000, columns=300, unpacked=200 * 2**20, last_row=200_000, seconds=120.0)
MOST_BYTES = 60 * 2**20
MOST_WARNINGS = 200
MOST_NAMED = 50  # of what is added or changed, for a preview

Clean = Callable[[str], Any]


class NotMapped(Unreadable):
    """No column holds the titles, so that people have to say which one does."""


@dataclass(frozen=True)
class Target:
    """A field that a column can be read as: its name, the words that people use for it, how a cell is read.

    `clean` gives the value, or raises ValueError with the reason why the row cannot be read.
    """

    name: str
    words: tuple[str, ...]
    clean: Clean
    most: int = 0  # characters; what is longer is cut, and a warning says so


@dataclass(frozen=True)
class Read:
    """One row that can be used: its number, its identifier, and its values by field."""

    number: int
    identifier: str
    values: dict[str, Any]


@dataclass
class Reading:
    """What a table holds: the rows that count, how many repeat one, and why the others do not count."""

    rows: list[Read] = field(default_factory=list)
    repeated: int = 0
    skipped: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        """Notes what is odd; of very many the first ones."""
        if len(self.warnings) < MOST_WARNINGS:
            self.warnings.append(text)


@dataclass
class Report:
    """What an import did, or would do: every row read is in exactly one of the counts."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    deed: Any = None
    # The first of them by name; of what changes with the fields that do.
    new: list[str] = field(default_factory=list)
    altered: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def name(self, new: Iterable[str], altered: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Keeps the first names of what is added and changed."""
        self.new = list(islice(new, MOST_NAMED))
        self.altered = [(title, tuple(fields)) for title, fields in islice(altered, MOST_NAMED)]

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def read(self) -> int:
        """Rows of the file that are not blank."""
        return self.added + self.changed + self.unchanged + len(self.skipped)

    def as_json(self) -> dict[str, Any]:
        """The report in the shape that commands print (design, section 5)."""
        return {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "skipped": [{"row": one.row, "why": one.what} for one in self.skipped],
        }


def columns_of(table: Table, targets: Iterable[Target], said: Mapping[str, str]) -> dict[str, int]:
    """The column of each field: as `said` (field: heading), or without a word by the headings themselves.

    Unreadable for a field or a column that there is not, NotMapped when no column holds titles.
    """
    known = {one.name: one for one in targets}
    found = _said(table, known, said) if said else guess(table, known.values())
    if "title" not in found:
        raise NotMapped(_("No column is known as the title. Say which one it is: title=…"))
    return found


def _said(table: Table, known: Mapping[str, Target], said: Mapping[str, str]) -> dict[str, int]:
    names = {table.column_name(place): place for place in range(len(table.header))}
    first: dict[str, int] = {}
    for number, heading in enumerate(table.header):
        first.setdefault(heading, number)
    found = {}
    place: int | None
    for name, heading in said.items():
        if name not in known:
            words = _("There is no field “%(name)s”. There are: %(names)s.")
            raise Unreadable(words % {"name": name[:60], "names": ", ".join(known)})
        place = names.get(heading)
        if place is None:
            place = first.get(heading) if heading else None
        if place is None:
            words = _("There is no column “%(column)s”. There are: %(columns)s.")
            there = ", ".join(name for name in list(names)[:40])
            raise Unreadable(words % {"column": heading[:60], "columns": there})
        found[name] = place
    return found


def guess(
    table: Table, targets: Iterable[Target], remembered: Mapping[str, str] | None = None
) -> dict[str, int]:
    """The column of each field as the last import took it, and else as the headings tell it."""
    kept = {name: heading for name, heading in (remembered or {}).items() if heading in table.header}
    words = {one.name: one.words for one in targets}
    found = {name: table.header.index(heading) for name, heading in kept.items() if name in words}
    taken = set(found.values())
    places = places_of(table.header, {name: said for name, said in words.items() if name not in found})
    for name, where in places.items():
        free = [place for place in where if place not in taken]
        if free:
            found[name] = free[0]
            taken.add(free[0])
    return found


def read_rows(table: Table, columns: Mapping[str, int], targets: Iterable[Target]) -> Reading:
    """The rows of a table, each read as the fields that its columns stand for."""
    known = {one.name: one for one in targets}
    found = Reading(skipped=list(table.problems), warnings=list(table.notes))
    first: dict[str, Read] = {}
    for row in table.rows:
        try:
            one = _read(row.number, row.cells, columns, known, found)
        except ValueError as problem:
            found.skipped.append(Problem(row.number, str(problem)))
            continue
        before = first.setdefault(one.identifier, one)
        if before is one:
            found.rows.append(one)
        elif before.values == one.values:
            found.repeated += 1
        else:
            words = _("same key as row %(row)s") % {"row": before.number}
            found.skipped.append(Problem(row.number, words))
    found.skipped.sort(key=lambda one: one.row)
    return found


def _read(
    number: int,
    cells: tuple[str, ...],
    columns: Mapping[str, int],
    known: Mapping[str, Target],
    found: Reading,
) -> Read:
    values = {}
    for name, place in columns.items():
        target = known[name]
        try:
            value = target.clean(cells[place])
        except ValueError as problem:
            words = _("%(field)s: %(why)s") % {"field": name, "why": problem}
            raise ValueError(words) from None
        if target.most and isinstance(value, str) and len(value) > target.most:
            words = _("Row %(row)s: %(field)s is longer than %(most)s characters and was cut.")
            found.warn(words % {"row": number, "field": name, "most": target.most})
            value = value[: target.most].rstrip()
        values[name] = value
    key = values.pop("key", "") or values["title"]
    if not values["title"]:
        raise ValueError(_("it has no title"))
    if len(key) > LONGEST_TITLE:
        raise ValueError(_("its key is longer than %(most)s characters") % {"most": LONGEST_TITLE})
    return Read(number, key, values)
