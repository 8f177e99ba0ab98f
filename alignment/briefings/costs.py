"""What page 1 says of money: recorded costs, and the return where one can be said (design, section 3.7).

Nothing is guessed: an amount that nobody recorded is said to be missing, and a forecast is called one.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.shortening import short
from alignment.rules.content import Initiative, PlanContent
from alignment.rules.money import Money, money
from alignment.rules.verdicts import Trace, Verdict
from alignment.ui.formats import day as day_words
from alignment.ui.formats import money as amount_words
from alignment.ui.formats import number

NBSP = "\u00a0"
HUNDREDTH = Decimal("0.01")


def money_lines(content: PlanContent, trace: Trace, as_of: date) -> list[str]:
    """Up to two sentences: what is recorded as cost, and the return of the costliest that has one."""
    own = [
        (one, money(one, content.currency))
        for one in content.initiatives
        if not one.foreign and one.purpose == "business_goal" and one.key in trace.initiatives
    ]
    found = _costs(own, content.currency, trace, as_of)
    returns = [(one, sums) for one, sums in own if sums.roi_percent is not None]
    if returns:
        found.append(_return(*max(returns, key=lambda pair: pair[1].costs)))
    return found


def _costs(own: Sequence[tuple[Initiative, Money]], currency: str, trace: Trace, as_of: date) -> list[str]:
    sums: dict[str, Decimal] = {}
    unknown = 0
    for one, found in own:
        if not found.costs or found.currency != currency:
            unknown += not found.costs or found.currency != currency
            continue
        name = _share(one, trace)
        sums[name] = sums.get(name, Decimal(0)) + found.costs
    if not sums:
        return []
    parts = list(_parts(sums, currency))
    text = _("Costs recorded by %(day)s: %(parts)s.") % {"day": day_words(as_of), "parts": ", ".join(parts)}
    if unknown:
        more = ngettext(
            "Of %(count)s initiative no cost in %(currency)s is recorded.",
            "Of %(count)s initiatives no cost in %(currency)s is recorded.",
            unknown,
        )
        text = f"{text} {more % {'count': unknown, 'currency': currency}}"
    return [text]


def _share(one: Initiative, trace: Trace) -> str:
    if trace.initiatives[one.key].verdict not in {Verdict.TRACED, Verdict.UNCONFIRMED}:
        return "idle"
    return "proposed" if one.status == "proposed" else "serving"


def _parts(sums: dict[str, Decimal], currency: str) -> Iterator[str]:
    words = {
        "serving": _("%(amount)s for work linked to a goal"),
        "proposed": _("%(amount)s for proposals linked to a goal"),
        "idle": _("%(amount)s for work that serves no goal"),
    }
    for name, text in words.items():
        if name in sums:
            yield text % {"amount": amount_words(sums[name], currency)}


def _return(one: Initiative, sums: Money) -> str:
    """One initiative's costs, benefits, ROI and benefit/cost ratio with their formulas."""
    words = {
        "what": short(one.title),
        "costs": amount_words(sums.costs, sums.currency),
        "benefits": amount_words(sums.benefits, sums.currency),
        "realised": amount_words(sums.realised, sums.currency),
        "roi": _whole(sums.roi_percent),
        "half": _whole(sums.sceptic.roi_percent if sums.sceptic else None),
        "bcr": number((sums.bcr or Decimal(0)).quantize(HUNDREDTH, ROUND_HALF_UP)),
    }
    if sums.forecast:
        first = _("“%(what)s” costs %(costs)s; benefits forecast %(benefits)s, realised %(realised)s.")
    else:
        first = _("“%(what)s” costs %(costs)s; benefits realised %(benefits)s.")
    second = _("ROI, (benefits − costs) / costs: %(roi)s. Benefit/cost ratio, benefits / costs: %(bcr)s.")
    third = _("With half our share: ROI %(half)s.")
    return f"{first % words} {second % words} {third % words}"


def _whole(value: Decimal | None) -> str:
    """Per cent without places: page 1 says no more than it knows."""
    return number((value or Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP)) + f"{NBSP}%"
