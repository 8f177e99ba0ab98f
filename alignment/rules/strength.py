"""How sure a goal or an initiative is, and which hop to look at to make it surer (design, 3.3)."""

from dataclasses import dataclass

from alignment.rules.graph import Edge, Graph, Node


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


def weakest_below(graph: Graph, goal: str) -> Weakest | None:
    """The weakest hop of the surest path up to a live goal; None when no initiative reaches it."""
    return _of(graph, graph.weakest.goals.get(goal))


def weakest_above(graph: Graph, initiative: str) -> Weakest | None:
    """The weakest hop of the surest path from a live initiative to any goal; None when it reaches none."""
    return _of(graph, graph.weakest.initiatives.get(initiative))


def _of(graph: Graph, edge: Edge | None) -> Weakest | None:
    return Weakest(graph.nodes[edge.lower], graph.nodes[edge.upper], edge) if edge else None
