"""What would change, in a few sentences: what hurts first, what would be gained last."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.framework.queries.what_if import Foresight
from alignment.rules.effort import Effort
from alignment.rules.shifts import GoalShift, InitiativeShift
from alignment.rules.verdicts import Verdict
from alignment.ui.formats import money, number

NAMED = 5  # goals that the sentences name


@dataclass(frozen=True)
class Sentence:
    """One thing that would follow; `tone` as in ui.statuses."""

    tone: str
    text: str


def effort_words(effort: Effort) -> str:
    """What initiatives take, in one line: "EUR 120,000 planned, 340 hours, cost of 1 unknown"."""
    parts = []
    for costs in effort.costs:
        states = (
            (costs.planned, _("%(amount)s planned")),
            (costs.committed, _("%(amount)s committed")),
            (costs.spent, _("%(amount)s spent")),
            (costs.unsaid, "%(amount)s"),
        )
        parts += [words % {"amount": money(sum_, costs.currency)} for sum_, words in states if sum_]
    if effort.hours:
        words = ngettext("%(hours)s hour", "%(hours)s hours", 1 if effort.hours == 1 else 2)
        parts.append(words % {"hours": number(effort.hours)})
    return ", ".join([*parts, *_unknown(effort)])


def _unknown(effort: Effort) -> Iterator[str]:
    if effort.cost_unknown:
        yield (
            _("cost unknown")
            if effort.count == 1
            else _("cost of %(count)s unknown") % {"count": effort.cost_unknown}
        )
    if effort.hours_unknown:
        yield (
            _("hours unknown")
            if effort.count == 1
            else _("hours of %(count)s unknown") % {"count": effort.hours_unknown}
        )


def sentences(foresight: Foresight) -> Iterator[Sentence]:
    """What matters most, in the order in which it hurts."""
    found = foresight.prediction
    yield from _goal_sentences(foresight)
    if foresight.idle.count:
        words = ngettext(
            "%(count)s initiative would support no goal (%(effort)s).",
            "%(count)s initiatives would support no goal (%(effort)s).",
            foresight.idle.count,
        )
        yield Sentence("bad", words % _counted(foresight.idle))
    unsure = sum(map(_grows_unsure, found.initiatives))
    if unsure:
        words = ngettext(
            "%(count)s initiative would reach goals only over a link that is to be re-checked.",
            "%(count)s initiatives would reach goals only over links that are to be re-checked.",
            unsure,
        )
        yield Sentence("warn", words % {"count": unsure})
    if foresight.freed.count:
        words = _("It takes %(effort)s. What is not spent yet would be free for something else.")
        yield Sentence("info", words % _counted(foresight.freed))
    if foresight.begun.count:
        yield Sentence("info", _("It would take again: %(effort)s.") % _counted(foresight.begun))
    if foresight.linked.count:
        words = ngettext(
            "%(count)s initiative would begin to support a goal (%(effort)s).",
            "%(count)s initiatives would begin to support a goal (%(effort)s).",
            foresight.linked.count,
        )
        yield Sentence("good", words % _counted(foresight.linked))
    if found.to_check:
        words = ngettext(
            "%(count)s link would be to re-check.",
            "%(count)s links would be to re-check.",
            len(found.to_check),
        )
        yield Sentence("warn", words % {"count": len(found.to_check)})
    if found.settled and found.after.live:
        words = ngettext(
            "%(count)s link would not be to re-check any more.",
            "%(count)s links would not be to re-check any more.",
            len(found.settled),
        )
        yield Sentence("info", words % {"count": len(found.settled)})


def _counted(effort: Effort) -> dict[str, object]:
    return {"count": effort.count, "effort": effort_words(effort)}


def _goal_sentences(foresight: Foresight) -> Iterator[Sentence]:
    by_effect: dict[str, list[GoalShift]] = {}
    for shift in foresight.prediction.goals:
        by_effect.setdefault(shift.effect, []).append(shift)
    lost, gained = by_effect.get("lost", []), by_effect.get("gained", [])
    for shift in lost[:NAMED]:
        only = shift.before is not None and sum(shift.before.by_work.values()) == 1
        words = (
            _("“%(goal)s” would lose its only support.")
            if only
            else _("“%(goal)s” would lose all its support.")
        )
        yield Sentence("bad", words % {"goal": foresight.node(shift.key).title})
    if more := len(lost[NAMED:]):
        words = ngettext(
            "%(count)s more goal would lose all its support.",
            "%(count)s more goals would lose all their support.",
            more,
        )
        yield Sentence("bad", words % {"count": more})
    weaker = by_effect.get("weaker", [])
    for shift in weaker if len(weaker) <= NAMED else ():
        unsure = (
            shift.before is not None and shift.after is not None and shift.before.solid > shift.after.solid
        )
        words = (
            _("“%(goal)s” would have less support; a briefing could not call it supported any more.")
            if unsure
            else _("“%(goal)s” would have less support.")
        )
        yield Sentence("warn", words % {"goal": foresight.node(shift.key).title})
    if len(weaker) > NAMED:
        yield Sentence("warn", _("%(count)s goals would have less support.") % {"count": len(weaker)})
    if changed := len(by_effect.get("changed", [])):
        words = ngettext(
            "%(count)s goal would be supported in another way.",
            "%(count)s goals would be supported in another way.",
            changed,
        )
        yield Sentence("info", words % {"count": changed})
    for shift in gained[:NAMED]:
        words = _("“%(goal)s” would get its first support.")
        yield Sentence("good", words % {"goal": foresight.node(shift.key).title})
    if better := len(by_effect.get("stronger", [])) + len(gained[NAMED:]):
        words = ngettext(
            "%(count)s goal would have more support.", "%(count)s goals would have more support.", better
        )
        yield Sentence("good", words % {"count": better})


def _grows_unsure(shift: InitiativeShift) -> bool:
    """Whether an initiative is traced now and would then be linked over links to re-check alone."""
    was, now = shift.before, shift.after
    return (
        was is not None
        and now is not None
        and (was.verdict, now.verdict) == (Verdict.TRACED, Verdict.UNCONFIRMED)
    )
