"""Numbers, hours and money as learning systems write them."""

from collections.abc import Callable
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alignment.catalogue.cells import code, hours, money, number, whole
from alignment.catalogue.targets import is_out_of_use


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("5.3k", 5300),
        ("124,980", 124980),
        ("1.2M", 1200000),
        ("7", 7),
        ("  ", None),
        ("n/a", None),
        ("0", 0),
        ("3 Tsd", 3000),
    ],
)
def test_whole_numbers(said: str, value: int | None) -> None:
    assert whole(said) == value


@pytest.mark.parametrize("said", ["many", "-4", "1.5", "#REF!", "=A1*2", "99999999999", "5.3kk"])
def test_what_is_no_whole_number_says_why(said: str) -> None:
    with pytest.raises(ValueError, match=r"“"):
        whole(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("90 min", "1.5"),
        ("1:30", "1.5"),
        ("2 h 15 min", "2.25"),
        ("3 hours", "3"),
        ("–", None),
    ],
)
def test_hours(said: str, value: str | None) -> None:
    assert hours(said) == (None if value is None else Decimal(value))


def test_hours_that_can_be_two_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="2–3 hours per week"):
        hours("2–3 hours per week")


@pytest.mark.parametrize(
    ("said", "amount", "currency"),
    [
        ("$49", "49", "USD"),
        ("EUR 1,200.50", "1200.5", "EUR"),
        ("1.200,50 €", "1200.5", "EUR"),
        ("300 CHF", "300", "CHF"),
        ("Free", "0", ""),
        ("", None, ""),
    ],
)
def test_money(said: str, amount: str | None, currency: str) -> None:
    assert money(said) == (None if amount is None else Decimal(amount), currency)


def test_money_with_other_words_is_refused() -> None:
    with pytest.raises(ValueError, match="FREE-Add"):
        money("FREE-Add a Verified Certificate for $49 USD")


def test_codes_of_currencies() -> None:
    assert [code(one) for one in ("eur", "€", "-")] == ["EUR", "EUR", ""]
    with pytest.raises(ValueError, match="Euros"):
        code("Euros")


@pytest.mark.parametrize(
    ("status", "heading", "out"),
    [
        ("Retired", "Status", True),
        ("inactive since 2024", "State", True),
        ("Active", "Status", False),
        ("Y", "retired", True),
        ("N", "retired", False),
        ("Y", "Active", False),
        ("0", "is_active", True),
        ("1", "Status", False),
        ("no", "Inactive", False),
        ("", "retired", False),
    ],
)
def test_what_a_status_means(status: str, heading: str, out: bool) -> None:
    assert is_out_of_use(status, heading) is out


@given(some.text(max_size=60))
def test_every_cell_has_a_value_or_a_reason(said: str) -> None:
    for read in (number, whole, hours, money, code):
        try:
            value = read(said)
        except ValueError as problem:
            value = str(problem)
        assert value != "ValueError"


@pytest.mark.parametrize("read", [hours, money, number, whole])
@pytest.mark.parametrize("said", ["1" * 100_000, "1" + " " * 100_000 + "1", "1h " * 30_000, "1," * 50_000])
def test_a_cell_too_long_for_a_number_is_refused_at_once(read: Callable[[str], Any], said: str) -> None:
    start = perf_counter()
    with pytest.raises(ValueError, match="not a number"):
        read(said)
    assert perf_counter() - start < 1
