"""What a table says of readings: pure, row by row, every row that cannot be read with its reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.measurement.sheet_reading import Known, KnownMetric, SheetReadings, read_readings
from alignment.ui.table_file import Unreadable, read_table

TODAY = date(2026, 11, 30)
KNOWN = Known(
    (
        KnownMetric(1, "k-1", "Turnover", "%"),
        KnownMetric(2, "k-2", "Engagement", "points"),
        KnownMetric(3, "k-3", "Same name"),
        KnownMetric(4, "k-4", "Same name"),
    ),
    {"young managers": 7, "t-1": 7},
)


def read(source: bytes, first: str = "", mark: str = "") -> SheetReadings:
    return read_readings(read_table(source), KNOWN, today=TODAY, first=first, mark=mark)


def said(found: SheetReadings) -> list[tuple[int, date, Decimal, str, int | None]]:
    return [(one.metric.id, one.date, one.value, one.note, one.group) for one in found.readings]


@pytest.mark.parametrize(
    "source",
    [
        b"metric,date,value\nTurnover,2026-09-30,16.4\n",
        b"\xef\xbb\xbfMetric;Date;Value\r\nturnover;30.09.2026;16,4 %\r\n",
        b"Key\tDay\tActual\nk-1\t30 Sep 2026\t16.4\n",
        b"key,title,date,VALUE\nk-1,whatever it is called,2026-09-30,16.4\n",
        b"KPI,Reading date,Result,Unit\nk-1,2026/09/30,16.4%,%\n",
        "metric,date,value\nTurnover,2026-09-30,16.4\n".encode("utf-16"),
        b"metric,date,value,group\nTurnover,2026-09-30,16.4,Everybody\n",
    ],
)
def test_columns_are_told_by_their_headings(source: bytes) -> None:
    found = read(source)
    assert (said(found), found.problems) == ([(1, date(2026, 9, 30), Decimal("16.4"), "", None)], ())


def test_notes_groups_and_blank_values() -> None:
    found = read(
        b"metric,group,date,value,note\n"
        b"Engagement,young MANAGERS,2026-09-30,5,Pulse\n"
        b"Engagement,t-1,2026-10-31,6,\n"
        b"Turnover,,2026-09-30,,\n"
    )
    assert said(found) == [
        (2, date(2026, 9, 30), Decimal(5), "Pulse", 7),
        (2, date(2026, 10, 31), Decimal(6), "", 7),
    ]
    assert (found.blank, found.problems) == (1, ())


def test_every_row_that_cannot_be_read_is_told_with_every_reason() -> None:
    found = read(
        b"metric,date,value,group\n"
        b"Turnover,2026-09-30\n"
        b"Nobody,2026-02-30,#N/A,\n"
        b"Same name,2026-09-30,1,\n"
        b",2026-09-30,1,\n"
        b"Turnover,,1,\n"
        b"Turnover,03/04/2026,#REF!,Old managers\n"
        b'Turnover,2026-09-30,"1,234",\n'
        b"Engagement,2026-09-30,12 %,\n"
        b"Turnover,2026-12-24,1,\n"
        b"Turnover,2026-09-30,1,,,more\n"
        b"Turnover,2026-09-30,1,\n"
        b"k-1,2026-09-30,1,\n"
        b"k-1,2026-09-30,2,\n"
    )
    assert [str(one) for one in found.problems] == [
        "Row 2: 2 cells, but there are 4 columns.",
        "Row 3: No metric of this plan is called “Nobody”. “2026-02-30” is no day of the calendar. "
        "“#N/A” is an error that the spreadsheet shows in place of a value.",
        "Row 4: More than one metric is called “Same name”. Name its key.",
        "Row 5: No metric is named.",
        "Row 6: There is no date.",
        "Row 7: “03/04/2026” can be two days. Say whether the day or the month comes first. "
        "“#REF!” is an error that the spreadsheet shows in place of a value. "
        "No target group is called “Old managers”.",
        "Row 8: “1,234” can be 1234 or 1.234. Say what separates the decimals.",
        "Row 9: “12 %” is a percentage, but the metric has another unit.",
        "Row 10: “2026-12-24” is in the future: a reading is something seen.",
        "Row 11: More cells than the 4 columns that have a place in the first row.",
        "Row 14: The same metric, date and group as row 12, with another value or note.",
    ]
    assert said(found) == [(1, date(2026, 9, 30), Decimal(1), "", None)]


def test_what_is_said_of_days_and_numbers_settles_them() -> None:
    source = b'metric;date;value\nTurnover;03/04/2026;"1.234"\n'
    assert said(read(source, "day", ",")) == [(1, date(2026, 4, 3), Decimal(1234), "", None)]
    assert said(read(source, "month", ".")) == [(1, date(2026, 3, 4), Decimal("1.234"), "", None)]
    assert len(read(source).problems) == 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"metric,when,value\n", "names no column “date”. It needs metric (or key), date and value."),
        (b"a,b\n1,2\n", "names no column “metric”, “date”, “value”."),
        (
            b"metric,date,value,Value\n",
            "says the value: value, Value. Rename all but one.",
        ),
        (b"metric,metric,date,value\n", "More than one column says the metric"),
        (b",,\n1,2,3\n", "names no column"),
        (b"metr\xefc,date,value\n", "not a text in UTF-8"),
        (b"", "nothing in this file"),
        (b"\xd0\xcf\x11\xe0....", "old workbook (.xls)"),
    ],
)
def test_a_file_without_its_columns_says_which(source: bytes, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert words in str(caught.value)


def test_odd_headings_that_do_not_matter_are_told() -> None:
    found = read(b"metric,date,value,,Mood,Mood\nTurnover,2026-09-30,1,,fine,fine\n")
    assert len(found.readings) == 1
    assert found.notes == (
        "No heading in the first row for column 4.",
        "“Mood” is the heading of more than one column.",
        "Columns that are not used: Mood (column 5), Mood (column 6).",
    )


ODD = st.sampled_from(
    ["", "Turnover", "k-2", "Same name", "2026-09-30", "03/04/2026", "30.9.2026", "1,234", "12 %", "#N/A",
     "#REF!", "=1", "x" * 90, "-", "(", "٣",
     "\u202e", '"', "1e999", "0", "16,4", "young managers", "\x00", "\r"]
)  # fmt: skip
TABLES = st.lists(st.lists(ODD | st.text(max_size=12), max_size=6), max_size=8)


@settings(deadline=None)
@given(
    TABLES, st.sampled_from(",;\t"), st.sampled_from(["", "day", "month"]), st.sampled_from(["", ".", ","])
)
def test_any_table_is_readings_and_problems(
    rows: list[list[str]], separator: str, first: str, mark: str
) -> None:
    lines = [separator.join(["metric", "date", "value", "group"]), *(separator.join(row) for row in rows)]
    try:
        found = read("\n".join(lines).encode("utf-8", "surrogatepass"), first, mark)
    except Unreadable:
        return
    for one in found.readings:
        assert (one.date <= TODAY, one.value.is_finite()) == (True, True)
    assert all(one.what for one in found.problems)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_words(source: bytes) -> None:
    for file in (source, b"metric,date,value\n" + source, b"\xff\xfe" + source):
        try:
            read(file)
        except Unreadable as problem:
            words = str(problem)
            assert words  # noqa: PT017  either answer is right
