"""The timeline in words: what happens on a day, and whether money and hours stay within the envelope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.models import Plan
from alignment.rules.decimals import WIDE
from alignment.rules.timeline import Event, Spending, What, by_month
from alignment.tracing.addresses import item_address
from alignment.ui.formats import money, month, number


@dataclass(frozen=True)
class EventLine:
    """One event as the page shows it."""

    day: date
    what: str
    title: str
    address: str
    overdue: bool = False


#: What is still open once its day is over.
OPEN = (What.READING, What.EXPECTATION)


def months_of_events(
    found: Iterable[Event], workspace: str, plan: int, as_of: date
) -> list[tuple[date, list[EventLine]]]:
    """Events month by month, each in words with the page that it is about."""
    words = {
        What.START: _("Starts"),
        What.END: _("Ends"),
        What.NEEDED_BY: _("Needed by then"),
        What.READING: _("Reading due"),
        What.TARGET: _("Target date"),
        What.EXPECTATION: _("Expectation due"),
        What.DECISION: _("Decision wanted"),
    }
    return [
        (
            first,
            [
                EventLine(
                    one.day,
                    words[one.what],
                    one.title or _("Briefing"),
                    _address(one, workspace, plan),
                    overdue=one.what in OPEN and one.day < as_of,
                )
                for one in events
            ],
        )
        for first, events in by_month(found)
    ]


def _address(one: Event, workspace: str, plan: int) -> str:
    if one.layer is not None:
        return item_address(workspace, one.layer.word, one.id)
    if one.metric_id:
        return reverse("measurement:metric_detail", args=[workspace, one.metric_id])
    if one.what is What.DECISION:
        return reverse("briefings:briefing", args=[workspace, plan, one.reader])
    return reverse("conversations:expectation_list", args=[workspace, plan])


def envelope_words(plan: Plan, spending: Spending, currency: str) -> list[tuple[bool, str]]:
    """How much of the budget and of the hours is left or over; the first of each says whether it is over."""
    whole = spending.whole
    found = []
    if plan.budget is not None:
        said = {"all": money(whole.total, currency), "limit": money(plan.budget, currency)}
        rest = WIDE.subtract(plan.budget, whole.total)
        words = _("%(all)s of a budget of %(limit)s: %(rest)s left.")
        if rest < 0:
            words = _("%(all)s of a budget of %(limit)s: over it by %(rest)s.")
        said["rest"] = money(abs(rest), currency)
        found.append((rest < 0, words % said + _since(spending, plan.budget, "total")))
    if plan.hours_budget is not None:
        said = {"all": number(whole.hours), "limit": number(plan.hours_budget)}
        rest = WIDE.subtract(plan.hours_budget, whole.hours)
        words = _("%(all)s of %(limit)s hours: %(rest)s left.")
        if rest < 0:
            words = _("%(all)s of %(limit)s hours: over by %(rest)s.")
        said["rest"] = number(abs(rest))
        found.append((rest < 0, words % said + _since(spending, plan.hours_budget, "hours")))
    return found


def _since(spending: Spending, limit: Decimal, name: str) -> str:
    """From which month on the lines with a date alone are over a limit."""
    over = spending.over_from(limit, name)
    return " " + _("Over from %(month)s on.") % {"month": month(over)} if over else ""


def left_out_words(spending: Spending) -> list[str]:
    """What the sums cannot hold: lines without amount and hours, and lines without a rate."""
    found = []
    if spending.unknown:
        words = ngettext(
            "%(count)s cost line has no amount and no hours.",
            "%(count)s cost lines have no amount and no hours.",
            spending.unknown,
        )
        found.append(words % {"count": spending.unknown})
    if spending.unconverted:
        words = ngettext(
            "%(count)s cost line in another currency has no rate, so its amount is not counted.",
            "%(count)s cost lines in another currency have no rate, so their amounts are not counted.",
            spending.unconverted,
        )
        found.append(words % {"count": spending.unconverted})
    return found
