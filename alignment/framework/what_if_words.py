"""What would change, row by row: goals, initiatives, links, what would be missing, money, hours, scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alignment.framework.queries.what_if import Foresight
from alignment.framework.what_if_sentences import Sentence, sentences
from alignment.rules.effort import Effort
from alignment.rules.gaps import Gap, GapKind
from alignment.rules.graph import Edge
from alignment.rules.scope import is_apart
from alignment.rules.score import Relation, Score, Unmet
from alignment.rules.shifts import GoalShift, InitiativeShift
from alignment.rules.verdicts import GoalTrace, InitiativeTrace
from alignment.tracing.addresses import item_address
from alignment.tracing.words import (
    confidence_word,
    gap_words,
    goal_words,
    outcomes_words,
    score_words,
    verdict_words,
    work_words,
)
from alignment.ui.formats import money, number

MOST = 25  # rows of a list
FEW = 3  # goals that a row names
STATES = ("planned", "committed", "spent", "unsaid")
#: The order in which effects are listed.
EFFECTS = ("gone", "lost", "weaker", "changed", "gained", "stronger", "back")
GAPS = {Relation.UPWARD: GapKind.NO_LINK_UP, Relation.DOWNWARD: GapKind.NO_LINK_DOWN}


@dataclass(frozen=True)
class Side:
    """How something stands before or after: a code for the tag, its words, and more words."""

    code: str
    words: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShiftRow:
    """A goal or an initiative, before and after; a side is None when it does not count there."""

    title: str
    address: str
    effect: str
    tone: str
    before: Side | None
    after: Side | None
    note: str = ""


@dataclass(frozen=True)
class LineRow:
    """An item with a sentence about it."""

    title: str
    address: str
    words: str


@dataclass(frozen=True)
class EffortRow:
    """What some initiatives take; `amounts` has a cell for each column, with a line for each currency."""

    name: str
    count: int
    amounts: tuple[tuple[str, ...], ...]
    hours: str
    cost_unknown: int
    hours_unknown: int


@dataclass(frozen=True)
class EffortTable:
    """Money and hours; the columns are those states of cost lines that hold anything."""

    columns: tuple[str, ...]
    rows: tuple[EffortRow, ...]


@dataclass(frozen=True)
class ScoreRow:
    """Links in place, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, and how many are left out."""

    rows: Sequence[Any]
    more: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.rows) + self.more


@dataclass(frozen=True)
class Told:
    """A whole what-if in words; every list is short and says how many rows it leaves out."""

    nothing: bool
    sentences: tuple[Sentence, ...]
    goals: Listed
    initiatives: Listed
    links: Listed
    gaps: Listed
    efforts: EffortTable
    scores: tuple[ScoreRow, ...]


def told(foresight: Foresight, *, workspace: str, plan: str) -> Told:
    """A what-if in words; `workspace` is a slug for addresses, `plan` the title of the item's plan."""
    found = foresight.prediction
    goals = sorted(found.goals, key=_order)
    initiatives = sorted(found.initiatives, key=_order)
    missing = _new_gaps(foresight, found.workspace.before, found.workspace.after)
    return Told(
        nothing=found.nothing,
        sentences=tuple(sentences(foresight)),
        goals=_listed([_goal(foresight, one, workspace) for one in goals[:MOST]], len(goals)),
        initiatives=_listed(
            [_initiative(foresight, one, workspace) for one in initiatives[:MOST]], len(initiatives)
        ),
        links=_listed(
            [_link(foresight, one, workspace) for one in found.to_check[:MOST]], len(found.to_check)
        ),
        gaps=_listed([_gap(foresight, one, workspace) for one in missing[:MOST]], len(missing)),
        efforts=_efforts(foresight),
        scores=(
            ScoreRow(plan, score_words(found.plan.before), score_words(found.plan.after)),
            ScoreRow(_("All plans"), score_words(found.workspace.before), score_words(found.workspace.after)),
        ),
    )


def _order(shift: GoalShift | InitiativeShift) -> tuple[int, str]:
    return EFFECTS.index(shift.effect), shift.key


def _listed(rows: Sequence[Any], count: int) -> Listed:
    return Listed(rows, count - len(rows))


def _address(foresight: Foresight, key: str, workspace: str) -> str:
    node = foresight.node(key)
    return item_address(workspace, node.layer.word, node.id)


def _goal(foresight: Foresight, shift: GoalShift, workspace: str) -> ShiftRow:
    words, tone = {
        "gone": (_("Would not count any more"), "quiet"),
        "lost": (_("Loses all support"), "bad"),
        "weaker": (_("Less support"), "warn"),
        "changed": (_("Supported differently"), "info"),
        "gained": (_("First support"), "good"),
        "stronger": (_("More support"), "good"),
        "back": (_("Would count again"), "info"),
    }[shift.effect]
    title, address = foresight.node(shift.key).title, _address(foresight, shift.key, workspace)
    return ShiftRow(title, address, words, tone, _goal_side(shift.before), _goal_side(shift.after))


def _goal_side(goal: GoalTrace | None) -> Side | None:
    if goal is None:
        return None
    more = [outcomes_words(goal), work_words(goal)]
    if goal.strength is not None:
        more.insert(0, _("strength: %(word)s") % {"word": confidence_word(goal.strength)})
        solid = _("a briefing may call it supported"), _("a briefing may not call it supported")
        more.append(solid[not goal.solid])
    return Side(goal.verdict.value, goal_words(goal), tuple(more))


def _initiative(foresight: Foresight, shift: InitiativeShift, workspace: str) -> ShiftRow:
    words, tone = {
        "gone": (_("Would not count any more"), "quiet"),
        "lost": (_("Would support no goal"), "bad"),
        "weaker": (_("Weaker"), "warn"),
        "changed": (_("Other goals"), "info"),
        "gained": (_("Would support a goal"), "good"),
        "stronger": (_("Stronger"), "good"),
        "back": (_("Would count again"), "info"),
    }[shift.effect]
    node = foresight.node(shift.key)
    notes = [_("Not for a business goal; listed apart.")] if is_apart(foresight.graph, shift.key) else []
    if shift.lost and shift.after is not None:
        notes.append(_("No longer reaches %(goals)s.") % {"goals": _named(foresight, shift.lost)})
    if shift.gained and shift.before is not None:
        notes.append(_("Also reaches %(goals)s.") % {"goals": _named(foresight, shift.gained)})
    return ShiftRow(
        node.title,
        _address(foresight, shift.key, workspace),
        words,
        tone,
        _initiative_side(shift.before),
        _initiative_side(shift.after),
        " ".join(notes),
    )


def _initiative_side(found: InitiativeTrace | None) -> Side | None:
    return None if found is None else Side(found.verdict.value, verdict_words(found))


def _named(foresight: Foresight, keys: Sequence[str]) -> str:
    titles = [f"“{foresight.node(key).title}”" for key in keys[:FEW]]
    if len(keys) > FEW:
        titles.append(_("%(count)s more") % {"count": len(keys) - FEW})
    return ", ".join(titles)


def _link(foresight: Foresight, edge: Edge, workspace: str) -> LineRow:
    """A link; its address is that of the item at the other end."""
    mine = foresight.prediction.after.key
    other = edge.upper if edge.lower == mine else edge.lower
    lower, upper = (foresight.node(key).title for key in (edge.lower, edge.upper))
    return LineRow(f"{lower} → {upper}", _address(foresight, other, workspace), "")


def _new_gaps(foresight: Foresight, before: Score, after: Score) -> list[Unmet]:
    """What would have no link at all where one is expected, and has one now."""
    known = {(one.relation, one.key) for one in before.unmet if not one.present}
    found = (one for one in after.unmet if one.relation in GAPS and not one.present)
    return [one for one in found if (one.relation, one.key) not in known]


def _gap(foresight: Foresight, unmet: Unmet, workspace: str) -> LineRow:
    node = foresight.node(unmet.key)
    gap = Gap(kind=GAPS[unmet.relation], key=node.key, layer=node.layer, title=node.title, id=node.id)
    return LineRow(node.title, _address(foresight, unmet.key, workspace), gap_words(gap))


def _efforts(foresight: Foresight) -> EffortTable:
    named = {
        _("Would end"): foresight.freed,
        _("Would be taken up again"): foresight.begun,
        _("Would support no goal"): foresight.idle,
        _("Would begin to support a goal"): foresight.linked,
    }
    shown = {name: effort for name, effort in named.items() if effort.count}
    costs = [one for effort in shown.values() for one in effort.costs]
    states = [state for state in STATES if any(getattr(one, state) for one in costs)]
    only = states == ["unsaid"]
    columns = (_("Cost") if only else str(_state_words(state)) for state in states)
    return EffortTable(tuple(columns), tuple(_effort(name, one, states) for name, one in shown.items()))


def _state_words(state: str) -> str:
    return {
        "planned": _("Planned"),
        "committed": _("Committed"),
        "spent": _("Spent"),
        "unsaid": _("State not said"),
    }[state]


def _effort(name: str, effort: Effort, states: Sequence[str]) -> EffortRow:
    def amounts(state: str) -> tuple[str, ...]:
        sums = ((getattr(one, state), one.currency) for one in effort.costs)
        return tuple(money(amount, currency) for amount, currency in sums if amount)

    return EffortRow(
        name=name,
        count=effort.count,
        amounts=tuple(map(amounts, states)),
        hours=number(effort.hours) if effort.hours_unknown < effort.count else "",
        cost_unknown=effort.cost_unknown,
        hours_unknown=effort.hours_unknown,
    )
