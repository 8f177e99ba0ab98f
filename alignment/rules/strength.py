"""How sure a goal or an initiative is, and which hop to look at to make it surer (design, 3.3)."""

from dataclasses import dataclass

from alignment.rules.bits import members
from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.paths import Path, best_path
from alignment.rules.verdicts import InitiativeTrace, Trace


@dataclass(frozen=True, slots=True)
class Weakest:
    """The hop that bounds the strength of a path: its two ends and its link."""

    lower: Node
    upper: Node
    edge: Edge

    @property
    def confidence(self) -> int:
        """0 assumed to 3 measured: the strength of the whole path."""
        return self.edge.confidence


def weakest_on(graph: Graph, path: Path | None) -> Weakest | None:
    """The weakest hop of a path, of several the lowest in the chain; None without a link."""
    hop = path.weakest if path is not None else None
    if hop is None or hop.edge is None:
        return None
    return Weakest(graph.nodes[hop.lower], graph.nodes[hop.upper], hop.edge)


def weakest_below(graph: Graph, trace: Trace, goal: str) -> Weakest | None:
    """The weakest hop of the surest path up to a live goal; None when no initiative reaches it.

    Of several initiatives that are equally sure the first one by key speaks for the goal.
    """
    found = trace.goals.get(goal)
    if found is None or found.strength is None:
        return None
    wanted = trace.goal_set({goal})
    first = next(one for one in trace.initiatives.values() if one.sets[found.strength][one.place] & wanted)
    return weakest_on(graph, best_path(graph, first.key, goal))


def weakest_above(graph: Graph, found: InitiativeTrace) -> Weakest | None:
    """The weakest hop of the surest path from a live initiative to any goal; None when it reaches none."""
    for confidence in (3, 2, 1, 0):
        reached = found.sets[confidence][found.place]
        if reached:
            goal = found.names[next(iter(members(reached)))]
            return weakest_on(graph, best_path(graph, found.key, goal))
    return None
