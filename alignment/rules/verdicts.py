"""Which initiative serves which goal, how surely, and what that says of both (design, sections 3.2, 3.3).

A path is a chain of counted links from an initiative up to a live goal; from there it goes on to
live parent goals, which weakens nothing. Nothing here walks paths one by one: every item gets the
set of goals above it as the bits of one integer, layer by layer, in one pass over the links for
each confidence from 0 to 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from alignment.rules.bits import Tally, members
from alignment.rules.content import Layer
from alignment.rules.graph import Graph, Node
from alignment.rules.ladder import Ladder

UNDER_WAY = frozenset({"approved", "in_design", "running"})


class Verdict(StrEnum):
    """What a trace says of an initiative; the words on screen are in tracing.words."""

    TRACED = "traced"
    UNCONFIRMED = "unconfirmed"
    BROKEN = "broken"
    CLAIMED = "claimed"
    ORPHAN = "orphan"


class GoalVerdict(StrEnum):
    """What a trace says of a goal."""

    SUPPORTED = "supported"
    NO_LEARNING_PLANNED = "no_learning_planned"
    REACHES_1 = "reaches_1"
    REACHES_2 = "reaches_2"
    REACHES_3 = "reaches_3"
    REACHES_4 = "reaches_4"


#: The words of `stops_at` in JSON.
LAYERS = {int(layer): layer for layer in Layer}
STOPS = {Layer.OUTCOME: "outcome", Layer.MOMENT: "moment", Layer.LEARNING: "learning_outcome"}


@dataclass(slots=True)
class InitiativeTrace:
    """What is known of one live initiative. Never changed; not frozen, as thousands are made at once."""

    key: str
    verdict: Verdict
    stops_at: str | None  # only when broken: learning_outcome, moment or outcome
    builds: bool
    place: int  # in `sets`
    names: tuple[str, ...]  # the keys of all live goals, which the sets count from
    sets: tuple[list[int], ...]  # of all initiatives: the goals reached with confidence 0, 1, 2, 3 or more
    suspect: int = 0  # how many suspect links stand on its paths upward

    @property
    def reached(self) -> int:
        """The goals that a path reaches, as a set (`Trace.goal_set`)."""
        return self.sets[0][self.place]

    @property
    def goals(self) -> dict[str, int]:
        """Every live goal that a path reaches, parents too, with the strength 0–3, in key order."""
        surer = [sets[self.place] for sets in self.sets[1:]]
        return {
            self.names[number]: sum(bits >> number & 1 for bits in surer) for number in members(self.reached)
        }


@dataclass(frozen=True, slots=True)
class GoalTrace:
    """What is known of one live goal."""

    key: str
    verdict: GoalVerdict
    reaches: int  # the deepest step present below it, 1–5
    strength: int | None  # the best of its initiatives', None when none reaches it
    outcomes: int  # its live outcomes with a counted link to it
    outcomes_reached: int  # those of them that a live initiative reaches
    under_way: int  # how many initiatives reach it: approved, in design or running
    proposed: int
    completed: int
    solid: bool  # a headline may call it supported
    suspect: int = 0  # how many suspect links stand on the paths below it, child goals included

    @property
    def by_work(self) -> dict[str, int]:
        """How many initiatives reach the goal, by how far the work is."""
        return {"under_way": self.under_way, "proposed": self.proposed, "completed": self.completed}


@dataclass(frozen=True)
class Trace:
    """The verdicts of a whole workspace, by key in code-point order. Live items only."""

    initiatives: Mapping[str, InitiativeTrace]
    goals: Mapping[str, GoalTrace]
    names: tuple[str, ...]  # the keys of all live goals, in order

    def goal_set(self, keys: set[str] | frozenset[str]) -> int:
        """Some goals as a set that can be compared with what an initiative reaches."""
        return sum(1 << number for number, key in enumerate(self.names) if key in keys)

    def reaching(self, goal: str) -> list[InitiativeTrace]:
        """The live initiatives that reach a goal, in key order."""
        wanted = self.goal_set({goal})
        return [initiative for initiative in self.initiatives.values() if initiative.reached & wanted]


def trace(graph: Graph) -> Trace:
    """The verdict of every live initiative and every live goal; linear in items and links."""
    ladder = Ladder(graph)
    names = tuple(node.key for node in ladder.goals)
    goals_above = ladder.goals_above(0)
    surer = (ladder.goals_above(confidence) for confidence in (1, 2, 3))
    sets = tuple(above[ladder.first_initiative :] for above in (goals_above, *surer))
    tops, sound, doubts = ladder.tops(), ladder.sound_to_goal(), ladder.suspects_above()
    initiatives = {}
    for place, node in enumerate(ladder.initiatives):
        top = LAYERS[tops[place]]
        verdict = _verdict(graph, node, top, sound[place])
        initiatives[node.key] = InitiativeTrace(
            key=node.key,
            verdict=verdict,
            stops_at=STOPS[top] if verdict is Verdict.BROKEN else None,
            builds=top is not Layer.INITIATIVE,
            place=place,
            names=names,
            sets=sets,
            suspect=doubts[place],
        )
    return Trace(initiatives, _goals(ladder, sets, goals_above), names)


def _verdict(graph: Graph, node: Node, top: Layer, sound: int) -> Verdict:
    if sound:
        return Verdict.TRACED
    if top is Layer.GOAL:
        return Verdict.UNCONFIRMED
    if top is not Layer.INITIATIVE:
        return Verdict.BROKEN
    claimed = (graph.nodes.get(key) for key in node.claims)
    if any(goal is not None and goal.live and goal.layer is Layer.GOAL for goal in claimed):
        return Verdict.CLAIMED
    return Verdict.ORPHAN


def _goals(ladder: Ladder, sets: tuple[list[int], ...], goals_above: list[int]) -> dict[str, GoalTrace]:
    size = len(ladder.goals)
    tallies = {"under_way": Tally(), "proposed": Tally(), "completed": Tally()}
    for node, reached in zip(ladder.initiatives, sets[0], strict=True):
        tallies[_stage(node.status)].add(reached)
    reached_by_any = [reduce(or_, column, 0) for column in sets]
    work = {name: tally.counts(size) for name, tally in tallies.items()}
    reaches = ladder.reaches()
    outcomes, outcomes_reached = ladder.outcomes()
    doubts = ladder.suspects_below(goals_above)
    solid = ladder.solid(UNDER_WAY)
    goals = {}
    for number, node in enumerate(ladder.goals):
        strength = sum(bits >> number & 1 for bits in reached_by_any) - 1
        goals[node.key] = GoalTrace(
            key=node.key,
            verdict=_goal_verdict(node, reaches[number]),
            reaches=reaches[number],
            strength=strength if strength >= 0 else None,
            outcomes=outcomes[number],
            outcomes_reached=outcomes_reached[number],
            under_way=work["under_way"][number],
            proposed=work["proposed"][number],
            completed=work["completed"][number],
            solid=bool(solid >> number & 1),
            suspect=doubts[number],
        )
    return goals


def _stage(status: str) -> str:
    if status in UNDER_WAY:
        return "under_way"
    return "completed" if status == "completed" else "proposed"


def _goal_verdict(node: Node, reaches: int) -> GoalVerdict:
    if reaches == Layer.INITIATIVE:
        return GoalVerdict.SUPPORTED
    if node.no_learning:
        return GoalVerdict.NO_LEARNING_PLANNED
    return GoalVerdict(f"reaches_{reaches}")
