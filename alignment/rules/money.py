"""What an initiative costs and brings: ROI and benefit/cost ratio, or why not (design, section 3.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from alignment.rules.content import BenefitLine, Initiative
from alignment.rules.decimals import WIDE, quotient


class NoReturn(StrEnum):
    """Why there is no ROI and no benefit/cost ratio."""

    COST_UNKNOWN = "cost unknown"
    COST_ZERO = "cost is zero"
    NO_BENEFIT = "no benefit recorded"
    MIXED = "mixed currencies without a rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Sums over all lines of one initiative, in one currency.

    `costs` and `benefits` sum what is known; when currencies are mixed they hold the lines in
    `currency` alone. `realised` is the part of the benefits that has come in, `spent` the part of
    the costs that is paid. `forecast` says that a counted benefit has not come in yet.
    """

    currency: str
    costs: Decimal
    benefits: Decimal
    roi_percent: Decimal | None
    bcr: Decimal | None
    reasons: tuple[NoReturn, ...]
    forecast: bool
    realised: Decimal
    spent: Decimal
    uncounted: int  # benefit lines without amount, attribution or confidence

    @property
    def why(self) -> str:
        """Why there is no ROI, in words; empty when there is one."""
        return "; ".join(self.reasons)


def benefit_value(line: BenefitLine) -> Decimal | None:
    """Amount × attribution × confidence; None when one of them is not given, so that it does not count."""
    if line.amount is None or line.attribution is None or line.confidence is None:
        return None
    return quotient(Fraction(line.amount) * Fraction(line.attribution) * Fraction(line.confidence) / 10_000)


def money(initiative: Initiative, currency: str) -> Money:
    """The money of one initiative; a line without a currency is in `currency`, the workspace's own."""
    costs = [(line.currency or currency, line.amount, line.state) for line in initiative.costs]
    benefits = [(line.currency or currency, benefit_value(line), line.state) for line in initiative.benefits]
    known = [unit for unit, amount, _ in (*costs, *benefits) if amount is not None]
    main = currency if currency in known or not known else known[0]
    paid = [(amount, state) for unit, amount, state in costs if unit == main and amount is not None]
    gained = [(amount, state) for unit, amount, state in benefits if unit == main and amount is not None]
    total, gain = _sum(amount for amount, _ in paid), _sum(amount for amount, _ in gained)
    unknown = not costs or any(amount is None for _, amount, _ in costs)
    reasons = {
        NoReturn.COST_UNKNOWN: unknown,
        NoReturn.COST_ZERO: not unknown and not _sum(amount or Decimal(0) for _, amount, _ in costs),
        NoReturn.NO_BENEFIT: all(amount is None for _, amount, _ in benefits),
        NoReturn.MIXED: len(set(known)) > 1,
    }
    ratio = None if any(reasons.values()) or not total else Fraction(gain) / Fraction(total)
    return Money(
        currency=main,
        costs=total,
        benefits=gain,
        roi_percent=None if ratio is None else quotient((ratio - 1) * 100),
        bcr=None if ratio is None else quotient(ratio),
        reasons=tuple(reason for reason, holds in reasons.items() if holds),
        forecast=any(amount is not None and state != "realised" for _, amount, state in benefits),
        realised=_sum(amount for amount, state in gained if state == "realised"),
        spent=_sum(amount for amount, state in paid if state == "spent"),
        uncounted=sum(amount is None for _, amount, _ in benefits),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = WIDE.add(total, amount)
    return total
