"""Numbers and days as people write them: understood or refused with the reason, never an exception."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignment.measurement.written import (
    DAY_FIRST,
    MONTH_FIRST,
    Unclear,
    read_day,
    read_number,
    takes_percent,
)
from alignment.rules.decimals import canonical

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"), ("12.5", "12.5"), ("12,5", "12.5"), (" 12 ", "12"), ("-3", "-3"), ("+3", "3"),
        ("−3", "-3"), ("(3)", "-3"), ("-0", "0"), (".5", "0.5"), ("5.", "5"), ("0.125", "0.125"),
        ("0,125", "0.125"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"), ("1,234,567", "1234567"),
        ("1.234.567", "1234567"), ("1 234,5", "1234.5"), (f"1{NBSP}234", "1234"), (f"1{THIN}234.5", "1234.5"),
        ("1'234.5", "1234.5"), ("1’234", "1234"), ("1.5E+03", "1500"), ("1,5e3", "1500"),
        ("1234,567", "1234.567"), ("1683248584.5", "1683248584.5"), ("12.500000000", "12.5"),
    ],
)  # fmt: skip
def test_numbers_that_are_clear(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#N/A", "“#N/A” is an error that the spreadsheet shows"),
        ("#REF!", "“#REF!” is an error"),
        ("#BEZUG!", "is an error"),
        ("=SUM(A1)", "is a formula"),
        ("1,234", "can be 1234 or 1.234. Say what separates the decimals."),
        ("1.234", "can be 1234 or 1.234"),
        ("-123,456", "can be 123456 or 123.456"),
        ("1,23,456", "is not a number"),
        ("1,2345.6", "is not a number"),
        ("1 23", "is not a number"),
        ("1,234 567", "is not a number"),
        ("1.2.3", "is not a number"),
        ("twelve", "“twelve” is not a number."),
        ("12 EUR", "is not a number"),
        ("€12", "is not a number"),
        ("12-", "is not a number"),
        ("--12", "is not a number"),
        ("(-5)", "is not a number"),
        ("()", "is not a number"),
        ("-", "is not a number"),
        (",", "is not a number"),
        ("١٢", "is not a number"),
        ("NaN", "is not a number"),
        ("Infinity", "is not a number"),
        ("1e999", "is not a number"),
        ("TRUE", "is not a number"),
        ("12 %", "is a percentage, but the metric has another unit"),
        ("1234567890123456", "Use at most 15 digits"),
        ("0.1234567", "6 after the point"),
        ("1.0000000000000000000000000000000000001E0", "6 after the point"),
        ("", "Fill this in."),
        ("9" * 100, "is too long"),
    ],
)
def test_numbers_that_are_not(text: str, words: str) -> None:
    with pytest.raises(Unclear) as caught:
        read_number(text)
    assert words in str(caught.value)


def test_said_what_separates_decimals() -> None:
    assert read_number("1,234", ".") == 1234
    assert read_number("1,234", ",") == Decimal("1.234")
    assert read_number("1.234", ",") == 1234
    for text, mark in (("12,5", "."), ("1.234,5", "."), ("1,234.5", ",")):
        with pytest.raises(Unclear):
            read_number(text, mark)


def test_percent_signs_of_percentages() -> None:
    assert read_number("18 %", percent=True) == read_number("18%", percent=True) == 18
    assert read_number(f"-1,5{NBSP}%", percent=True) == Decimal("-1.5")
    assert [takes_percent(unit) for unit in ("%", "percent of staff", "", "points")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    ["2026-09-30", "2026/9/30", "2026.09.30", "30.09.2026", "30.9.2026", "30/09/2026", "09/30/2026",
     "30 Sep 2026", "30. September 2026", "Sep 30, 2026", "September 30th 2026", "30-Sep-2026",
     "2026-09-30 00:00:00", "2026-09-30T12:30:00Z", " 2026-09-30 "],
)  # fmt: skip
def test_days_that_are_clear(text: str) -> None:
    assert read_day(text) == date(2026, 9, 30)


def test_what_can_be_two_days_is_refused_until_somebody_says_the_order() -> None:
    with pytest.raises(Unclear, match="Say whether the day or the month comes first"):
        read_day("03/04/2026")
    assert read_day("03/04/2026", DAY_FIRST) == date(2026, 4, 3)
    assert read_day("03/04/2026", MONTH_FIRST) == date(2026, 3, 4)
    assert read_day("04/04/2026") == date(2026, 4, 4)
    assert read_day("3. März 2026") == date(2026, 3, 3)
    for order in (DAY_FIRST, MONTH_FIRST):
        assert read_day("03.04.2026", order) == date(2026, 4, 3)
    with pytest.raises(Unclear, match="no day of the calendar"):
        read_day("30/09/2026", MONTH_FIRST)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30.9.26", "with four digits"),
        ("31/02/2026", "no day of the calendar"),
        ("2026-13-01", "no day of the calendar"),
        ("46295", "is not a date"),
        ("Q3 2026", "is not a date"),
        ("2026-09", "is not a date"),
        ("30 Foo 2026", "is not a date"),
        ("0026-09-30", "too long ago"),
        ("#VALUE!", "is an error"),
        ("٣٠.٠٩.٢٠٢٦", "is not a date"),
    ],
)
def test_days_that_are_not(text: str, words: str) -> None:
    with pytest.raises(Unclear) as caught:
        read_day(text)
    assert words in str(caught.value)


ODD = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.,-/%()'eE# \u00a0")), max_size=90
)


def outcome(read: Callable[[], Any]) -> Any:
    """What was read, or the reason why it was not."""
    try:
        return read()
    except Unclear as reason:
        return str(reason)


@given(ODD, st.sampled_from(["", ".", ","]), st.booleans())
def test_any_text_is_a_number_or_a_reason(text: str, mark: str, percent: bool) -> None:
    found = outcome(lambda: read_number(text, mark, percent=percent))
    assert found if isinstance(found, str) else read_number(canonical(found), ".") == found


@given(ODD, st.sampled_from(["", DAY_FIRST, MONTH_FIRST]))
def test_any_text_is_a_day_or_a_reason(text: str, order: str) -> None:
    found = outcome(lambda: read_day(text, order))
    assert found if isinstance(found, str) else found.year >= 1900


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=2))
def test_both_ways_of_writing_a_number_mean_the_same(value: Decimal) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_number(english, ".") == read_number(german, ",") == value
