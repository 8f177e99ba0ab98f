"""What an executive must know of what is missing: idle work with its cost, stale numbers, unsure links.

The to-do list of the learning team is another one (tracing.words); here every line is a statement.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.decisions import IDLE, UNSERVED, cost_words
from alignment.briefings.figures import Figure, GoalFacts
from alignment.briefings.shortening import short
from alignment.rules.content import Goal, Initiative, PlanContent
from alignment.rules.gaps import Gap, GapKind
from alignment.rules.money import money
from alignment.rules.progress import Status, is_concrete
from alignment.rules.verdicts import Trace, Verdict
from alignment.tracing.words import EXPECTED
from alignment.ui.formats import day as day_words

MOST_LIMITS = 5
NAMED = 2  # of a kind by title; the rest as a number


@dataclass(frozen=True)
class Sight:
    """What limits are read from."""

    content: PlanContent
    trace: Trace
    figures: Sequence[Figure]
    facts: Sequence[GoalFacts]
    found: Sequence[Gap]


def limits_of(sight: Sight, limit: int = MOST_LIMITS) -> list[str]:
    """At most `limit` sentences, the most telling first."""
    kinds = (_idle, _unserved, _overdue, _stale, _promises, _unmeasured, _links, _over)
    named = [list(kind(sight)) for kind in kinds]
    # One of each kind before the second of any, so that no kind hides the others.
    chosen: list[tuple[int, int]] = []
    for depth in range(max(map(len, named), default=0)):
        chosen.extend((place, depth) for place, lines in enumerate(named) if len(lines) > depth)
    return [named[place][depth] for place, depth in sorted(chosen[:limit])]


def _idle(sight: Sight) -> Iterator[str]:
    """Initiatives that serve no goal, the costliest first, with their cost."""
    currency = sight.content.currency
    idle = [
        one
        for one in sight.content.initiatives
        if not one.foreign
        and one.purpose == "business_goal"
        and one.key in sight.trace.initiatives
        and sight.trace.initiatives[one.key].verdict in IDLE
    ]
    idle.sort(key=lambda one: -money(one, currency).costs)
    for one in idle[:NAMED]:
        yield _idle_words(one, sight.trace, currency)
    left = len(idle) - NAMED
    if left > 0:
        yield ngettext(
            "%(count)s more initiative serves no business goal.",
            "%(count)s more initiatives serve no business goal.",
            left,
        ) % {"count": left}


def _idle_words(one: Initiative, trace: Trace, currency: str) -> str:
    found = trace.initiatives[one.key]
    cost = cost_words(one, currency)
    words = {"what": short(one.title), "stops": _stops(found.stops_at)}
    words["cost"] = _("It costs %(cost)s.") % {"cost": cost} if cost else _("Its cost is not recorded.")
    if found.verdict is Verdict.BROKEN:
        return _("“%(what)s” leads to no business goal: it stops at %(stops)s. %(cost)s") % words
    if found.verdict is Verdict.CLAIMED:
        return _("“%(what)s” says that it supports a business goal; nothing shows how. %(cost)s") % words
    return _("“%(what)s” serves no business goal. %(cost)s") % words


def _stops(stops_at: str | None) -> str:
    return {
        "learning_outcome": _("a learning outcome"),
        "moment": _("a moment of truth"),
        "outcome": _("a performance outcome"),
    }.get(stops_at or "", "")


def _unserved(sight: Sight) -> Iterator[str]:
    for goal in _named(one.goal for one in sight.facts if one.trace.verdict in UNSERVED):
        yield _("No learning reaches “%(goal)s”.") % {"goal": short(goal.title)}


def _named(goals: Iterator[Goal]) -> list[Goal]:
    return list(goals)[:NAMED]


def _overdue(sight: Sight) -> Iterator[str]:
    late = [one for one in sight.figures if one.overdue]
    for one in late[:NAMED]:
        words = {"what": short(one.metric.title), "day": day_words(one.metric.target_date)}
        yield _("“%(what)s” was to be reached by %(day)s and is not.") % words


def _stale(sight: Sight) -> Iterator[str]:
    stale = [one for one in sight.figures if one.standing.stale and one.standing.current_date]
    for one in stale[:NAMED]:
        words = {"what": short(one.metric.title), "day": day_words(one.standing.current_date)}
        yield _("“%(what)s” has not been measured since %(day)s.") % words


def _promises(sight: Sight) -> Iterator[str]:
    """What others were to do, or we, and is past its date: the longest overdue first."""
    late = [gap for gap in sight.found if gap.kind in EXPECTED and gap.day]
    for gap in sorted(late, key=lambda one: one.day or date.max)[:NAMED]:
        words = {"what": short(gap.expectation), "day": day_words(gap.day)}
        if gap.kind is GapKind.UNANSWERED:
            yield _("“%(what)s”: not confirmed, overdue since %(day)s.") % words
        else:
            yield _("“%(what)s”: not done, overdue since %(day)s.") % words


def _unmeasured(sight: Sight) -> Iterator[str]:
    """Goals without a number that says how much by when, and numbers that nobody has read yet."""
    concrete = {one.item.key for one in sight.figures if is_concrete(one.metric)}
    for goal in _named(one.goal for one in sight.facts if one.goal.key not in concrete):
        yield _("No number says how much of “%(goal)s” is to be reached by when.") % {
            "goal": short(goal.title)
        }
    unread = [one for one in sight.figures if one.standing.status is Status.NO_READING]
    if len(unread) == 1:
        yield _("“%(what)s” has no reading yet.") % {"what": short(unread[0].metric.title)}
    elif unread:
        words = {"count": len(unread), "first": short(unread[0].metric.title)}
        yield _("%(count)s metrics have no reading yet, “%(first)s” among them.") % words


def _links(sight: Sight) -> Iterator[str]:
    """Links without a reason; how many are to be checked again, every briefing says beside its gaps."""
    bare = sum(gap.kind is GapKind.NO_REASON for gap in sight.found)
    if bare:
        yield ngettext("%(count)s link has no reason yet.", "%(count)s links have no reason yet.", bare) % {
            "count": bare
        }


def _over(sight: Sight) -> Iterator[str]:
    for gap in sight.found:
        if gap.kind is GapKind.HORIZON_OVER:
            yield _("The time of “%(goal)s” was over on %(day)s.") % {
                "goal": short(gap.title),
                "day": day_words(gap.day),
            }
