"""What would follow from a change of one item: an imagined graph, and how it differs from the one there is.

Nothing is changed here: an imagined graph shares everything with the real one but the changed item and
its links. What it says is then found out by the same rules as of the real one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.score import score
from alignment.rules.shifts import GoalShift, InitiativeShift, ScoreShift, goal_shifts, initiative_shifts
from alignment.rules.verdicts import Trace, trace

#: A link by its ends: (lower, upper).
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One item as it would be, and which of its links would then be suspect; others stay as they are."""

    node: Node
    doubts: Mapping[Pair, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link of the item that changes: what the item meant when it was confirmed, and its other end."""

    lower: str
    upper: str
    confirmed: str
    other_holds: bool  # the item at the other end means what it meant then


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a change would do; lists in key order, `to_check` and `settled` in the order of the graph."""

    before: Node
    after: Node
    goals: tuple[GoalShift, ...]
    initiatives: tuple[InitiativeShift, ...]
    to_check: tuple[Edge, ...]  # links that would be suspect and count, and do not so now
    settled: tuple[Edge, ...]  # links that are suspect and count, and would not so any more
    plan: ScoreShift  # of the items of the item's home plan
    workspace: ScoreShift
    then: Graph = field(compare=False, repr=False)  # in which the change is made

    @property
    def nothing(self) -> bool:
        """Whether no goal, no initiative, no link and no score would change."""
        return not (
            self.goals
            or self.initiatives
            or self.to_check
            or self.settled
            or self.plan.changed
            or self.workspace.changed
        )


def archiving(graph: Graph, key: str) -> Change:
    """The item leaves maps and traces."""
    return Change(replace(graph.nodes[key], live=False, archived=True))


def doubts_after(
    ties: Iterable[Tie], before: str, after: str, *, wording_only: bool = False, revived: bool = False
) -> dict[Pair, bool]:
    """Which links of an item would be suspect once its digest goes from `before` to `after` (design, 3.4).

    An item that comes back to life makes all its links suspect. With `wording_only` those that were
    sound stay so. A link whose confirmed digests both ends have again is sound again.
    """
    doubts = {}
    for tie in ties:
        sound_now = tie.confirmed == before and tie.other_holds
        holds = tie.confirmed == after and tie.other_holds
        kept = wording_only and sound_now
        doubts[tie.lower, tie.upper] = revived or not (holds or kept)
    return doubts


def imagined(graph: Graph, change: Change) -> Graph:
    """The graph in which the change is made. Linear in items and links, and far below a trace."""
    key, doubts = change.node.key, change.doubts
    nodes = graph.nodes | {key: change.node}
    if not doubts:
        return Graph(nodes, graph.edges)
    edges = [
        replace(edge, suspect=doubts.get(pair(edge), edge.suspect))
        if edge.lower == key or edge.upper == key
        else edge
        for edge in graph.edges
    ]
    return Graph(nodes, edges)


def predict(graph: Graph, known: Trace, change: Change) -> Prediction:
    """What a change of one item would do to a workspace; `known` is the trace of the graph as it is.

    Costs one more trace and four scores.
    """
    then = imagined(graph, change)
    foreseen = trace(then)
    before, after = graph.nodes[change.node.key], change.node
    home = {key for key, node in graph.nodes.items() if node.plan == before.plan}
    return Prediction(
        before=before,
        after=after,
        goals=goal_shifts(known, foreseen),
        initiatives=initiative_shifts(known, foreseen),
        to_check=_suspects(then, change, graph),
        settled=_suspects(graph, change, then),
        plan=ScoreShift(score(graph, home), score(then, home)),
        workspace=ScoreShift(score(graph), score(then)),
        then=then,
    )


def _suspects(graph: Graph, change: Change, other: Graph) -> tuple[Edge, ...]:
    """The links of the item that count and are suspect in one graph, and not so in the other."""
    there = {pair(edge) for edge in _at(other, change.node.key) if _doubted(other, edge)}
    mine = (edge for edge in _at(graph, change.node.key) if _doubted(graph, edge))
    return tuple(edge for edge in mine if pair(edge) not in there)


def pair(edge: Edge) -> Pair:
    """A link by its ends."""
    return edge.lower, edge.upper


def _at(graph: Graph, key: str) -> list[Edge]:
    return [edge for edge in graph.edges if edge.lower == key or edge.upper == key]


def _doubted(graph: Graph, edge: Edge) -> bool:
    return edge.suspect and graph.joins(edge.lower, edge.upper)
