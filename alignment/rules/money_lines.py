"""What one cost or benefit line comes to: both ends of its range, converted where a rate is given."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from alignment.rules.content import BenefitLine, CostLine


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a currency: the ends of a range, equal where there is none."""

    currency: str
    low: Fraction
    high: Fraction


def cost_amount(line: CostLine, currency: str) -> Amount | None:
    """What a cost line comes to; None without an amount. `currency` is the workspace's own."""
    return _amount(line, currency, Fraction(1))


def benefit_amount(line: BenefitLine, currency: str) -> Amount | None:
    """Amount × attribution × confidence; None when one of them is not given, so that it does not count.

    What is not put into money never counts, whatever else the line says.
    """
    if line.intangible or line.attribution is None or line.confidence is None:
        return None
    return _amount(line, currency, Fraction(line.attribution) * Fraction(line.confidence) / 10_000)


def is_converted(line: CostLine | BenefitLine, currency: str) -> bool:
    """Whether a line in another currency counts in the workspace's by the rate that somebody typed."""
    return bool(line.rate) and (line.currency or currency) != currency


def _amount(line: CostLine | BenefitLine, currency: str, part: Fraction) -> Amount | None:
    if line.amount is None:
        return None
    factor, unit = part, line.currency or currency
    if is_converted(line, currency):
        factor, unit = part * Fraction(line.rate or 0), currency
    other: Decimal = line.amount if line.amount_to is None else line.amount_to
    low, high = sorted((Fraction(line.amount) * factor, Fraction(other) * factor))
    return Amount(unit, low, high)
