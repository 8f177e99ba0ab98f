"""The headline of a briefing: the conclusion, said by the data and never more than it shows (A09).

A goal's standing comes from its own metric only. A goal counts as supported only when every outcome
is reached or left out on purpose, over a traced path, by work under way (design, section 3.3).
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.figures import Figure, GoalFacts
from alignment.rules.progress import Status
from alignment.ui.formats import month, quantity

GOOD = frozenset({Status.MET, Status.ON_TRACK})


def headline(goals: Sequence[GoalFacts]) -> str:
    """The conclusion in one sentence: about the number of the only goal, or about how many are on track."""
    if not goals:
        return _("This plan has no business goal yet.")
    if len(goals) == 1:
        return _about_one(goals[0])
    measured = [
        facts for facts in goals if facts.figure and facts.figure.standing.status is not Status.NO_READING
    ]
    if not measured:
        return _("None of the %(count)s business goals has a number with a reading yet.") % {
            "count": len(goals)
        }
    good = [facts for facts in measured if facts.figure and facts.figure.standing.status in GOOD]
    first = ngettext(
        "%(good)s of %(count)s business goals is on track.",
        "%(good)s of %(count)s business goals are on track.",
        len(good),
    ) % {"good": len(good), "count": len(goals)}
    worst = next(
        (facts for facts in goals if facts.figure and facts.figure.standing.status is Status.OFF_TRACK), None
    )
    if worst is None or worst.figure is None:
        return first
    return f"{first} {number_sentence(worst.figure)}"


def _about_one(facts: GoalFacts) -> str:
    if facts.figure is None:
        return _("“%(goal)s” has no number yet that shows whether it is met.") % {"goal": facts.goal.title}
    return number_sentence(facts.figure)


def number_sentence(figure: Figure) -> str:
    """Where a number stands against its target; says nothing of what will be."""
    words = {
        "what": figure.metric.title,
        "now": quantity(figure.standing.current, figure.metric.unit),
        "target": figure.target_words,
        "by": month(figure.metric.target_date) if figure.metric.target_date else "",
    }
    if figure.standing.status is Status.NO_READING:
        return _("%(what)s: no reading yet against a target of %(target)s.") % words
    if figure.standing.status is Status.NOT_MEASURABLE or not words["target"]:
        return _("%(what)s stands at %(now)s; no target is set against it yet.") % words
    if figure.standing.status is Status.MET:
        return _("%(what)s has reached its target: %(now)s against %(target)s.") % words
    if not words["by"]:
        return _("%(what)s stands at %(now)s against %(target)s.") % words
    return {
        Status.ON_TRACK: _("%(what)s is on track: %(now)s against %(target)s by %(by)s."),
        Status.AT_RISK: _("%(what)s moves, but too slowly: %(now)s against %(target)s by %(by)s."),
        Status.OFF_TRACK: _("%(what)s is off track: %(now)s against %(target)s by %(by)s."),
    }[figure.standing.status] % words


def support_sentence(goals: Sequence[GoalFacts]) -> str:
    """Whether learning supports the goals, as far as the trace shows it."""
    planned = [facts for facts in goals if not facts.no_learning]
    if not planned:
        return _("No learning is planned for it, on purpose.") if goals else ""
    solid = [facts for facts in planned if facts.trace.solid]
    if len(solid) == len(planned):
        return ngettext(
            "Learning under way reaches every outcome of the goal, with a reason on every link.",
            "Learning under way reaches every outcome of all %(count)s goals, with a reason on every link.",
            len(planned),
        ) % {"count": len(planned)}
    if len(planned) == 1:
        return _one_support(planned[0])
    return _("Learning under way fully supports %(solid)s of %(count)s goals.") % {
        "solid": len(solid),
        "count": len(planned),
    }


def _one_support(facts: GoalFacts) -> str:
    found = facts.trace
    if found.outcomes_reached:
        return _("Learning reaches %(reached)s of its %(all)s performance outcomes.") % {
            "reached": found.outcomes_reached,
            "all": found.outcomes,
        }
    return _("No learning reaches it yet.")
