"""The skills gap of a goal: how far each target group is from what the goal asks of it (B19, B20).

A level is known from a self-assessment, a manager's rating or an estimate, and says so. A gap counts for a
goal when its learning outcome is below the goal, over links that count; it is tied to the moments of truth
that it decides, and one that decides none says so (E03).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from alignment.rules.content import Goal, GroupNeed, Layer, Learning, PlanContent, TargetGroup
from alignment.rules.graph import Graph
from alignment.rules.library import LevelReading
from alignment.rules.paths import reach_down

ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Level:
    """How far a group is, since when that is known (None: not said), and from what."""

    value: Decimal
    how: str  # self_assessment, manager or estimate
    on: datetime.date | None = None
    people: int | None = None  # who answered
    by: str = ""  # key of the person who says so


@dataclass(frozen=True, slots=True)
class Gap:
    """One learning outcome and one target group: what is needed, what is there, and what it decides."""

    learning: Learning
    group: TargetGroup
    required: int | None
    now: Level | None
    before: Level | None  # the reading before the one that counts
    moments: tuple[str, ...]  # keys of the live moments that it prepares for, below the goal
    outcomes: tuple[str, ...]  # keys of the outcomes that those moments decide, below the goal
    initiatives: tuple[str, ...]  # keys of the live initiatives that build it

    @property
    def gap(self) -> Decimal | None:
        """Needed less there: above zero something is missing; None while one of the two is not known."""
        if self.required is None or self.now is None:
            return None
        return self.required - self.now.value

    @property
    def missing(self) -> Decimal:
        """How much is missing, as far as it is known."""
        return max(self.gap or Decimal(0), Decimal(0))

    @property
    def trend(self) -> Decimal | None:
        """How much the level rose since the reading before; None without two readings."""
        if self.now is None or self.before is None:
            return None
        return self.now.value - self.before.value

    @property
    def is_known(self) -> bool:
        return self.gap is not None

    @property
    def weight(self) -> Decimal:
        """What orders gaps: levels missing times people, one person where the size is not known."""
        return self.missing * (self.group.size or 1)


@dataclass(frozen=True, slots=True)
class GoalGaps:
    """The gaps below a goal, the largest first. Without a goal: of learning outcomes that reach none."""

    goal: Goal | None
    gaps: tuple[Gap, ...]
    no_group: tuple[Learning, ...]  # learning outcomes that name nobody

    @property
    def open(self) -> tuple[Gap, ...]:
        """The gaps in which something is missing."""
        return tuple(gap for gap in self.gaps if gap.missing > 0)

    @property
    def unknown(self) -> tuple[Gap, ...]:
        """Those of which nobody can say it yet."""
        return tuple(gap for gap in self.gaps if not gap.is_known)

    @property
    def people(self) -> int | None:
        """How many people are in the groups to which something is missing; None when one's size is open."""
        sizes = {gap.group.key: gap.group.size for gap in self.open}
        known = [size for size in sizes.values() if size is not None]
        return sum(known) if len(known) == len(sizes) else None


def levels_of(learning: Learning, need: GroupNeed, as_of: datetime.date) -> tuple[Level | None, Level | None]:
    """How far a group is with a learning outcome on a day, and how far it was by the reading before.

    The latest reading up to that day counts, of several on one day the one recorded last. Without any, the
    level that the learning outcome itself names is an estimate.
    """
    found = [one for one in learning.levels if one.group == need.group and one.date <= as_of]
    found = [one for _place, one in sorted(enumerate(found), key=lambda pair: (pair[1].date, pair[0]))]
    if not found:
        said = need.current
        return (None if said is None else Level(Decimal(said), ESTIMATE)), None
    return _level(found[-1]), _level(found[-2]) if len(found) > 1 else None


def skills_gap(content: PlanContent, graph: Graph, as_of: datetime.date) -> tuple[GoalGaps, ...]:
    """The gaps of each live goal at home in the plan, in its order, then of what reaches none of them."""
    found: list[GoalGaps] = []
    placed: set[str] = set()
    for goal in content.goals:
        if goal.foreign or not graph.nodes[goal.key].live:
            continue
        below = reach_down(graph, goal.key)
        one = _gaps(content, graph, as_of, goal, below)
        placed |= below
        if one.gaps or one.no_group:
            found.append(one)
    loose = {
        item.key
        for item in content.learning_outcomes
        if item.key not in placed and not item.foreign and graph.nodes[item.key].live
    }
    if loose:
        above = _above(graph, loose)
        found.append(_gaps(content, graph, as_of, None, frozenset(loose | above)))
    return tuple(found)


def gaps_of_group(goals: Iterable[GoalGaps], group: str) -> tuple[Gap, ...]:
    """Each gap of one group once, the largest first, whichever goals it serves."""
    found: dict[str, Gap] = {}
    for one in goals:
        for gap in one.gaps:
            if gap.group.key == group:
                found.setdefault(gap.learning.key, gap)
    return tuple(sorted(found.values(), key=_order))


def _gaps(
    content: PlanContent, graph: Graph, as_of: datetime.date, goal: Goal | None, within: frozenset[str]
) -> GoalGaps:
    groups = {one.key: one for one in content.target_groups}
    gaps: list[Gap] = []
    nobody: list[Learning] = []
    for learning in content.learning_outcomes:
        node = graph.nodes.get(learning.key)
        if node is None or not node.live or learning.key not in within:
            continue
        if not learning.target_groups:
            nobody.append(learning)
        moments = _uppers(graph, [learning.key], within)
        outcomes = _uppers(graph, moments, within)
        builders = tuple(edge.lower for edge in graph.below.get(learning.key, ()))
        for need in learning.target_groups:
            if need.group not in groups:
                continue
            now, before = levels_of(learning, need, as_of)
            gaps.append(
                Gap(
                    learning=learning,
                    group=groups[need.group],
                    required=need.required,
                    now=now,
                    before=before,
                    moments=moments,
                    outcomes=outcomes,
                    initiatives=builders,
                )
            )
    return GoalGaps(goal, tuple(sorted(gaps, key=_order)), tuple(nobody))


def _uppers(graph: Graph, keys: Iterable[str], within: frozenset[str]) -> tuple[str, ...]:
    """What stands right above these items, each once."""
    found = (edge.upper for key in keys for edge in graph.above.get(key, ()))
    return tuple(dict.fromkeys(key for key in found if key in within))


def _above(graph: Graph, keys: set[str]) -> set[str]:
    """What is above these items below the goals: moments and outcomes that serve no goal yet."""
    found: set[str] = set()
    place = set(keys)
    while place:
        place = {edge.upper for key in place for edge in graph.above.get(key, ())} - found
        found |= place
    return {key for key in found if graph.nodes[key].layer is not Layer.GOAL}


def _order(gap: Gap) -> tuple[bool, Decimal]:
    """What is missing first, the most for the most people at the top; then what is not known."""
    if gap.missing > 0:
        return False, -gap.weight
    return True, Decimal(0 if not gap.is_known else 1)


def _level(reading: LevelReading) -> Level:
    return Level(reading.level, reading.how, reading.date, reading.people, reading.by)
