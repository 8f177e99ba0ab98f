"""What the money of an initiative says, in words: shared by its page, the briefings and their tables."""

from django.utils.translation import gettext as _

from alignment.framework.money_words import both_words, percent_words
from alignment.rules.money import Money, Span
from alignment.rules.payback import NoPayback
from alignment.ui.formats import money as amount_words
from alignment.ui.formats import month, period, short_day


def roi_formula() -> str:
    """How ROI is worked out."""
    return _("(benefits − costs) / costs × 100")


def bcr_formula() -> str:
    """How the benefit/cost ratio is worked out."""
    return _("benefits / costs")


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
    """From the first to the last day that lines name; the day itself where it is one."""
    if found.horizon is None:
        return _("no line names a day")
    first, last = found.horizon
    return short_day(first) if first == last else period(first, last)


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
