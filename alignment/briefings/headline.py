"""The headline of a briefing: the conclusion, said by the data and never more than it shows (A09).

A goal's standing comes from its own metric only. A goal counts as supported only when every outcome
is reached or left out on purpose, over a traced path, by work under way (design, section 3.3).
Nothing here says what will be: only where a number stands.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.figures import Figure, GoalFacts
from alignment.rules.progress import MOVES, Status

MOST_TITLE = 90
GOOD = frozenset({Status.MET, Status.ON_TRACK})


def headline(goals: Sequence[GoalFacts]) -> str:
    """The conclusion: about the number of the only goal, or how many are on track.

    Without any reading the trace is the conclusion, and the missing number is part of it.
    """
    if not goals:
        return _("This plan has no business goal yet.")
    if not any(_has_reading(facts) for facts in goals):
        return f"{support_sentence(goals)} {_unmeasured(goals)}"
    if len(goals) == 1 and goals[0].figure:
        return number_sentence(goals[0].figure)
    return _counted(goals)


def lead(goals: Sequence[GoalFacts]) -> str:
    """What stands under the headline: the number that needs a look, and what the trace shows."""
    measured = [facts for facts in goals if _has_reading(facts)]
    if not measured:
        return ""
    worst = min(measured, key=_urgency)
    if len(goals) == 1 or worst.figure is None or worst.figure.standing.status in GOOD:
        return support_sentence(goals)
    return f"{number_sentence(worst.figure)} {support_sentence(goals)}"


def _has_reading(facts: GoalFacts) -> bool:
    return facts.figure is not None and facts.figure.standing.status is not Status.NO_READING


def _urgency(facts: GoalFacts) -> int:
    worst_first = (Status.OFF_TRACK, Status.AT_RISK, Status.NOT_MEASURABLE)
    found = facts.figure.standing.status if facts.figure else Status.NO_READING
    return worst_first.index(found) if found in worst_first else len(worst_first)


def _unmeasured(goals: Sequence[GoalFacts]) -> str:
    return ngettext(
        "No reading shows yet whether it is met.", "No reading shows yet whether they are met.", len(goals)
    )


def _counted(goals: Sequence[GoalFacts]) -> str:
    """How many goals are on track, and what the others are: "1 of 3 … is on track, 2 have no number yet."."""
    total = len(goals)
    groups = Counter(_group(facts) for facts in goals)
    good = groups.pop("good", 0)
    if good == total:
        return _("All %(count)s business goals are on track.") % {"count": total}
    words = {"good": good, "count": total}
    if not good:
        first = _("None of the %(count)s business goals is on track") % words
    else:
        first = ngettext(
            "%(good)s of %(count)s business goals is on track",
            "%(good)s of %(count)s business goals are on track",
            good,
        )
        first %= words
    rest = [_group_words(name, groups[name]) for name in ("off", "risk", "open", "none") if groups[name]]
    return _("%(first)s: %(rest)s.") % {"first": first, "rest": ", ".join(rest)}


def _group(facts: GoalFacts) -> str:
    if facts.figure is None or facts.figure.standing.status is Status.NO_READING:
        return "none"
    if facts.figure.standing.status in GOOD:
        return "good"
    return {Status.OFF_TRACK: "off", Status.AT_RISK: "risk"}.get(facts.figure.standing.status, "open")


def _group_words(group: str, count: int) -> str:
    words = {
        "off": ngettext("%(count)s is off track", "%(count)s are off track", count),
        "risk": ngettext("%(count)s is at risk", "%(count)s are at risk", count),
        "open": ngettext("%(count)s cannot be judged yet", "%(count)s cannot be judged yet", count),
        "none": ngettext("%(count)s has no reading yet", "%(count)s have no reading yet", count),
    }
    return words[group] % {"count": count}


def number_sentence(figure: Figure) -> str:
    """Where a number stands against its target: "Turnover: falling, but too slowly. 16.4 % against …"."""
    found, by = figure.standing, by_month(figure.metric.target_date)
    what = Truncator(figure.metric.title).chars(MOST_TITLE)
    words = {"what": what, "now": figure.now_words, "target": figure.target_words, "by": by}
    if found.status is Status.NO_READING:
        return _("%(what)s: no reading yet.") % words
    if figure.metric.kind == "qualitative" or not figure.target_words:
        return _("%(what)s: %(now)s, with no target set against it yet.") % words
    if figure.metric.kind == "milestone":
        first = (_("%(what)s: done.") if found.met else _("%(what)s: not done yet.")) % words
        if found.met or not by:
            return first
        due = _("It was due by %(by)s.") if figure.overdue else _("It is due by %(by)s.")
        return f"{first} {due % words}"
    first = _("%(what)s: %(how)s.") % {**words, "how": _how(figure)}
    if by and found.status is not Status.MET:
        against = _("%(now)s against a target of %(target)s by %(by)s.") % words
    else:
        against = _("%(now)s against a target of %(target)s.") % words
    return f"{first} {against}"


def _how(figure: Figure) -> str:
    """How a number moves, never where it will end."""
    found = figure.standing
    if found.status is Status.MET:
        return _("target reached")
    if found.status is Status.ON_TRACK:
        return _("on track")
    if found.status is Status.NOT_MEASURABLE:
        return _("cannot be judged yet")
    if figure.overdue:
        return _("target date passed")
    if figure.metric.kind not in MOVES or found.progress is None:
        return _("not at its target yet")
    if found.progress < 0:
        return _("moved the wrong way since the start")
    if found.progress == 0:
        return _("not moved since the start")
    rising = figure.metric.kind == "increase"
    if found.status is Status.AT_RISK:
        return _("rising, but too slowly") if rising else _("falling, but too slowly")
    return _("rising, but far too slowly") if rising else _("falling, but far too slowly")


def by_month(day: date | None) -> str:
    """A target date as a headline says it: "June 2027"."""
    return formats.date_format(day, "F Y") if day else ""


def support_sentence(goals: Sequence[GoalFacts]) -> str:
    """Whether learning serves the goals, as far as the trace shows it."""
    planned = [facts for facts in goals if not facts.no_learning]
    if not planned:
        return _("No learning is planned here, on purpose.") if goals else ""
    if len(planned) == 1:
        return _one_support(planned[0], alone=len(goals) == 1)
    untouched = sum(not facts.trace.outcomes_reached for facts in planned)
    if untouched == len(planned):
        return _("No learning reaches any of the %(count)s business goals.") % {"count": untouched}
    solid = [facts for facts in planned if facts.trace.solid]
    words = {"solid": len(solid), "count": len(planned)}
    if len(solid) == len(planned):
        return _all_support(solid) % words
    if solid:
        first = _("Learning under way fully serves %(solid)s of the %(count)s goals.") % words
    else:
        first = _("Learning under way fully serves none of the %(count)s goals.") % words
    if not untouched:
        return first
    second = ngettext(
        "No learning reaches %(untouched)s of them.", "No learning reaches %(untouched)s of them.", untouched
    )
    return f"{first} {second % {'untouched': untouched}}"


def _all_support(goals: Sequence[GoalFacts]) -> str:
    if any(facts.trace.outcomes_reached < facts.trace.outcomes for facts in goals):
        return _(
            "Learning under way reaches every outcome of all %(count)s goals that needs learning, "
            "with a reason on every link."
        )
    return _("Learning under way reaches every outcome of all %(count)s goals, with a reason on every link.")


def _one_support(facts: GoalFacts, alone: bool) -> str:
    found = facts.trace
    what = _("the business goal") if alone else f"“{facts.goal.title}”"
    words = {"goal": what, "reached": found.outcomes_reached, "all": found.outcomes}
    if found.solid and found.outcomes_reached < found.outcomes:
        return (
            _(
                "Learning under way reaches every outcome of %(goal)s that needs learning, "
                "with a reason on every link."
            )
            % words
        )
    if found.solid:
        return _("Learning under way reaches every outcome of %(goal)s, with a reason on every link.") % words
    if not found.outcomes:
        return _("No performance outcome is named for %(goal)s yet, so no learning reaches it.") % words
    if not found.outcomes_reached:
        return _("No learning reaches %(goal)s yet.") % words
    if found.outcomes_reached < found.outcomes:
        return _("Learning reaches %(reached)s of the %(all)s performance outcomes of %(goal)s.") % words
    if not found.under_way:
        if not found.completed:
            return _("Learning that is only proposed would reach every outcome of %(goal)s.") % words
        return _("Learning reached every outcome of %(goal)s; none of it is under way now.") % words
    return _("Learning reaches every outcome of %(goal)s, but not yet with a reason on every link.") % words
