"""Whatever file somebody chooses for readings: the preview or words about what to do, never an error page."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alignment.models import Metric, Plan, Reading, User
from alignment.ui.workbook_file import Limits
from tests.factories import make_goal, make_metric

HEADER = "metric,date,value\n"
SEPTEMBER = date(2026, 9, 30)


@pytest.fixture
def metric(plan: Plan) -> Metric:
    return make_metric(make_goal(plan), title="Turnover", unit="%")


@pytest.fixture
def choose(client_of: Callable[[User], Client], plan: Plan, metric: Metric, ann: User) -> Any:
    """Uploads a file: status and page."""
    client = client_of(ann)

    def chosen(source: bytes, name: str = "readings.csv", **more: str) -> tuple[int, str]:
        place = reverse("measurement:readings_import", args=["acme", plan.pk])
        answer = client.post(place, {"file": SimpleUploadedFile(name, source)} | more)
        return answer.status_code, answer.content.decode()

    return chosen


def book(*rows: list[Any], change: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["metric", "date", "value"])
    for row in rows:
        made.active.append(row)
    change(made)
    made.save(out)
    return out.getvalue()


def with_part(ending: str, mark: bytes, more: bytes, source: bytes = b"") -> bytes:
    """A workbook with something put before the first `mark` of one of its parts."""
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(source or book(["Turnover", SEPTEMBER, 1])))
    with old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(mark, more + mark, 1) if name.endswith(ending) else part)
    return out.getvalue()


WHOLE = book(["Turnover", SEPTEMBER, 1], ["Turnover", "=1/0", "٣"])


def bomb(part: str, byte: bytes = b" ") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(part, byte * (Limits().unpacked + 1))
    return out.getvalue()


WIDE_CSV = (HEADER + "Turnover,2026-09-30,1" + ",1" * 999_997).encode()
WIDE_HEADER = ",".join(["value"] * 300_000).encode()
MERGED = b'<mergeCell ref="A1:XFD1048576"/>' * 140_000
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip cut off": (lambda: book(["Turnover", SEPTEMBER, 1])[:-200], "cannot be read"),
    "zip of nothing": (lambda: b"PK\x05\x06" + b"\x00" * 18, "names no column"),
    "zip of something else": (lambda: with_part("workbook.xml", b"<", b"no XML"), "cannot be read"),
    "bomb": (lambda: bomb("xl/worksheets/sheet1.xml"), "too much in this workbook"),
    "bomb beside": (lambda: bomb("anything.bin"), "too much in this workbook"),
    "styles": (
        lambda: with_part("styles.xml", b"</cellXfs>", b"<xf/>" * 300_000),
        "too many styles or names",
    ),
    "names": (
        lambda: with_part("xl/workbook.xml", b"</workbook>", b"<definedNames/>" * 90_000),
        "too many styles or names",
    ),
    "wide row of a sheet": (
        lambda: with_part("sheet1.xml", b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 300_000 + b"</row>"),
        "A row of this workbook holds too much",
    ),
    "merged": (
        lambda: with_part("sheet1.xml", b"</worksheet>", MERGED),
        "A row of this workbook holds too much",
    ),
    "million columns": (lambda: WIDE_CSV, "More cells than the 3 columns"),
    "wide header": (lambda: WIDE_HEADER, "more than 60 columns"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text in UTF-8"),
    "UTF-16 without its mark": (lambda: (HEADER + "Turnover,1,1").encode("utf-16-le"), "Row 2"),
    "UTF-16 cut off": (lambda: (HEADER + "Turnover").encode("utf-16")[:-1], "not a text in UTF-8"),
    "UTF-32": (lambda: (HEADER + "Turnover,1,1").encode("utf-32-be"), "Row 2"),
    "only NUL": (lambda: b"\x00" * 5000, "nothing in this file"),
    "only quotes": (lambda: b'"' * 99_999, "quotation mark"),
    "a JSON file": (lambda: b'{"format": "throughline-plan"}', "names no column"),
}


@pytest.mark.parametrize("name", ["readings.csv", "readings.xlsx"])
@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_with_words(kind: str, name: str, choose: Any) -> None:
    make, words = REFUSED[kind]
    status, page = choose(make(), name)
    assert (status, words in page) == (422, True)
    assert not Reading.objects.exists()


NUMBERS: list[tuple[str, Decimal | str]] = [
    ("−5", Decimal(-5)),
    ("1 234,5", Decimal("1234.5")),
    ("1\u202f234,5", Decimal("1234.5")),
    ("12 %", Decimal(12)),
    ("(12)", Decimal(-12)),
    ("1e3", Decimal(1000)),
    ("-0", Decimal(0)),
    ("1\x000", Decimal(10)),
    ("1" + "0" * 400, "is too long"),
    ("1e400", "is not a number"),
    ("1e30", "too many digits"),
    ("NaN", "is not a number"),
    ("sNaN", "is not a number"),
    ("Infinity", "is not a number"),
    ("-inf", "is not a number"),
    ("٣", "is not a number"),
    ("١٢٫٥", "is not a number"),
    ("１２", "is not a number"),
    ("0x10", "is not a number"),
    ("1_000", "is not a number"),
    ("½", "is not a number"),
    ("#DIV/0!", "is an error that the spreadsheet shows"),
    ("=1/0", "is a formula"),
    ("<script>alert(1)</script>", "&lt;script&gt;"),
    ("1" * 14 + ".1234567", "too many digits"),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("text", "value"), NUMBERS, ids=[text[:12] for text, _value in NUMBERS])
def test_a_number_is_what_it_says_or_is_named(
    text: str, value: Decimal | str, kind: str, choose: Any
) -> None:
    if kind == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([["metric", "date", "value"], ["Turnover", "2026-09-30", text]])
        status, page = choose(out.getvalue().encode())
    else:
        row = ["Turnover", SEPTEMBER, text.replace("\x00", "")]
        status, page = choose(book(row), "readings.xlsx")
    if isinstance(value, Decimal):
        assert (status, "1 to add, 0 to correct" in page) == (200, True)
    else:
        assert (status, "Row 2:" in page, value in page) == (422, True, True)


def merge(made: openpyxl.Workbook) -> None:
    made.active.merge_cells("A2:A3")


BOOKS: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "a day": (lambda: book(["Turnover", SEPTEMBER, 1]), 200, "1 to add"),
    "a day as a number": (lambda: book(["Turnover", 46295, 1]), 422, "“46295” is not a date"),
    "a day that is none": (lambda: book(["Turnover", "2026-02-30", 1]), 422, "no day of the calendar"),
    "an error": (lambda: book(["Turnover", SEPTEMBER, "#N/A"]), 422, "is an error that the spreadsheet"),
    "a formula": (lambda: book(["Turnover", SEPTEMBER, "=A1/0"]), 422, "is a formula"),
    "a truth": (lambda: book(["Turnover", SEPTEMBER, True]), 422, "“TRUE” is not a number"),
    "merged cells": (
        lambda: book(["Turnover", SEPTEMBER, 1], [None, date(2026, 8, 31), 2], change=merge),
        422,
        "Row 3: No metric is named.",
    ),
    "15 digits": (lambda: book(["Turnover", SEPTEMBER, 123456789012345678]), 422, "too many digits"),
    "beyond all numbers": (
        lambda: with_part("sheet1.xml", b"</row></sheetData>", b'<c r="D2"><v>1e999</v></c>'),
        422,
        "More cells than the 3 columns",
    ),
}


@pytest.mark.parametrize("kind", BOOKS)
def test_a_workbook_is_read_or_its_row_is_named(kind: str, choose: Any) -> None:
    make, status, words = BOOKS[kind]
    found = choose(make(), "readings.xlsx")
    assert (found[0], words in found[1]) == (status, True)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300), st.sampled_from([b"", HEADER.encode(), b"PK\x03\x04", b"\xff\xfe", b"sep=\n"])
)
def test_any_bytes_are_answered(choose: Any, noise: bytes, start: bytes) -> None:
    for name in ("readings.csv", "readings.xlsx"):
        status, page = choose(start + noise, name)
        assert status in (200, 422)
        assert "</html>" in page


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damage_to_a_workbook_is_answered(choose: Any, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[: data.draw(st.integers(5, len(WHOLE)))])
    for place in (
        data.draw(st.lists(st.integers(4, len(damaged) - 1), max_size=6)) if len(damaged) > 4 else ()
    ):
        damaged[place] = data.draw(st.integers(0, 255))
    assert choose(bytes(damaged), "readings.xlsx")[0] in (200, 422)
