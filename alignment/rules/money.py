"""What an initiative costs and brings: ROI and benefit/cost ratio, or why not (design, section 3.7).

Where lines are ranges, the headline takes the cautious ends: the upper cost and the lower benefit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from alignment.rules.content import BenefitLine, CostLine, Initiative
from alignment.rules.decimals import quotient
from alignment.rules.money_lines import Amount, benefit_amount, cost_amount
from alignment.rules.payback import Inflow, NoPayback, payback


class NoReturn(StrEnum):
    """Why there is no ROI and no benefit/cost ratio."""

    COST_UNKNOWN = "cost unknown"
    COST_ZERO = "cost is zero"
    NO_BENEFIT = "no benefit recorded"
    MIXED = "mixed currencies without a rate"


@dataclass(frozen=True, slots=True)
class Return:
    """Both ratios of the same costs and benefits."""

    roi_percent: Decimal
    bcr: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the worst to the best that the ranges allow; None at an end that has no bound."""

    worst: Return | None
    best: Return | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Sums over all lines of one initiative, in one currency.

    `costs` and `benefits` sum what is known; when currencies are mixed they hold the lines in
    `currency` alone. `realised` is the part of the benefits that has come in; `planned`, `committed`
    and `spent` are parts of the costs. `forecast` says that a counted benefit has not come in yet.
    """

    currency: str
    costs: Decimal
    benefits: Decimal
    roi_percent: Decimal | None
    bcr: Decimal | None
    reasons: tuple[NoReturn, ...]
    forecast: bool
    realised: Decimal
    planned: Decimal
    committed: Decimal
    spent: Decimal
    uncounted: int  # benefit lines without amount, attribution or confidence
    intangible: int  # benefit lines that are not put into money
    span: Span | None  # None when no line is a range, or when there is no return
    sceptic: Return | None  # with half the attribution
    so_far: Return | None  # what has come in against all costs; None before anything has
    break_even: Decimal | None  # per cent of the counted benefits that must come true
    payback: date | NoPayback | None  # the first day of the month; None when there is no return
    horizon: tuple[date, date] | None  # the first and the last day that lines name

    @property
    def why(self) -> str:
        """Why there is no ROI, in words; empty when there is one."""
        return "; ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Lines that count, in one currency: each with what it comes to."""

    costs: list[tuple[CostLine, Amount]]
    benefits: list[tuple[BenefitLine, Amount]]

    def cost(self, state: str | None = None) -> Fraction:
        return _sum(amount.high for line, amount in self.costs if state in (None, line.state))

    def benefit(self, state: str | None = None) -> Fraction:
        return _sum(amount.low for line, amount in self.benefits if state in (None, line.state))


def money(initiative: Initiative, currency: str) -> Money:
    """The money of one initiative; a line without a currency is in `currency`, the workspace's own."""
    costs = [(line, cost_amount(line, currency)) for line in initiative.costs]
    benefits = [(line, benefit_amount(line, currency)) for line in initiative.benefits]
    paid = [(line, amount) for line, amount in costs if amount is not None]
    gained = [(line, amount) for line, amount in benefits if amount is not None]
    units = [amount.currency for _line, amount in (*paid, *gained)]
    main = currency if currency in units or not units else units[0]
    unknown = not costs or len(paid) < len(costs)
    reasons = {
        NoReturn.COST_UNKNOWN: unknown,
        NoReturn.COST_ZERO: not unknown and not _sum(amount.high for _line, amount in paid),
        NoReturn.NO_BENEFIT: not gained,
        NoReturn.MIXED: len(set(units)) > 1,
    }
    sums = _Sums(
        [(line, amount) for line, amount in paid if amount.currency == main],
        [(line, amount) for line, amount in gained if amount.currency == main],
    )
    total, gain = sums.cost(), sums.benefit()
    known = bool(total) and not any(reasons.values())
    came = any(line.state == "realised" for line, _amount in sums.benefits)
    found = _return(gain, total) if known else None
    intangible = sum(line.intangible for line in initiative.benefits)
    return Money(
        currency=main,
        costs=quotient(total),
        benefits=quotient(gain),
        roi_percent=found.roi_percent if found else None,
        bcr=found.bcr if found else None,
        reasons=tuple(reason for reason, holds in reasons.items() if holds),
        forecast=any(line.state != "realised" for line, _amount in gained),
        realised=quotient(sums.benefit("realised")),
        planned=quotient(sums.cost("planned")),
        committed=quotient(sums.cost("committed")),
        spent=quotient(sums.cost("spent")),
        uncounted=len(benefits) - len(gained) - intangible,
        intangible=intangible,
        span=_span(sums) if known else None,
        sceptic=_return(gain / 2, total) if known else None,
        so_far=_return(sums.benefit("realised"), total) if known and came else None,
        break_even=quotient(total / gain * 100) if known and gain > 0 else None,
        payback=payback(total, _inflows(sums)) if known else None,
        horizon=horizon(initiative),
    )


def together(initiatives: Iterable[Initiative], currency: str) -> Money | None:
    """The money of all of them as of one; None for a single one, and where one has no cost line.

    What brings no benefit in money counts with its cost: a plan pays for all of it.
    """
    found = [one for one in initiatives if one.costs or one.benefits]
    if len(found) < 2 or not all(one.costs for one in found):
        return None
    costs = tuple(line for one in found for line in one.costs)
    benefits = tuple(line for one in found for line in one.benefits)
    return money(replace(found[0], costs=costs, benefits=benefits), currency)


def horizon(initiative: Initiative) -> tuple[date, date] | None:
    """The first and the last day that lines of an initiative name; None when they name none."""
    days = [line.date for line in initiative.costs]
    days += [day for line in initiative.benefits for day in (line.start, line.end)]
    named = [day for day in days if day is not None]
    return (min(named), max(named)) if named else None


def _inflows(sums: _Sums) -> list[Inflow]:
    return [Inflow(amount.low, line.start, line.end) for line, amount in sums.benefits]


def _return(gain: Fraction, total: Fraction) -> Return:
    ratio = gain / total
    return Return(quotient((ratio - 1) * 100), quotient(ratio))


def _span(sums: _Sums) -> Span | None:
    """The worst and the best that any choice within the ranges yields.

    A loss weighs more on a low cost: with benefits below zero the worst stands at the lower cost.
    """
    amounts = [amount for _line, amount in (*sums.costs, *sums.benefits)]
    if all(amount.low == amount.high for amount in amounts):
        return None
    most, least = sums.cost(), _sum(amount.low for _line, amount in sums.costs)
    worst, best = sums.benefit(), _sum(amount.high for _line, amount in sums.benefits)
    return Span(
        worst=_bounded(worst, most if worst >= 0 else least),
        best=_bounded(best, least if best >= 0 else most),
    )


def _bounded(gain: Fraction, total: Fraction) -> Return | None:
    return _return(gain, total) if total > 0 else None


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))
