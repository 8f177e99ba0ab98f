"""Nothing that people typed is ever run as a formula by a spreadsheet."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.ui.spreadsheet import (
    LONGEST_CELL,
    TRIGGERS,
    Sheet,
    csv_response,
    csv_text,
    escaped,
    unescaped,
    xlsx_bytes,
    xlsx_response,
)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
risky = st.builds(str.__add__, st.sampled_from(TRIGGERS), texts)


@settings(max_examples=300, deadline=None)
@given(texts | risky)
def test_escaping_can_be_taken_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(tuple(set(TRIGGERS) - {"'"}))


@settings(max_examples=300, deadline=None)
@given(st.lists(texts | risky, min_size=1, max_size=4))
def test_csv_is_read_back_as_it_was(row: list[str]) -> None:
    (cells,) = list(csv.reader(io.StringIO(csv_text(row, []), newline="")))
    plain = [cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") for cell in row]
    assert [unescaped(cell) for cell in cells] == plain


def test_csv_keeps_numbers_and_says_true() -> None:
    rows = [[Decimal("-1.50"), -3, date(2027, 1, 31), None, True, "-3"]]
    assert csv_text(["a"], rows) == '"a"\r\n"-1.50","-3","2027-01-31","","true","\'-3"\r\n'


def test_csv_download_has_the_mark_of_utf8() -> None:
    response = csv_response([["ä"]], ["Größe"], "Plan ä")
    assert response.content == '\ufeff"Größe"\r\n"ä"\r\n'.encode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan-a.csv"'


def cells(data: bytes, sheet: int = 0) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book.worksheets[sheet].iter_rows()]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "@SUM(A1)", "https://example.org", "12", "mailto:a@example.org"]
)
def test_workbook_holds_texts_as_texts(text: str) -> None:
    ((_head,), (cell,)) = cells(xlsx_bytes([Sheet("One", ["a"], [[text]])]))
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_workbook_holds_numbers_and_dates_as_such() -> None:
    rows = [[Decimal("12.5"), 3, True, date(2027, 1, 31), None, "a\rb\x01"]]
    (_head, row) = cells(xlsx_bytes([Sheet("One", list("abcdef"), rows)]))
    assert [cell.value for cell in row[:3]] == [12.5, 3, True]
    assert row[3].value.date() == date(2027, 1, 31)
    assert (row[4].value, row[5].value) == (None, "a\nb")


def test_very_long_text_is_cut_to_what_a_cell_holds() -> None:
    (_head, (cell,)) = cells(xlsx_bytes([Sheet("One", ["a"], [["x" * 40_000]])]))
    assert len(cell.value) == LONGEST_CELL


def test_sheet_names_are_made_fit() -> None:
    sheets = [Sheet(name, ["a"], []) for name in ("Goals: [all]", "goals  all", "x" * 40, "x" * 35, "", "'")]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(sheets)))
    assert len(set(book.sheetnames)) == len(sheets)
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_workbook_download() -> None:
    response = xlsx_response([Sheet("One", ["a"], [["b"]])], "acme")
    assert response.headers["Content-Disposition"] == 'attachment; filename="acme.xlsx"'
    assert cells(response.content)[1][0].value == "b"
