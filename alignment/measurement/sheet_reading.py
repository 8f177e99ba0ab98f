"""Reads the rows of a table as readings of the metrics of a plan; what cannot be read is told with its row.

Pure: a table and what is known in, readings and problems out. Columns are told by their headings.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from alignment.measurement.written import LONGEST, Unclear, read_day, read_number, takes_percent
from alignment.ui.table_file import Problem, Row, Table, Unreadable, places_of

T = TypeVar("T")

#: Headings that people use, in small letters and digits alone.
HEADINGS: dict[str, tuple[str, ...]] = {
    "key": ("key", "metrickey", "metricid", "kpikey"),
    "metric": ("metric", "title", "metrictitle", "metricname", "name", "kpi", "measure", "indicator"),
    "date": ("date", "day", "readingdate", "on"),
    "value": ("value", "reading", "actual", "result", "newvalue"),
    "note": ("note", "notes", "comment", "remark"),
    "group": ("group", "targetgroup", "ofwhom", "audience"),
}
EVERYBODY = ("everybody", "of everybody", "all")
LONGEST_NOTE = 1000


@dataclass(frozen=True)
class KnownMetric:
    """A metric that a row can name."""

    id: int
    key: str
    title: str
    unit: str = ""


@dataclass(frozen=True)
class Known:
    """What the rows of a file can name: the metrics of a plan, and target groups by key and name."""

    metrics: tuple[KnownMetric, ...]
    groups: Mapping[str, int] = field(default_factory=dict)  # key or name in small letters, and id


@dataclass(frozen=True)
class SheetReading:
    """One row that can be written down."""

    row: int
    metric: KnownMetric
    date: datetime.date
    value: Decimal
    note: str  # empty: says nothing of it
    group: int | None
    group_name: str

    @property
    def place(self) -> tuple[int, datetime.date, int | None]:
        """Of what it is the value: a metric, a day, everybody or a group."""
        return self.metric.id, self.date, self.group


@dataclass(frozen=True)
class SheetReadings:
    """What a table says: readings, rows that cannot be read and why, what is odd, rows without a value."""

    readings: tuple[SheetReading, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    blank: int = 0


def read_readings(
    table: Table, known: Known, *, today: datetime.date, first: str = "", mark: str = ""
) -> SheetReadings:
    """The readings of a table; Unreadable when its first row does not name the columns.

    `first` and `mark` say how days and numbers are written, where cells alone can mean two things.
    """
    columns = _columns(table)
    reader = _Reader(columns, known, today, first, mark)
    readings: list[SheetReading] = []
    problems = list(table.problems)
    seen: dict[tuple[int, datetime.date, int | None], SheetReading] = {}
    blank = 0
    for row in table.rows:
        try:
            found = reader.read(row)
            if found is None:
                blank += 1
            elif (earlier := seen.setdefault(found.place, found)) is found:
                readings.append(found)
            elif (earlier.value, earlier.note) != (found.value, found.note):
                words = _("The same metric, date and group as row %(row)s, with another value or note.")
                raise Unclear(words % {"row": earlier.row})
        except Unclear as problem:
            problems.append(Problem(row.number, str(problem)))
    problems.sort(key=lambda one: one.row)
    return SheetReadings(tuple(readings), tuple(problems), tuple(_notes(table, columns)), blank)


def _columns(table: Table) -> dict[str, int]:
    """The place of each column that is used; Unreadable when one is missing, or named twice."""
    named = places_of(table.header, HEADINGS)
    for name, places in named.items():
        if len(places) > 1:
            columns = ", ".join(table.column_name(place)[:LONGEST] for place in places)
            twice = _("More than one column says the %(what)s: %(columns)s. Rename all but one.")
            raise Unreadable(twice % {"what": name, "columns": columns})
    missing = [name for name in ("date", "value") if name not in named]
    if "metric" not in named and "key" not in named:
        missing.insert(0, "metric")
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        needed = _("The first row names no column %(missing)s. It needs metric (or key), date and value.")
        raise Unreadable(needed % {"missing": names})
    return {name: places[0] for name, places in named.items()}


def _notes(table: Table, columns: dict[str, int]) -> Iterable[str]:
    """What the file says and nobody reads."""
    yield from table.notes
    used = set(columns.values())
    others = [
        table.column_name(place) for place, name in enumerate(table.header) if name and place not in used
    ]
    if others:
        names = ", ".join(one[:LONGEST] for one in others[:10])
        yield _("Columns that are not used: %(names)s.") % {"names": names}


def _or_reason(read: Callable[[], T], reasons: list[str]) -> T | None:
    """What is read; None, and the reason among the others, where it cannot be."""
    try:
        return read()
    except Unclear as problem:
        reasons.append(str(problem))
        return None


class _Reader:
    """Reads one row after the other."""

    def __init__(
        self, columns: dict[str, int], known: Known, today: datetime.date, first: str, mark: str
    ) -> None:
        self.columns, self.groups = columns, known.groups
        self.today, self.first, self.mark = today, first, mark
        self.by_key = {metric.key: metric for metric in known.metrics}
        self.by_title = {metric.title.casefold(): metric for metric in known.metrics}
        self.titles = Counter(metric.title.casefold() for metric in known.metrics)

    def read(self, row: Row) -> SheetReading | None:
        """The reading of a row; None without a value, Unclear with every reason why it cannot be read."""
        value = self._cell(row, "value")
        if not value:
            return None
        reasons: list[str] = []
        metric = _or_reason(lambda: self._metric(row), reasons)
        day = _or_reason(lambda: self._day(row), reasons)
        percent = metric is None or takes_percent(metric.unit)
        number = _or_reason(lambda: read_number(value, self.mark, percent=percent), reasons)
        group = _or_reason(lambda: self._group(row), reasons)
        note = _or_reason(lambda: self._note(row), reasons)
        if metric is None or day is None or number is None or group is None or note is None:
            raise Unclear(" ".join(reasons))
        return SheetReading(row.number, metric, day, number, note, group[0], group[1])

    def _cell(self, row: Row, name: str) -> str:
        return row.cells[self.columns[name]].strip() if name in self.columns else ""

    def _metric(self, row: Row) -> KnownMetric:
        said = self._cell(row, "key") or self._cell(row, "metric")
        if not said:
            raise Unclear(_("No metric is named."))
        title = said.casefold()
        if said in self.by_key:
            return self.by_key[said]
        if self.titles[title] > 1:
            raise Unclear(
                _("More than one metric is called “%(text)s”. Name its key.") % {"text": said[:LONGEST]}
            )
        if title not in self.by_title:
            raise Unclear(_("No metric of this plan is called “%(text)s”.") % {"text": said[:LONGEST]})
        return self.by_title[title]

    def _day(self, row: Row) -> datetime.date:
        said = self._cell(row, "date")
        if not said:
            raise Unclear(_("There is no date."))
        day = read_day(said, self.first)
        if day > self.today:
            raise Unclear(_("“%(text)s” is in the future: a reading is something seen.") % {"text": said})
        return day

    def _group(self, row: Row) -> tuple[int | None, str]:
        said = self._cell(row, "group")
        named = said.casefold()
        if not said or named in EVERYBODY:
            return None, ""
        if named not in self.groups:
            raise Unclear(_("No target group is called “%(text)s”.") % {"text": said[:LONGEST]})
        return self.groups[named], said

    def _note(self, row: Row) -> str:
        said = self._cell(row, "note")
        if len(said) > LONGEST_NOTE:
            raise Unclear(_("The note is longer than %(most)s characters.") % {"most": LONGEST_NOTE})
        return said
