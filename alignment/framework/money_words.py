"""How money reads: the amount of a cost or benefit line, ROI and benefit/cost ratio, why there is none."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from alignment.rules.money import Money, NoReturn, Return
from alignment.ui.formats import money, number

NBSP = "\u00a0"
HUNDREDTH = Decimal("0.01")


def amount_words(line: Any, currency: str) -> str:
    """The amount of a line, of the database or plain: a range as both ends, with the rate that was typed.

    Empty without an amount. `currency` is the workspace's.
    """
    if line.amount is None:
        return ""
    unit = line.currency or currency
    said = money(line.amount, unit)
    if line.amount_to is not None and line.amount_to != line.amount:
        ends = {"low": said, "high": money(line.amount_to, unit)}
        said = _("%(low)s to %(high)s") % ends
    if line.rate and unit != currency:
        rate = {"amount": said, "rate": number(line.rate), "unit": unit, "own": currency}
        said = _("%(amount)s (1 %(unit)s = %(rate)s %(own)s)") % rate
    return said


def percent_words(value: Decimal) -> str:
    """Per cent with as many places as say something: 716 %, 4.4 %, 0.67 %."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    return number(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + f"{NBSP}%"


def bcr_words(value: Decimal) -> str:
    """The benefit/cost ratio with two places."""
    return number(value.quantize(HUNDREDTH, ROUND_HALF_UP))


def both_words(found: Return) -> str:
    """ROI and benefit/cost ratio, each with its name."""
    said = {"roi": percent_words(found.roi_percent), "bcr": bcr_words(found.bcr)}
    return _("ROI %(roi)s, benefit/cost ratio %(bcr)s") % said


def why_words(found: Money) -> str:
    """Why no return can be said; empty when there is one."""
    words = {
        NoReturn.COST_UNKNOWN: _("cost unknown"),
        NoReturn.COST_ZERO: _("cost is zero"),
        NoReturn.NO_BENEFIT: _("no benefit recorded"),
        NoReturn.MIXED: _("mixed currencies without a rate"),
    }
    return "; ".join(words[reason] for reason in found.reasons)


def return_words(found: Money | None) -> dict[str, Any]:
    """ROI and benefit/cost ratio of an initiative beside its money, or why there is none."""
    if found is None:
        return {"money": None}
    return {
        "money": found,
        "roi": percent_words(found.roi_percent) if found.roi_percent is not None else "",
        "bcr": bcr_words(found.bcr) if found.bcr is not None else "",
        "why": why_words(found),
    }
