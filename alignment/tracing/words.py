"""The codes of the rules in words: verdicts, gaps, what is missing, how sure. Translated when called."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alignment.rules.content import Layer
from alignment.rules.evidence import MEASURED
from alignment.rules.gaps import Action, Gap, GapKind
from alignment.rules.score import Score
from alignment.rules.verdicts import GoalTrace, InitiativeTrace, Verdict
from alignment.ui.formats import day, money
from alignment.ui.statuses import status

#: Gaps that are about an expectation.
EXPECTED = frozenset({GapKind.UNANSWERED, GapKind.NOT_KEPT})


def verdict_words(found: InitiativeTrace) -> str:
    """What the trace says of an initiative: "Linked to a goal", "Stops at a moment of truth"."""
    if found.verdict is Verdict.BROKEN:
        return stops_words(found.stops_at)
    return str(status(found.verdict).label)


def stops_words(stops_at: str | None) -> str:
    """Where a broken initiative stops, by its code."""
    return {
        "learning_outcome": _("Stops at a learning outcome"),
        "moment": _("Stops at a moment of truth"),
        "outcome": _("Stops at a performance outcome"),
    }.get(stops_at or "", "")


def verdict_sentence(found: InitiativeTrace) -> str:
    """The same as one sentence for a page about that initiative, with what to do."""
    if found.verdict is Verdict.BROKEN:
        return {
            "learning_outcome": _("It builds a learning outcome that prepares for no moment of truth."),
            "moment": _("The moment of truth that it prepares for decides no performance outcome."),
            "outcome": _("The performance outcome that it works on serves no business goal."),
        }[found.stops_at or "outcome"]
    return {
        Verdict.TRACED: _("A chain of links with reasons leads to a business goal."),
        Verdict.UNCONFIRMED: _(
            "It reaches a business goal, but a reason is missing or is to be checked again."
        ),
        Verdict.CLAIMED: _("It says that it supports a business goal. Nobody has shown how."),
        Verdict.ORPHAN: _("It supports no business goal. Link it, say why it is needed, or stop it."),
    }[found.verdict]


def goal_words(found: GoalTrace) -> str:
    """What the trace says of a goal."""
    return str(status(found.verdict).label)


def outcomes_words(found: GoalTrace) -> str:
    """How many of a goal's outcomes are reached: "2 of 3 outcomes reached"."""
    if not found.outcomes:
        return _("no performance outcome yet")
    counts = {"reached": found.outcomes_reached, "all": found.outcomes}
    words = ngettext(
        "%(reached)s of %(all)s outcome reached", "%(reached)s of %(all)s outcomes reached", found.outcomes
    )
    return words % counts


def work_words(found: GoalTrace) -> str:
    """By what work a goal is reached: "2 under way, 1 proposed"; "only proposed" when nothing else is."""
    if not (found.under_way or found.proposed or found.completed):
        return _("no initiative")
    if not found.under_way and not found.completed:
        return _("only proposed: %(count)s") % {"count": found.proposed}
    if not found.under_way and not found.proposed:
        return _("only completed: %(count)s") % {"count": found.completed}
    parts = [
        _("%(count)s under way") % {"count": found.under_way} if found.under_way else "",
        _("%(count)s proposed") % {"count": found.proposed} if found.proposed else "",
        _("%(count)s completed") % {"count": found.completed} if found.completed else "",
    ]
    return ", ".join(part for part in parts if part)


def confidence_word(confidence: int | None) -> str:
    """How sure a link, a path or a goal's support is."""
    return {0: _("assumed"), 1: _("reasoned"), 2: _("evidenced"), 3: _("measured")}.get(
        -1 if confidence is None else confidence, "–"
    )


def confidence_in_print(confidence: int | None) -> str:
    """The same for executives, who are never told more than is known (A09)."""
    return _("reasoned, not yet shown") if confidence == 1 else confidence_word(confidence)


def score_words(score: Score) -> str:
    """Both numbers and the percentage: "41 of 52 (78 %)"; "–" when nothing is expected."""
    if score.percent is None:
        return "–"
    counts = {"satisfied": score.satisfied, "expected": score.expected, "percent": score.percent}
    return _("%(satisfied)s of %(expected)s (%(percent)s\u00a0%%)") % counts


def _no_link_up(layer: Layer) -> str:
    return {
        Layer.GOAL: "",
        Layer.OUTCOME: _("Serves no business goal."),
        Layer.MOMENT: _("Decides no performance outcome."),
        Layer.LEARNING: _("Prepares for no moment of truth."),
        Layer.INITIATIVE: _("Supports nothing. Link it or stop it."),
    }[layer]


def _no_link_down(layer: Layer) -> str:
    return {
        Layer.GOAL: _("Has no performance outcome."),
        Layer.OUTCOME: _("Has no moment of truth."),
        Layer.MOMENT: _("Has no learning outcome."),
        Layer.LEARNING: _("Has no initiative."),
        Layer.INITIATIVE: "",
    }[layer]


def gap_words(gap: Gap) -> str:
    """What is wrong with an item and what to do, to stand beside or below its title."""
    if gap.kind is GapKind.NO_LINK_UP:
        if gap.amount and gap.layer is Layer.INITIATIVE:
            cost = money(gap.amount, gap.currency)
            return _("Supports nothing and costs %(cost)s. Link it or stop it.") % {"cost": cost}
        return _no_link_up(gap.layer)
    if gap.kind is GapKind.NO_LINK_DOWN:
        return _no_link_down(gap.layer)
    words = {"other": gap.other_title, "metric": gap.metric_title, "day": day(gap.day)}
    if gap.kind in EXPECTED:
        return _not_kept(gap)
    if gap.kind is GapKind.NOT_CONCRETE and gap.metric:
        return _("“%(metric)s” does not say how much by when.") % words
    if gap.kind is GapKind.NO_EVIDENCE and gap.confidence == MEASURED:
        return _("The link to “%(other)s” counts as measured, and cites no reading that shows it.") % words
    return _sentences()[gap.kind] % words


def _not_kept(gap: Gap) -> str:
    """An expectation past its date; one of a whole plan is named already by the title of its gap."""
    words = {"day": day(gap.day), "who": gap.who}
    expected = _("expected of %(who)s by %(day)s") if gap.who else _("expected by %(day)s")
    words |= {"what": gap.expectation if gap.id else "", "expected": expected % words}
    unanswered = gap.kind is GapKind.UNANSWERED
    if words["what"] and unanswered:
        return _("“%(what)s” was %(expected)s. It is not confirmed, and its date is past.") % words
    if words["what"]:
        return _("“%(what)s” was %(expected)s and is not done.") % words
    if unanswered:
        return _("This was %(expected)s. It is not confirmed, and its date is past.") % words
    return _("This was %(expected)s and is not done.") % words


def _sentences() -> dict[GapKind, str]:
    return {
        GapKind.CLAIM: _("Says it supports “%(other)s”. No chain of links shows how."),
        GapKind.STALE: _("“%(metric)s” has had no reading since %(day)s. Add one."),
        GapKind.SUSPECT: _("The link to “%(other)s” is to be checked again: something changed at one end."),
        GapKind.NO_REASON: _("The link to “%(other)s” has no reason. Say why the one leads to the other."),
        GapKind.TARGET_PASSED: _("“%(metric)s” was to be reached by %(day)s and is not met."),
        GapKind.TARGET_BEFORE_BASELINE: _("“%(metric)s” has a target date before its baseline date."),
        GapKind.NOT_CONCRETE: _("No number with a target and a date."),
        GapKind.NO_STRATEGY: _("Does not say how the organisation wants to get there."),
        GapKind.HORIZON_OVER: _("Its time was over on %(day)s. Is it achieved, retired, or to be extended?"),
        GapKind.NO_READING: _("“%(metric)s” has no reading yet. Add the first one."),
        GapKind.NOT_TRACED: _("Work goes on, but no chain with reasons leads to a goal."),
        GapKind.AFTER_START: _("Entered after it had started on %(day)s. What was it meant to shift?"),
        GapKind.MANY_PARENTS: _("Linked to more than three things above it. Which of them matter most?"),
        GapKind.NO_EVIDENCE: _("The link to “%(other)s” counts as shown, without evidence."),
    }


def hint_name(kind: GapKind) -> str:
    """A hint that does not hold any more, in a few words."""
    return {
        GapKind.NOT_TRACED: _("No chain with reasons leads to a goal"),
        GapKind.AFTER_START: _("Entered after it had started"),
        GapKind.MANY_PARENTS: _("Linked to more than three things above it"),
        GapKind.NO_EVIDENCE: _("A link counts as shown, without evidence"),
    }.get(kind, "")


def action_words(gap: Gap) -> str:
    """What the button beside a gap says."""
    return {
        Action.LINK_UP: _("Link it"),
        Action.LINK_DOWN: pgettext("an item below", "Add or link one"),
        Action.LINK: _("Edit the link"),
        Action.CONFIRM: _("Check the link"),
        Action.LINKS: _("Look at its links"),
        Action.METRIC_NEW: _("Add a metric"),
        Action.METRIC: _("Edit the metric"),
        Action.READING: _("Add a reading"),
        Action.ITEM: pgettext("an item", "Edit"),
        Action.ANSWER: _("Record the answer"),
        Action.KEEP: _("Mark as done"),
    }[gap.action]
