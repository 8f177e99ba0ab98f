"""The decision that page 1 asks for: as written, or the nearest one that the data shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alignment.briefings.dates import DAYS
from alignment.briefings.figures import GoalFacts
from alignment.rules.content import BriefingWording, Initiative, PlanContent
from alignment.rules.money import money
from alignment.rules.progress import is_concrete
from alignment.rules.verdicts import UNDER_WAY, GoalVerdict, Trace, Verdict
from alignment.ui.formats import day as day_words
from alignment.ui.formats import money as amount_words

#: "A) …" or "B. …": the page letters the options itself.
LETTERED = re.compile(r"^\(?[A-Za-z][).]\s+")
IDLE = frozenset({Verdict.ORPHAN, Verdict.CLAIMED, Verdict.BROKEN})
UNSERVED = frozenset(GoalVerdict) - {GoalVerdict.SUPPORTED, GoalVerdict.NO_LEARNING_PLANNED}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reader is asked to decide; `written` says that a person worded it."""

    text: str
    day: date | None
    options: tuple[str, ...]
    if_nobody: str
    written: bool

    def is_late(self, as_of: date) -> bool:
        """Whether its day has passed."""
        return self.day is not None and self.day < as_of


def decision_of(
    wording: BriefingWording, content: PlanContent, trace: Trace, facts: Sequence[GoalFacts], as_of: date
) -> Decision | None:
    """What somebody wrote; else a proposal that is due, idle work, or a goal that lacks learning or a number.

    None when the data shows nothing to decide.
    """
    if wording.decision.strip():
        return Decision(
            wording.decision.strip(),
            wording.decision_date,
            without_letters(lines(wording.options)),
            wording.if_nobody_decides.strip(),
            True,
        )
    own = [one for one in content.initiatives if not one.foreign and one.key in trace.initiatives]
    return (
        _approve(own, content.currency, trace, as_of)
        or _stop(own, content.currency, trace)
        or _unserved(facts)
        or _unmeasured(facts)
    )


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text without blank ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def without_letters(options: tuple[str, ...]) -> tuple[str, ...]:
    """Options without the letters that somebody put before all of them."""
    if options and all(LETTERED.match(option) for option in options):
        return tuple(LETTERED.sub("", option) for option in options)
    return options


def cost_words(initiative: Initiative, currency: str) -> str:
    """What an initiative costs, as recorded: "EUR 9,500"; empty when no amount is recorded."""
    found = money(initiative, currency)
    return amount_words(found.costs, found.currency) if found.costs else ""


def _approve(own: Sequence[Initiative], currency: str, trace: Trace, as_of: date) -> Decision | None:
    """The proposal that is due first."""
    until = as_of + timedelta(days=DAYS)
    waiting = [
        (due, one)
        for one in own
        if one.status == "proposed"
        for due in (one.needed_by or one.start,)
        if due is not None and as_of < due <= until
    ]
    if not waiting:
        return None
    due, one = min(waiting, key=lambda pair: pair[0])
    words = {"what": one.title, "cost": cost_words(one, currency), "day": day_words(due)}
    if words["cost"]:
        text = _("Approve “%(what)s” for %(cost)s, or decline it. It is due on %(day)s.") % words
    else:
        text = _("Approve “%(what)s”, or decline it. It is due on %(day)s; no cost is recorded yet.") % words
    if not trace.initiatives[one.key].reached and one.purpose == "business_goal":
        text = f"{text} {_('Nothing shows yet which business goal it serves.')}"
    return Decision(
        text,
        due,
        (_("Approve it."), _("Decline it, and say what takes its place.")),
        _("If nobody decides, it stays a proposal and does not start on %(day)s.") % words,
        False,
    )


def _stop(own: Sequence[Initiative], currency: str, trace: Trace) -> Decision | None:
    """The costliest initiative under way that serves no goal."""
    idle = [
        one
        for one in own
        if one.purpose == "business_goal"
        and one.status in UNDER_WAY
        and trace.initiatives[one.key].verdict in IDLE
    ]
    if not idle:
        return None
    one = max(idle, key=lambda one: money(one, currency).costs)
    words = {"what": one.title, "cost": cost_words(one, currency)}
    if words["cost"]:
        text = _("“%(what)s” costs %(cost)s, and nothing shows which business goal it serves.") % words
        otherwise = _("If nobody decides, it goes on and costs %(cost)s.") % words
    else:
        text = _("Nothing shows which business goal “%(what)s” serves; its cost is not recorded.") % words
        otherwise = _("If nobody decides, it goes on at a cost that nobody has recorded.")
    options = (_("Stop it."), _("Keep it, and name the goal that it serves."))
    return Decision(text, None, options, otherwise, False)


def _unserved(facts: Sequence[GoalFacts]) -> Decision | None:
    """The first goal in rank that no initiative reaches and nobody left out on purpose."""
    goal = next((one.goal for one in facts if one.trace.verdict in UNSERVED), None)
    if goal is None:
        return None
    words = {"goal": goal.title}
    return Decision(
        _("No learning reaches “%(goal)s” yet. Is learning to serve it, or not?") % words,
        None,
        (
            _("Name who finds out what learning can do for it."),
            _("Decide that no learning is planned for it."),
        ),
        _("If nobody decides, the goal goes on without learning."),
        False,
    )


def _unmeasured(facts: Sequence[GoalFacts]) -> Decision | None:
    """The first goal in rank without a number that says how much by when."""
    goal = next((one.goal for one in facts if one.figure is None or not is_concrete(one.figure.metric)), None)
    if goal is None:
        return None
    words = {"goal": goal.title}
    return Decision(
        _("Agree how much of “%(goal)s” is to be reached, and by when.") % words,
        None,
        (_("Name who sets the number and the date."), _("Go on without a number.")),
        _("If nobody decides, nobody can say whether the goal is met."),
        False,
    )
