"""Reads a table out of a file that somebody made with a spreadsheet: XLSX, or CSV however it is separated.

Pure: bytes in, cells out. Every row that cannot be read is named with the reason; nothing is guessed
from more than the beginning of the file.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.ui.spreadsheet import unescaped
from alignment.ui.texts import one_line
from alignment.ui.workbook_file import Unreadable as Unreadable
from alignment.ui.workbook_file import read_workbook

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 100_000
SAMPLE = 64 * 1024  # characters from which the separator is told
SAMPLE_ROWS = 10
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Record = tuple[int, tuple[str, ...], str]


@dataclass(frozen=True)
class Problem:
    """One row that cannot be used, by the number that a spreadsheet gives it, and why."""

    row: int
    what: str

    def __str__(self) -> str:
        return _("Row %(row)s: %(what)s") % {"row": self.row, "what": self.what}


@dataclass(frozen=True)
class Row:
    """One row, with the number that a spreadsheet gives it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file holds: headings, the rows that fit them, the rows that do not, and what is odd."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    separator: str

    def column_name(self, place: int) -> str:
        """A column as people find it: by its heading, and its number where that is not enough."""
        name, number = self.header[place], place + 1
        if not name:
            return _("Column %(number)s") % {"number": number}
        if self.header.count(name) > 1:
            return _("%(name)s (column %(number)s)") % {"name": name, "number": number}
        return name


def read_table(source: bytes, separator: str = "") -> Table:
    """The table in a file, its cells separated as said or as its beginning shows; else Unreadable."""
    if source.startswith(WORKBOOK):
        sheet = read_workbook(source, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        return _table(((number, _tidy(cells), "") for number, cells in sheet.rows), "", sheet.notes)
    text = _text(source)
    first, _newline, rest = text.partition("\n")
    said = first.strip().lower()
    skipped = 0
    if said.startswith("sep=") and len(first.rstrip("\r\n")) == len("sep=,"):  # a spreadsheet's own mark
        separator, text, skipped = separator or first[4], rest, 1
    delimiter = SEPARATORS.get(separator, separator) or _told(text)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise Unreadable(_("Choose what separates the cells."))
    return _table(_records(text, delimiter, skipped), delimiter)


def _text(source: bytes) -> str:
    if source.startswith(OLD_WORKBOOK):
        raise Unreadable(
            _("This is an old workbook (.xls), or one with a password. Save it as .xlsx or CSV first.")
        )
    encoding = "utf-16" if source.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("This is not a text in UTF-8. Save the sheet as CSV (UTF-8).")) from None
    return text.replace("\x00", "")


def _told(text: str) -> str:
    """What separates the cells: that which makes the most columns of the beginning."""

    def columns(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=delimiter)
        try:
            first = next(
                (cells for _place, cells in zip(range(SAMPLE_ROWS), reader, strict=False) if any(cells)), []
            )
        except csv.Error:
            return 0
        return len(first)

    csv.field_size_limit(LONGEST_CELL)
    return max(SEPARATORS.values(), key=columns)


def _table(records: Iterable[Record], delimiter: str, notes: tuple[str, ...] = ()) -> Table:
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells, wrong in records:
        if wrong:
            problems.append(Problem(number, wrong))
        elif header is None:
            if len(cells) > MOST_COLUMNS:
                raise Unreadable(_("The first row has more than %(most)s columns.") % {"most": MOST_COLUMNS})
            header = cells
        elif ragged := _ragged(header, cells):
            problems.append(Problem(number, ragged))
        else:
            rows.append(Row(number, (cells + ("",) * len(header))[: len(header)]))
        if len(rows) + len(problems) > MOST_ROWS:
            raise Unreadable(_("More than %(most)s rows. Divide the file.") % {"most": f"{MOST_ROWS:,}"})
    if header is None:
        if problems:
            raise Unreadable(str(problems[0]))
        raise Unreadable(_("There is nothing in this file. The first row names the columns."))
    return Table(header, tuple(rows), tuple(problems), (*notes, *_notes(header)), delimiter)


def _records(text: str, delimiter: str, number: int) -> Iterator[Record]:
    """Every row that is not blank with its number, and what is wrong with its quotes, where something is."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number += 1
        try:
            raw = next(reader)
        except StopIteration:
            return
        except csv.Error:  # where the next row begins is not known any more
            yield (
                number,
                (),
                _("A quotation mark is not closed, or a cell is too long. Nothing after it was read."),
            )
            return
        cells = _tidy(raw)
        if any(cells):
            yield number, cells, ""


def _tidy(raw: Iterable[str]) -> tuple[str, ...]:
    return tuple(one_line(unescaped(cell[:LONGEST_CELL])) for cell in raw)


def _ragged(header: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """What is wrong with the number of cells of a row; blank cells behind the last column are nothing."""
    wanted, there = len(header), len(cells)
    if there < wanted:
        said = ngettext(
            "%(there)s cell, but there are %(wanted)s columns.",
            "%(there)s cells, but there are %(wanted)s columns.",
            there,
        )
        return said % {"there": there, "wanted": wanted}
    if any(cells[wanted:]):
        return _("More cells than the %(wanted)s columns that have a place in the first row.") % {
            "wanted": wanted
        }
    return ""


def _notes(header: tuple[str, ...]) -> Iterator[str]:
    empty = [str(place) for place, name in enumerate(header, start=1) if not name]
    if empty:
        yield _("No heading in the first row for column %(places)s.") % {"places": ", ".join(empty)}
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            yield _("“%(name)s” is the heading of more than one column.") % {"name": name}
