"""Which links are to be re-checked: those that count and are suspect (design, 3.4)."""

from alignment.rules.graph import Edge, Graph


def to_recheck(graph: Graph, plan: str = "") -> list[Edge]:
    """The counted links that are suspect; of a plan (by its key) those with an end at home in it."""
    return [
        edge
        for edge in graph.counted
        if edge.suspect and (not plan or plan in (graph.nodes[edge.lower].plan, graph.nodes[edge.upper].plan))
    ]
