"""Reads the rows of a workbook (XLSX) as the texts that a CSV file of it would hold.

Pure: bytes in, cells out. Whatever is wrong with a workbook, the answer is Unreadable: the library that
reads it meets files of any kind, and has many ways of saying so.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from time import monotonic
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

MOST_PARTS = 500
#: Bytes of each part that is read as a whole before the first row: in memory a hundred times as many.
MOST_WHOLE = 2**20
#: Bytes between two rows, or two texts: what stands there is in memory at once, thirty times as large.
MOST_AT_ONCE = 4 * 2**20
#: Bytes of a cell beside its letters.
CELL = 60
#: What a cell that is calculated begins with in a sheet.
_FORMULA = re.compile(rb"<f[ />]")
#: Where a row, or a text that cells share, begins.
_PIECE = re.compile(rb"<(?:row|si)[ />]")


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read at most. What takes larger files names what it needs."""

    rows: int = 5_000  # below the headings
    columns: int = 60
    cell: int = 100_000  # characters; what is longer is cut, and a note says so
    unpacked: int = 30 * 2**20  # bytes of a workbook: a small file can hold a very large one
    last_row: int = 50_000  # blank rows are looked at, too, and a sheet may claim a thousand million
    seconds: float = 20.0  # for a workbook
    held: int = 160 * 2**20  # bytes that the cells take while they are read, about

    def refuse_beyond(self, held: int) -> None:
        """Unreadable when the cells that were read so far take more than that."""
        if held > self.held:
            raise Unreadable(_("There is too much in this file. Leave out columns, or divide it."))


def held_by(cells: Iterable[str]) -> int:
    """About how many bytes these cells take; blank ones take none."""
    return sum(len(cell) + CELL for cell in cells if cell)


@dataclass(frozen=True)
class Sheet:
    """The first sheet of a workbook that shows something: its rows with their numbers, and what is odd."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def read_workbook(source: bytes, limits: Limits) -> Sheet:
    """The first sheet of a workbook; of more rows than the limit only one too many is read."""
    until = monotonic() + limits.seconds
    try:
        return _sheet(source, _look_into(source, limits), limits, until)
    except Unreadable:
        raise
    except Exception as problem:  # whatever the library says of a broken or hostile file
        words = _("This workbook cannot be read. Open it in a spreadsheet and save it as .xlsx or CSV.")
        raise Unreadable(words) from problem


def _look_into(source: bytes, limits: Limits) -> bool:
    """Whether cells are calculated; Unreadable for a file that is larger inside than it looks."""
    with zipfile.ZipFile(io.BytesIO(source)) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS or sum(one.file_size for one in listed) > limits.unpacked:
            raise Unreadable(_("There is too much in this workbook. Save the one sheet as CSV."))
        if any(_is_read_whole(one.filename) and one.file_size > MOST_WHOLE for one in listed):
            words = _("There are too many styles or names in this workbook. Save the one sheet as CSV.")
            raise Unreadable(words)
        for one in listed:
            if one.file_size > MOST_AT_ONCE and max(map(len, _PIECE.split(parts.read(one)))) > MOST_AT_ONCE:
                raise Unreadable(_("A row of this workbook holds too much. Save the one sheet as CSV."))
        sheets = [one for one in listed if one.filename.startswith("xl/worksheets/")]
        return any(_FORMULA.search(parts.read(one)) for one in sheets)


def _is_read_whole(part: str) -> bool:
    """Whether a part is read before the rows are, all of it: styles, names, and what refers to what."""
    return (
        part.endswith(".rels")
        or part in ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml")
        or (part.startswith("docProps/"))
    )


def _sheet(source: bytes, calculated: bool, limits: Limits, until: float) -> Sheet:
    book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True, keep_links=False)
    formulas = (
        openpyxl.load_workbook(io.BytesIO(source), read_only=True, keep_links=False) if calculated else None
    )
    try:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in shown:
            beside = formulas[sheet.title] if formulas is not None else None
            rows = tuple(_rows(sheet, beside, limits, until))
            if rows:
                return Sheet(rows, tuple(_notes(sheet.title, len(shown))))
        raise Unreadable(_("There is nothing in this workbook. The first row names the columns."))
    finally:
        book.close()
        if formulas is not None:
            formulas.close()


def _notes(title: str, sheets: int) -> Iterator[str]:
    if sheets > 1:
        yield _("Only the sheet “%(title)s” was read, not the others.") % {"title": title[:80]}


def _rows(sheet: Any, formulas: Any, limits: Limits, until: float) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that are not blank, each as wide as the first one at least."""
    width = found = held = 0
    for number, (cells, calculated) in enumerate(_pairs(sheet, formulas, limits.columns), start=1):
        if number > limits.last_row:
            words = _("The sheet goes beyond row %(last)s. Copy what is filled in to a new sheet.")
            raise Unreadable(words % {"last": f"{limits.last_row:,}"})
        if monotonic() > until:
            raise Unreadable(_("This workbook takes too long to read. Save the one sheet as CSV."))
        if found > limits.rows + 1:  # the header, and one too many
            return
        if all(cell.value is None for cell in cells) and not any(map(_formula, calculated)):
            continue
        texts = [
            _text(cell) or _formula(calculated[place] if place < len(calculated) else None)
            for place, cell in enumerate(cells)
        ]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            width, found = width or len(texts), found + 1
            held += held_by(texts)
            limits.refuse_beyond(held)
            yield number, tuple(texts + [""] * (width - len(texts)))


def _pairs(sheet: Any, formulas: Any, most_columns: int) -> Iterable[tuple[Any, Any]]:
    """Each row with its results, and beside it with its formulas, where there are any."""
    sheet.reset_dimensions()  # what a sheet says of its own size need not be true
    rows = sheet.iter_rows(max_col=most_columns + 1)
    if formulas is None:
        return ((row, ()) for row in rows)
    formulas.reset_dimensions()
    return zip(rows, formulas.iter_rows(max_col=most_columns + 1), strict=True)


def _text(cell: Any) -> str:
    """A cell as text: days as 2026-12-05, numbers as a spreadsheet shows all of their digits."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, percent="%" in str(cell.number_format))
    return str(value)


def _number(value: float, *, percent: bool) -> str:
    """A number with the 15 digits that a spreadsheet keeps; 0.18 shown as a percentage is 18%."""
    exact = Decimal(format(value, ".15g"))
    if not exact.is_finite():
        return str(value)
    return f"{(exact * 100).normalize():f}%" if percent else f"{exact:f}"


def _formula(cell: Any) -> str:
    """The formula of a cell whose result is not kept in the file."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    return value if isinstance(value, str) else "="
