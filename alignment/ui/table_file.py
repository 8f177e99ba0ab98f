"""Reads a table out of a file that somebody made with a spreadsheet: XLSX, or CSV however it is separated.

Pure: bytes in, cells out. Every row that cannot be read is named with the reason; what separates the
cells is told by the beginning of the file. Errors of a spreadsheet (#N/A) are cells like others: what a
cell must hold is for those to say who know.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.ui.spreadsheet import unescaped
from alignment.ui.texts import many_lines, one_line
from alignment.ui.workbook_file import Limits as Limits
from alignment.ui.workbook_file import Unreadable as Unreadable
from alignment.ui.workbook_file import held_by, read_workbook

# How long a cell is, is looked at after it is read. Set once: the limit is one for all threads.
csv.field_size_limit(2**31 - 1)

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
USUAL = Limits()
SAMPLE = 64 * 1024  # characters from which the separator is told
SAMPLE_ROWS = 10
WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_NAMED = 10  # rows that one note names

Record = tuple[int, Sequence[str], str]  # number, cells as they stand in the file, what is wrong


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


def read_table(
    source: bytes, separator: str = "", *, limits: Limits = USUAL, lines: bool = False, windows: bool = False
) -> Table:
    """The table in a file, its cells separated as said or as its beginning shows; else Unreadable.

    `separator` is a name of SEPARATORS or the character. `lines` keeps line ends inside cells; else every
    cell is one line. `windows` takes a text that is not UTF-8 for one of Windows, which a note says; else
    it is refused.
    """
    clean = many_lines if lines else one_line
    if source.startswith(WORKBOOK):
        sheet = read_workbook(source, limits)
        return _table(((number, cells, "") for number, cells in sheet.rows), "", limits, clean, sheet.notes)
    text, notes = _text(source, windows)
    first, _newline, rest = text.partition("\n")
    said = first.strip().lower()
    skipped = 0
    if said.startswith("sep=") and len(first.rstrip("\r\n")) == len("sep=,"):  # a spreadsheet's own mark
        separator, text, skipped = separator or first[4], rest, 1
    delimiter = SEPARATORS.get(separator, separator) or _told(text)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise Unreadable(_("Choose what separates the cells."))
    return _table(_records(text, delimiter, skipped), delimiter, limits, clean, notes)


def places_of(header: Iterable[str], headings: Mapping[str, Collection[str]]) -> dict[str, list[int]]:
    """Where each name stands among the headings of a table, by the words that people use for it.

    The words are as `bare` makes them. A name that no heading bears is left out.
    """
    found: dict[str, list[int]] = {}
    for place, heading in enumerate(header):
        said = bare(heading)
        for name, words in headings.items():
            if said and said in words:
                found.setdefault(name, []).append(place)
    return found


def bare(text: str) -> str:
    """A heading, or a word of a list, in small letters and digits alone."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _text(source: bytes, windows: bool) -> tuple[str, tuple[str, ...]]:
    """The file as text, and what is odd about it."""
    if source.startswith(OLD_WORKBOOK):
        raise Unreadable(
            _("This is an old workbook (.xls), or one with a password. Save it as .xlsx or CSV first.")
        )
    encoding = "utf-16" if source.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    notes: tuple[str, ...] = ()
    try:
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            if not windows or encoding == "utf-16" or b"\x00" in source:  # no text has a zero byte
                raise
            text = source.decode("cp1252")
            notes = (_("This file is not in UTF-8. It was read as a Windows text: look at letters like é."),)
    except UnicodeDecodeError:
        raise Unreadable(_("This is not a text in UTF-8. Save the sheet as CSV (UTF-8).")) from None
    return text.replace("\x00", ""), notes


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

    return max(SEPARATORS.values(), key=columns)


def _table(
    records: Iterable[Record],
    delimiter: str,
    limits: Limits,
    clean: Callable[[str], str],
    notes: tuple[str, ...] = (),
) -> Table:
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    problems: list[Problem] = []
    cut: list[int] = []
    held = 0
    for number, raw, wrong in records:
        # A row of nothing but commas can have as many cells as the file has bytes.
        cells = tuple(clean(unescaped(cell[: limits.cell])) for cell in islice(raw, limits.columns + 1))
        beyond = any(cell.strip() for cell in islice(raw, limits.columns + 1, None))
        if wrong:
            problems.append(Problem(number, wrong))
        elif not any(cells) and not beyond:
            continue
        elif header is None:
            if len(cells) > limits.columns:
                words = _("The first row has more than %(most)s columns.")
                raise Unreadable(words % {"most": limits.columns})
            header = tuple(map(one_line, cells))
        elif ragged := _ragged(header, cells, beyond):
            problems.append(Problem(number, ragged))
        else:
            rows.append(Row(number, (cells + ("",) * len(header))[: len(header)]))
            held += held_by(cells)
            limits.refuse_beyond(held)
            if any(len(cell) > limits.cell for cell in raw):
                cut.append(number)
        if len(rows) + len(problems) > limits.rows:
            raise Unreadable(_("More than %(most)s rows. Divide the file.") % {"most": f"{limits.rows:,}"})
    if header is None:
        if problems:
            raise Unreadable(str(problems[0]))
        raise Unreadable(_("There is nothing in this file. The first row names the columns."))
    odd = (*notes, *_odd_headings(header), *_cut(cut, limits))
    return Table(header, tuple(rows), tuple(problems), odd, delimiter)


def _records(text: str, delimiter: str, number: int) -> Iterator[Record]:
    """Every row with its number, and what is wrong with its quotes, where something is."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number, before = number + 1, reader.line_num
        try:
            yield number, next(reader), ""
        except StopIteration:
            return
        except csv.Error:  # the reader goes on with the line after
            lost = reader.line_num - before
            words = ngettext(
                "A quotation mark is not closed or stands in the wrong place. %(count)s line was not read.",
                "A quotation mark is not closed or stands in the wrong place. %(count)s lines were not read.",
                lost,
            )
            yield number, (), words % {"count": lost}


def _ragged(header: tuple[str, ...], cells: tuple[str, ...], beyond: bool) -> str:
    """What is wrong with the number of cells of a row; blank cells behind the last column are nothing."""
    wanted, there = len(header), len(cells)
    if there < wanted:
        said = ngettext(
            "%(there)s cell, but there are %(wanted)s columns.",
            "%(there)s cells, but there are %(wanted)s columns.",
            there,
        )
        return said % {"there": there, "wanted": wanted}
    if beyond or any(cells[wanted:]):
        return _("More cells than the %(wanted)s columns that have a place in the first row.") % {
            "wanted": wanted
        }
    return ""


def _odd_headings(header: tuple[str, ...]) -> Iterator[str]:
    empty = [str(place) for place, name in enumerate(header, start=1) if not name]
    if empty:
        yield _("No heading in the first row for column %(places)s.") % {"places": ", ".join(empty)}
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            yield _("“%(name)s” is the heading of more than one column.") % {"name": name}


def _cut(rows: list[int], limits: Limits) -> Iterator[str]:
    """Which rows have a cell that was cut."""
    if rows:
        named = ", ".join(map(str, rows[:MOST_NAMED])) + ("…" if len(rows) > MOST_NAMED else "")
        words = _("Cells longer than %(most)s characters were cut, in row %(rows)s.")
        yield words % {"most": f"{limits.cell:,}", "rows": named}
