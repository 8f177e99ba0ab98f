"""How sure a goal or an initiative is, and which hop to look at to make it surer (design, 3.3)."""

from dataclasses import dataclass

from alignment.rules.graph import Edge, Graph, Node


def hop_words(lower: str, upper: str) -> str:
    """A hop by its ends, the same wherever it is named: "Listen → Monthly talk"."""
    return f"{lower} → {upper}"


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

    @property
    def hop(self) -> str:
        """The hop in words."""
        return hop_words(self.lower.title, self.upper.title)


def weakest_below(graph: Graph, goal: str) -> Weakest | None:
    """The weakest hop of the surest path up to a live goal; None when no initiative reaches it."""
    return _of(graph, graph.weakest.goals.get(goal))


def weakest_above(graph: Graph, initiative: str) -> Weakest | None:
    """The weakest hop of the surest path from a live initiative to any goal; None when it reaches none."""
    return _of(graph, graph.weakest.initiatives.get(initiative))


def _of(graph: Graph, edge: Edge | None) -> Weakest | None:
    return Weakest(graph.nodes[edge.lower], graph.nodes[edge.upper], edge) if edge else None
