"""Costs, hours, hops and decisions in words. Translated when called."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.models import Decision, Initiative
from alignment.rules.effort import Costs, Effort
from alignment.rules.strength import Weakest
from alignment.tracing.words import confidence_word
from alignment.ui.formats import money, number


def cost_lines(effort: Effort) -> list[str]:
    """What one initiative costs, a line a currency, with what of it is planned, committed and spent."""
    lines = [_costs(costs) for costs in effort.costs]
    if effort.cost_unknown:
        lines.append(_("and a part that is not known") if lines else _("cost unknown"))
    return lines


def _costs(costs: Costs) -> str:
    parts = [
        (costs.planned, _("%(amount)s planned")),
        (costs.committed, _("%(amount)s committed")),
        (costs.spent, _("%(amount)s spent")),
        (costs.unsaid, ""),
    ]
    said = [words % {"amount": number(amount)} for amount, words in parts if amount and words]
    whole = money(costs.total, costs.currency)
    return f"{whole} ({', '.join(said)})" if said else whole


def hours_words(effort: Effort) -> str:
    """How many hours of people's time one initiative takes."""
    if effort.hours_unknown:
        return _("hours unknown")
    words = ngettext(
        "%(hours)s hour of people's time", "%(hours)s hours of people's time", 1 if effort.hours == 1 else 2
    )
    return words % {"hours": number(effort.hours)}


def unknown_words(effort: Effort) -> list[str]:
    """Of how many of several initiatives the cost and the hours are not known."""
    found = []
    if effort.cost_unknown:
        words = ngettext(
            "The cost of %(count)s is not known, or not all of it.",
            "The cost of %(count)s is not known, or not all of it.",
            effort.cost_unknown,
        )
        found.append(words % {"count": effort.cost_unknown})
    if effort.hours_unknown:
        words = ngettext(
            "The hours of %(count)s are not known.",
            "The hours of %(count)s are not known.",
            effort.hours_unknown,
        )
        found.append(words % {"count": effort.hours_unknown})
    return found


@dataclass(frozen=True)
class Strength:
    """How sure something is, and the hop that makes it no surer."""

    word: str
    hop: str


def strength_words(hop: Weakest | None) -> Strength:
    """The confidence of the weakest hop, and that hop."""
    return Strength(confidence_word(hop.confidence), hop.hop) if hop else Strength("–", "")


def decision_word(code: str) -> str:
    """What was decided: "Stop it"; a code that is none is nothing."""
    return str(Decision.Kind(code).label) if code in Decision.Kind.values else ""


def purpose_word(code: str) -> str:
    """What an initiative is for."""
    return str(Initiative.Purpose(code).label) if code in Initiative.Purpose.values else ""
