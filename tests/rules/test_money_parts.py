"""Rates, ranges, the sceptic's view, payback and break-even of one initiative's money."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from time import process_time
from typing import Any

import pytest

from alignment.rules.content import BenefitLine, CostLine, Initiative
from alignment.rules.decimals import ratio_text
from alignment.rules.effort import effort
from alignment.rules.money import Money, Return, money
from alignment.rules.payback import Inflow, NoPayback, payback

Line = CostLine | BenefitLine


def cost(amount: int | str | None, to: int | str | None = None, **said: Any) -> CostLine:
    return CostLine(kind="delivery", amount=number(amount), amount_to=number(to), **said)


def benefit(amount: int | str | None, to: int | str | None = None, **said: Any) -> BenefitLine:
    shares = {"attribution": Decimal(100), "confidence": Decimal(100)}
    return BenefitLine(text="Less", amount=number(amount), amount_to=number(to), **shares | said)


def number(said: int | str | None) -> Decimal | None:
    return None if said is None else Decimal(said)


def money_of(*lines: Line) -> Money:
    costs = tuple(line for line in lines if isinstance(line, CostLine))
    benefits = tuple(line for line in lines if isinstance(line, BenefitLine))
    return money(Initiative(key="i", title="Work", costs=costs, benefits=benefits), "EUR")


def both(found: Return | None) -> tuple[str, str] | None:
    return None if found is None else (ratio_text(found.roi_percent), ratio_text(found.bcr))


def test_the_sample_programme_by_hand() -> None:
    found = money_of(
        *(cost(amount) for amount in (24_000, 58_000, 42_336, 4_000)),
        benefit(446_400, attribution=Decimal(40), confidence=Decimal(75)),
    )
    assert (found.costs, found.benefits) == (128_336, 133_920)
    assert found.roi_percent is not None
    assert found.bcr is not None
    assert (round(found.roi_percent, 1), round(found.bcr, 2)) == (Decimal("4.4"), Decimal("1.04"))
    assert found.sceptic is not None
    assert (round(found.sceptic.roi_percent, 1), round(found.sceptic.bcr, 2)) == (
        Decimal("-47.8"),
        Decimal("0.52"),
    )
    assert found.break_even is not None
    assert round(found.break_even, 1) == Decimal("95.8")


def test_a_rate_brings_a_line_into_the_workspaces_currency() -> None:
    found = money_of(
        cost(100),
        cost(100, currency="USD", rate=Decimal("0.9")),
        benefit(50, currency="CHF", rate=Decimal(2)),
    )
    assert (found.currency, found.costs, found.benefits, found.why) == ("EUR", 190, 100, "")
    assert both(Return(found.roi_percent or Decimal(0), found.bcr or Decimal(0))) == (
        "-47.368421",
        "0.526316",
    )


@pytest.mark.parametrize(
    "lines",
    [
        [cost(10), benefit(100, currency="USD")],
        [cost(10, currency="USD", rate=Decimal(1)), benefit(100, currency="USD")],
        [cost(10), cost(10, currency="CHF"), benefit(100, currency="USD", rate=Decimal(1))],
    ],
)
def test_only_a_line_without_a_rate_mixes_currencies(lines: list[Line]) -> None:
    assert money_of(*lines).why == "mixed currencies without a rate"


def test_a_rate_of_ones_own_currency_is_none() -> None:
    found = money_of(cost(10, rate=Decimal(9)), benefit(30, currency="EUR", rate=Decimal(9)))
    assert (found.costs, found.benefits) == (10, 30)


def test_ranges_take_the_cautious_end_and_tell_the_span() -> None:
    found = money_of(cost(80, 100), cost(20), benefit(150, 300))
    assert (found.costs, found.benefits) == (120, 150)
    assert found.bcr == Decimal("1.25")
    assert found.span is not None
    assert (both(found.span.worst), both(found.span.best)) == (("25", "1.25"), ("200", "3"))


def test_without_a_range_there_is_no_span() -> None:
    assert money_of(cost(80), benefit(150)).span is None
    assert money_of(cost(80, 80), benefit(150, 150)).span is None


def test_a_loss_weighs_most_on_the_lower_cost() -> None:
    span = money_of(cost(50, 100), benefit(-10)).span
    assert span is not None
    assert (both(span.worst), both(span.best)) == (("-120", "-0.2"), ("-110", "-0.1"))


def test_a_cost_that_may_be_nothing_leaves_the_best_open() -> None:
    span = money_of(cost(0, 100), benefit(50)).span
    assert span is not None
    assert (both(span.worst), span.best) == (("-50", "0.5"), None)


def test_an_intangible_is_listed_and_never_counted() -> None:
    found = money_of(cost(10), benefit(30), benefit(9_999, intangible=True), benefit(None))
    assert (found.benefits, found.intangible, found.uncounted) == (30, 1, 1)
    assert money_of(cost(10), benefit(9_999, intangible=True)).why == "no benefit recorded"


def test_costs_by_state_and_what_has_come_in() -> None:
    found = money_of(
        cost(10, state="planned"),
        cost(20, state="committed"),
        cost(30, 40, state="spent"),
        cost(5),
        benefit(60, state="forecast"),
        benefit(150, state="realised"),
    )
    assert (found.planned, found.committed, found.spent, found.costs) == (10, 20, 40, 75)
    assert (found.realised, both(found.so_far)) == (150, ("100", "2"))
    assert money_of(cost(10), benefit(60)).so_far is None


def test_break_even_is_the_part_that_must_come_true() -> None:
    assert money_of(cost(250_000), benefit(1_000_000)).break_even == 25
    assert money_of(cost(300), benefit(200)).break_even == 150
    assert money_of(cost(300), benefit(-200)).break_even is None


YEAR = {"start": date(2027, 1, 1), "end": date(2027, 12, 31)}


@pytest.mark.parametrize(
    ("lines", "month"),
    [
        ([cost(600), benefit(1_200, **YEAR)], date(2027, 6, 1)),
        ([cost(601), benefit(1_200, **YEAR)], date(2027, 7, 1)),
        ([cost(1_200), benefit(1_200, **YEAR)], date(2027, 12, 1)),
        ([cost(100), benefit(100, start=date(2027, 3, 9), end=date(2027, 3, 9))], date(2027, 3, 1)),
        # 100 a month for a year, and 1,000 in November
        (
            [
                cost(1_800),
                benefit(1_200, **YEAR),
                benefit(1_000, start=date(2027, 11, 1), end=date(2027, 11, 30)),
            ],
            date(2027, 11, 1),
        ),
        # 50 a month, a pause of a year, 50 a month again
        (
            [
                cost(700),
                benefit(600, **YEAR),
                benefit(600, start=date(2029, 1, 1), end=date(2029, 12, 31)),
            ],
            date(2029, 2, 1),
        ),
        ([cost(1_201), benefit(1_200, **YEAR)], NoPayback.NEVER),
        ([cost(600), benefit(1_200, start=date(2027, 1, 1))], NoPayback.NO_DATES),
        ([cost(600), benefit(1_200, end=date(2027, 1, 1))], NoPayback.NO_DATES),
        ([cost(600), benefit(1_200, start=date(2027, 2, 1), end=date(2027, 1, 1))], NoPayback.NO_DATES),
        ([cost(600), benefit(600, 9_000, **YEAR), benefit(None)], date(2027, 12, 1)),
        ([cost(None), benefit(1_200, **YEAR)], None),
    ],
)
def test_payback_is_the_month_in_which_benefits_cover_the_costs(
    lines: list[Line], month: date | NoPayback | None
) -> None:
    assert money_of(*lines).payback == month


def test_the_horizon_is_what_the_lines_span() -> None:
    found = money_of(
        cost(1, date=date(2027, 3, 1)),
        benefit(1, start=date(2027, 6, 1)),
        benefit(None, intangible=True, end=date(2028, 1, 31)),
    )
    assert found.horizon == (date(2027, 3, 1), date(2028, 1, 31))
    assert money_of(cost(1), benefit(1)).horizon is None


def test_a_far_horizon_takes_no_longer_than_a_near_one() -> None:
    found = money_of(cost(1), benefit(12 * 9998, start=date(1, 1, 1), end=date(9998, 12, 31)))
    assert found.payback == date(1, 1, 1)


def test_the_costs_of_several_are_converted_alike() -> None:
    lines = (
        cost(10, currency="USD", rate=Decimal("0.5"), state="spent"),
        cost(10, 20),
        cost(7, currency="CHF"),
    )
    found = effort([Initiative(key="i", title="Work", costs=lines)], "EUR")
    assert [(one.currency, one.spent, one.total) for one in found.costs] == [("EUR", 5, 25), ("CHF", 0, 7)]


def test_many_benefits_with_days_of_their_own_cost_little() -> None:
    day = date(2026, 1, 1)
    some = [
        Inflow(Fraction(1, 3), day + timedelta(days=31 * n), day + timedelta(days=31 * (3000 + 2 * n)))
        for n in range(3000)
    ]
    began = process_time()
    assert payback(Fraction(10**6), some) == NoPayback.NEVER
    assert process_time() - began < 20
