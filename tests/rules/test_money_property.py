"""Money agrees with a second calculation, done line by line and month by month, on random lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alignment.rules.content import BenefitLine, CostLine, Initiative
from alignment.rules.decimals import quotient
from alignment.rules.money import Money, money
from alignment.rules.payback import NoPayback

OWN = "EUR"
prices = st.decimals("0", "100000", places=2, allow_nan=False)
gains = st.decimals("-1000", "100000", places=2, allow_nan=False)
shares = st.integers(0, 100).map(Decimal)
rates = st.one_of(st.none(), st.decimals("0.1", "10", places=3, allow_nan=False))
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))


def ends(amounts: st.SearchStrategy[Decimal]) -> st.SearchStrategy[dict[str, Any]]:
    """An amount, or a range with its ends in either order."""
    return st.fixed_dictionaries({"amount": amounts, "amount_to": st.one_of(st.none(), amounts)})


def costs() -> st.SearchStrategy[CostLine]:
    return st.builds(
        lambda said, currency, rate, state: CostLine(
            kind="other", currency=currency, rate=rate, state=state, **said
        ),
        ends(prices),
        st.sampled_from(["", OWN, "USD"]),
        rates,
        st.sampled_from(["planned", "committed", "spent", ""]),
    )


def benefits() -> st.SearchStrategy[BenefitLine]:
    return st.builds(
        lambda said, shares, currency, rate, state, span, intangible: BenefitLine(
            text="Less",
            attribution=shares[0],
            confidence=shares[1],
            currency=currency,
            rate=rate,
            state=state,
            start=span and min(span),
            end=span and max(span),
            intangible=intangible,
            **said,
        ),
        ends(gains),
        st.tuples(shares, shares),
        st.sampled_from(["", OWN, "USD"]),
        rates,
        st.sampled_from(["forecast", "realised", ""]),
        st.one_of(st.none(), st.tuples(days, days)),
        st.booleans(),
    )


def work(costs: list[CostLine], benefits: list[BenefitLine]) -> Money:
    return money(Initiative(key="i", title="Work", costs=tuple(costs), benefits=tuple(benefits)), OWN)


def plain(line: Any) -> tuple[str, Fraction, Fraction]:
    """Currency and both ends of a line, converted where there is a rate; benefits with both shares."""
    other = line.amount if line.amount_to is None else line.amount_to
    low, high = min(line.amount, other), max(line.amount, other)
    factor, unit = Fraction(1), line.currency or OWN
    if unit != OWN and line.rate:
        factor, unit = Fraction(line.rate), OWN
    if isinstance(line, BenefitLine):
        factor = factor * Fraction(line.attribution) / 100 * Fraction(line.confidence) / 100  # type: ignore[arg-type]
    return unit, Fraction(low) * factor, Fraction(high) * factor


@given(st.lists(costs(), min_size=1, max_size=4), st.lists(benefits(), min_size=1, max_size=4))
def test_money_agrees_with_a_second_calculation(costs: list[CostLine], benefits: list[BenefitLine]) -> None:
    found = work(costs, benefits)
    counted = [line for line in benefits if not line.intangible]
    paid, gained = [plain(line) for line in costs], [plain(line) for line in counted]
    assert (found.intangible, found.uncounted) == (len(benefits) - len(counted), 0)
    if len({unit for unit, _low, _high in paid + gained}) > 1:
        assert (found.roi_percent, found.bcr) == (None, None)
        assert "mixed currencies" in found.why
        return
    total, gain = sum(high for _, _, high in paid), sum(low for _, low, _ in gained)
    assert (found.costs, found.benefits) == (quotient(Fraction(total)), quotient(Fraction(gain)))
    if not gained or not total:
        assert (found.roi_percent, found.bcr, found.payback) == (None, None, None)
        return
    assert found.bcr == quotient(Fraction(gain) / total)
    assert found.roi_percent == quotient((Fraction(gain) - total) / total * 100)
    assert found.sceptic is not None
    assert found.sceptic.bcr == quotient(Fraction(gain) / 2 / total)
    assert found.break_even == (quotient(Fraction(total) / gain * 100) if gain > 0 else None)
    assert found.payback == month_by_month(Fraction(total), counted)
    halved = [replace(line, attribution=line.attribution / 2) for line in benefits if line.attribution]
    if len(halved) == len(benefits):
        assert work(costs, halved).bcr == found.sceptic.bcr


def month_by_month(costs: Fraction, lines: list[BenefitLine]) -> date | NoPayback:
    """The payback by trying every month, one after the other."""
    if any(line.start is None for line in lines):
        return NoPayback.NO_DATES
    so_far = Fraction(0)
    for year in range(2026, 2030):
        for month in range(1, 13):
            for line in lines:
                assert line.start is not None
                assert line.end is not None
                first, last = (line.start.year, line.start.month), (line.end.year, line.end.month)
                if first <= (year, month) <= last:
                    so_far += plain(line)[1] / (1 + 12 * (last[0] - first[0]) + last[1] - first[1])
            if so_far >= costs:
                return date(year, month, 1)
    return NoPayback.NEVER


@given(st.data(), st.lists(costs(), min_size=1, max_size=3), st.lists(benefits(), min_size=1, max_size=3))
def test_every_choice_within_the_ranges_lies_in_the_span(
    data: st.DataObject, costs: list[CostLine], benefits: list[BenefitLine]
) -> None:
    found = work(costs, benefits)
    if found.span is None:
        return
    chosen = [
        replace(line, amount_to=None, amount=data.draw(st.sampled_from([line.amount, line.amount_to])))
        if line.amount_to is not None
        else line
        for line in (*costs, *benefits)
    ]
    one = work(
        [line for line in chosen if isinstance(line, CostLine)],
        [line for line in chosen if isinstance(line, BenefitLine)],
    )
    if one.bcr is None:  # the chosen costs are nothing
        return
    assert found.span.worst is None or found.span.worst.bcr <= one.bcr
    assert found.span.best is None or one.bcr <= found.span.best.bcr
