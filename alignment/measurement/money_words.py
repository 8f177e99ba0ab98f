"""What the money of an initiative says, in words: shared by its page, the briefings and their tables."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from alignment.rules.money import Money, NoReturn, Return, Span
from alignment.rules.payback import NoPayback
from alignment.ui.formats import money as amount_words
from alignment.ui.formats import month, number, period

NBSP = "\u00a0"
HUNDREDTH = Decimal("0.01")


def roi_formula() -> str:
    """How ROI is worked out."""
    return _("(benefits − costs) / costs × 100")


def bcr_formula() -> str:
    """How the benefit/cost ratio is worked out."""
    return _("benefits / costs")


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


def span_words(span: Span) -> str:
    """From the worst to the best within the ranges."""
    worst = both_words(span.worst) if span.worst else _("no bound")
    best = both_words(span.best) if span.best else _("no bound")
    return _("at worst %(worst)s; at best %(best)s") % {"worst": worst, "best": best}


def break_even_words(found: Money) -> str:
    """Which part of the counted benefits has to come true; empty when that cannot be said."""
    if found.break_even is None:
        return ""
    said = {"share": percent_words(found.break_even)}
    if found.break_even > 100:
        return _("%(share)s of the counted benefits would have to come true: more than all of them.") % said
    return _("%(share)s of the counted benefits have to come true.") % said


def payback_words(found: Money) -> str:
    """In which month the benefits cover the costs, or why that cannot be said; empty without a return."""
    if found.payback is None:
        return ""
    if found.payback is NoPayback.NO_DATES:
        return _("Not known: a counted benefit does not say from when to when it comes in.")
    if found.payback is NoPayback.NEVER:
        return _("Never: the counted benefits do not cover the costs.")
    return month(found.payback)


def horizon_words(found: Money) -> str:
    """From the first to the last day that lines name."""
    return period(*found.horizon) if found.horizon else _("no line names a day")


def spent_words(found: Money) -> list[tuple[str, str]]:
    """The costs by how far they are, if that is said of any: what they are called, and what they come to."""
    unsaid = found.costs - found.planned - found.committed - found.spent
    if unsaid == found.costs:
        return []
    named = (
        (_("planned"), found.planned),
        (_("committed"), found.committed),
        (_("spent"), found.spent),
        (_("state not recorded"), unsaid),
    )
    return [(name, amount_words(amount, found.currency)) for name, amount in named if amount]
