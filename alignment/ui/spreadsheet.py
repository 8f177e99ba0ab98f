"""Tables for spreadsheets: CSV and XLSX in which nothing is ever run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter
from django.http import HttpResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.text import slugify

from alignment.ui.downloads import file_answer

#: A cell that begins with one of these is taken for a formula, or hides one (full-width forms included).
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")

#: What one cell of a workbook can hold.
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Row = Sequence[Any]


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    title: str
    header: Sequence[Any]
    rows: Iterable[Row]


def escaped(value: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what could be one."""
    return "'" + value if value.startswith(TRIGGERS) else value


def unescaped(value: str) -> str:
    """The text that `escaped` was given."""
    return value[1:] if len(value) > 1 and value[0] == "'" and value[1:].startswith(TRIGGERS) else value


def csv_text(header: Sequence[Any], rows: Iterable[Row]) -> str:
    """A table as CSV: every cell quoted, lines end with CR LF, numbers without an exponent."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_csv_cell(name) for name in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_response(rows: Iterable[Row], header: Sequence[Any], name: str) -> HttpResponse:
    """A table to download as `<name>.csv` (UTF-8 with the mark that spreadsheets look for)."""
    data = "\ufeff" + csv_text(header, rows)
    return file_answer(data.encode("utf-8"), "text/csv; charset=utf-8", f"{slugify(name) or 'table'}.csv")


def xlsx_response(sheets: Iterable[Sheet], name: str) -> HttpResponse:
    """A workbook to download as `<name>.xlsx`."""
    return file_answer(xlsx_bytes(sheets), XLSX, f"{slugify(name) or 'table'}.xlsx")


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook: texts, numbers and dates are what they are; nothing is a formula or a link."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        used: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.title, used))
            page.freeze_panes(1, 0)
            page.set_column(0, max(len(sheet.header) - 1, 0), 18)
            for column, name in enumerate(sheet.header):
                page.write_string(0, column, _text(name), head)
            for index, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    _write(page, index, column, cell, day)
    return out.getvalue()


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float | date):
        return str(value)
    return escaped(_text(value))


def _write(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value)
    elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    else:
        page.write_string(row, column, _text(value)[:LONGEST_CELL])


def _text(value: Any) -> str:
    text = force_str(value) if isinstance(value, str | Promise) else str(value)
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _sheet_name(title: str, used: set[str]) -> str:
    """A sheet name that Excel takes: short, without its special characters, once in a workbook."""
    base = _SHEET_NAME.sub(" ", _text(title)).strip(" '")[:LONGEST_SHEET_NAME] or "Sheet"
    name, count = base, 1
    while name.lower() in used:
        count += 1
        name = f"{base[: LONGEST_SHEET_NAME - len(str(count)) - 1]} {count}"
    used.add(name.lower())
    return name
