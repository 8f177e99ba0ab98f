"""Numbers, dates and money as people read them."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from alignment.ui import formats

DAY = datetime.date(2026, 12, 5)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1683248584.50"), "1,683,248,584.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal("-0.0"), "0"),
        ("12", "12"),
        (0, "0"),
        (None, ""),
        ("", ""),
    ],
)
def test_number_has_no_exponent_and_no_idle_zeros(value, text):
    assert formats.number(value) == text


def test_number_shows_the_sign_of_a_gain_when_asked():
    assert [formats.number(n, signed=True) for n in (19, 0, -4)] == ["+19", "0", "-4"]


def test_number_follows_the_language():
    with translation.override("de"):
        assert formats.number(Decimal("1310.5")) == "1.310,5"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (Decimal("250000"), "EUR", "EUR 250,000"),
        (Decimal("1200.50"), "EUR", "EUR 1,200.50"),
        (Decimal("0"), "", "0"),
        (None, "EUR", ""),
    ],
)
def test_money_names_its_currency(amount, currency, text):
    assert formats.money(amount, currency).replace("\u00a0", " ") == text


def test_money_puts_the_currency_where_the_language_does():
    with translation.override("de"):
        assert formats.money(Decimal("8820"), "EUR") == "8.820\u00a0EUR"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Decimal("0.389"), "39"),
        (Decimal("0.999"), "99"),
        (1, "100"),
        (Decimal("-0.01"), "-1"),
        (Decimal("1.004"), "100"),
    ],
)
def test_percent_is_rounded_but_never_up_to_the_whole(share, text):
    assert formats.percent(share) == f"{text}\u00a0%"


def test_dates_are_written_out():
    assert formats.day(DAY) == "5 December 2026"
    assert formats.short_day(DAY) == "5 Dec 2026"
    assert formats.month(DAY) == "Dec 2026"
    assert formats.day(None) == ""


def test_period_says_which_end_is_open():
    later = datetime.date(2027, 3, 1)
    assert formats.period(DAY, later) == "5 Dec 2026 to 1 Mar 2027"
    assert formats.period(DAY, None) == "from 5 Dec 2026"
    assert formats.period(None, later) == "until 1 Mar 2027"
    assert formats.period(None, None) == ""
