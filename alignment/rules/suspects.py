"""How many links are to be re-checked: those that count and are suspect (design, 3.4)."""

from alignment.rules.graph import Graph


def to_recheck(graph: Graph, plan: str | None = None) -> int:
    """The number of counted links that are suspect; of a plan (its key) those with an end at home in it."""
    nodes = graph.rungs.nodes
    ends = ((nodes[lower].plan, nodes[upper].plan) for lower, upper in graph.rungs.suspects())
    return sum(plan is None or plan in homes for homes in ends)
