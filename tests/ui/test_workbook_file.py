"""Workbooks as people save them, and as nobody should: rows, or words about what to do."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.ui.table_file import USUAL, Limits, Table, Unreadable, read_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book_of(*rows: list[Any], title: str = "Sheet", **more: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(source: bytes, change: Any) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def cells(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]


def test_numbers_days_and_truths_are_what_a_csv_file_would_say() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c", "d", "e", "f"])
    sheet.append([0.1 + 0.2, 12, date(2026, 9, 30), datetime(2026, 9, 30, 12, 30), True, " x\ny "])
    sheet.append([0.185, -1e-7, 1e20, None, "", "=not a formula"])
    sheet["A3"].number_format = "0.0%"
    sheet["F3"].data_type = "s"
    assert cells(read_table(saved(book)))[1:] == [
        ("0.3", "12", "2026-09-30", "2026-09-30 12:30:00", "TRUE", "x y"),
        ("18.5%", "-0.0000001", "100000000000000000000", "", "", "=not a formula"),
    ]


def test_rows_keep_their_numbers_and_blank_ones_are_nothing() -> None:
    table = read_table(book_of([], ["name", "team"], [None, None], ["Dana"], ["Eve", "HR", "more"]))
    assert [(row.number, row.cells) for row in table.rows] == [(4, ("Dana", ""))]
    assert [(one.row, one.what[:10]) for one in table.problems] == [(5, "More cells")]


def test_the_first_sheet_that_shows_something_is_read() -> None:
    source = book_of(title="Empty", Data=[["name"], ["Dana"]], Other=[["name"], ["Eve"]])
    table = read_table(source)
    assert (cells(table), table.notes) == (
        [("name",), ("Dana",)],
        ("Only the sheet “Data” was read, not the others.",),
    )
    book = openpyxl.load_workbook(io.BytesIO(source))
    book["Data"].sheet_state = "hidden"
    assert cells(read_table(saved(book))) == [("name",), ("Eve",)]


def test_a_formula_is_its_result_or_itself_where_none_is_kept() -> None:
    def with_result(name: str, part: bytes) -> bytes:
        return part.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>"
        )

    source = book_of(["value"], ["=1+1"], ["=1+2"])
    assert cells(read_table(source)) == [("value",), ("=1+1",), ("=1+2",)]
    assert cells(read_table(repacked(source, with_result))) == [("value",), ("2",), ("=1+2",)]


def test_errors_of_a_sheet_stay_visible() -> None:
    assert cells(read_table(book_of(["value"], ["#N/A"], ["#REF!"]))) == [("value",), ("#N/A",), ("#REF!",)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old workbook"),
        (b"PK\x03\x04", "cannot be read"),
        (book_of(["name"])[:-40], "cannot be read"),
        (book_of(), "nothing in this workbook"),
        (book_of([f"c{n}" for n in range(80)]), "more than 60 columns"),
        (book_of(["name"], *[["x"]] * (USUAL.rows + 1)), "More than 5,000 rows"),
    ],
    ids=["xls", "stub", "cut", "empty", "wide", "long"],
)
def test_a_workbook_that_is_no_table_says_what_to_do(source: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_table(source)


def test_a_full_sheet_is_read() -> None:
    assert len(read_table(book_of(["name"], *[["x"]] * USUAL.rows)).rows) == USUAL.rows


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (USUAL.unpacked + 1))
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="too much in this workbook"):
        read_table(out.getvalue())


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable, match="too long to read"):
        read_table(book_of(["name"]), limits=Limits(seconds=-1))


def test_entities_of_a_hostile_sheet_are_not_expanded() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    evil = b'<?xml version="1.0"?>' + entities + b"<worksheet>&b;</worksheet>"
    source = repacked(book_of(["name"]), lambda name, part: evil if "sheet1" in name else part)
    with pytest.raises(Unreadable, match="cannot be read"):
        read_table(source)


def test_a_sheet_may_lie_about_rows_and_columns() -> None:
    def far(name: str, part: bytes) -> bytes:
        return part.replace(b'r="2"', b'r="999999999999"')

    def aside(name: str, part: bytes) -> bytes:
        return part.replace(b'r="A2"', b'r="XFD2"')

    source = book_of(["name"], ["Dana"])
    with pytest.raises(Unreadable, match="beyond row 50,000"):
        read_table(repacked(source, far))
    assert cells(read_table(repacked(source, aside))) == [("name",)]


GOOD = book_of(["name", "date"], ["Dana", date(2026, 9, 30)], ["Eve", "=1+1"])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_broken_workbook_is_a_table_or_words(data: st.DataObject) -> None:
    broken = bytearray(GOOD)
    for _n in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(4, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(read_table(bytes(broken)), Table)
    except Unreadable as problem:
        said = str(problem)
        assert said  # noqa: PT017  either answer is right


SCRAPS = st.lists(
    st.sampled_from(
        [b"<c", b' r="A2"', b' t="s"', b' t="e"', b' s="9"', b"><v>", b"99999999999999999999", b"1e999",
         b"</v></c>", b"<row>", b"</row>", b"<f>", b"</f>", b"NaN", b"<is><t>x</t></is>", b' t="d"',
         b"2026-99-99", b"\x00", b"&"]
    ),
    max_size=12,
).map(b"".join)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(SCRAPS)
def test_a_sheet_of_scraps_is_a_table_or_words(scraps: bytes) -> None:
    def torn(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", scraps + b"</sheetData>") if "sheet1" in name else part

    try:
        assert isinstance(read_table(repacked(GOOD, torn)), Table)
    except Unreadable as problem:
        said = str(problem)
        assert said  # noqa: PT017  either answer is right


def shared(text: str, rows: int) -> bytes:
    """A workbook that holds a text once, and names it in every row."""

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return part.replace(
                b"officedocument.theme+xml", b"officedocument.spreadsheetml.sharedStrings+xml"
            )
        if name == "xl/theme/theme1.xml":
            return f'<sst xmlns="{MAIN}"><si><t>name</t></si><si><t>{text}</t></si></sst>'.encode()
        if name == "xl/worksheets/sheet1.xml":
            lines = "".join(f'<row><c t="s"><v>{1 if row else 0}</v></c></row>' for row in range(rows + 1))
            return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'.encode()
        return part

    return repacked(book_of(["name"], ["x"]), change)


def test_a_text_that_many_cells_share_counts_for_each() -> None:
    book = shared("x" * 30_000, rows=400)
    assert len(book) < 20_000
    assert len(read_table(book, limits=Limits(held=16_000_000)).rows) == 400
    with pytest.raises(Unreadable, match="too much in this file"):
        read_table(book, limits=Limits(held=8_000_000))
