"""The part of a workspace's graph on which the verdicts of one plan depend: what a version freezes."""

from collections import defaultdict
from collections.abc import Iterable

from alignment.rules.content import Layer
from alignment.rules.graph import Graph, Node


def closure(graph: Graph, plan: str) -> Graph:
    """The graph narrowed to one plan, in the same order; all that the plan shows comes out as before.

    Kept are the plan's items, everything below its goals (child goals too), the direct neighbours of
    its items, what these claim, and everything above any of them, parent goals included. That is all
    that the plan's pages show, and what it is judged by. Linear in items and links.
    """
    above, below = _ties(graph)
    own = [key for key, node in graph.nodes.items() if node.plan == plan]
    goals = [key for key in own if graph.nodes[key].layer is Layer.GOAL]
    kept = {*own, *_reach(goals, below)}
    for key in own:
        kept.update(above[key], below[key])
    for key in list(kept):
        kept.update(claim for claim in graph.nodes[key].claims if claim in graph.nodes)
    kept |= _reach(kept, above)
    nodes: list[Node] = [node for key, node in graph.nodes.items() if key in kept]
    return Graph.of(nodes, (edge for edge in graph.edges if edge.lower in kept and edge.upper in kept))


def _ties(graph: Graph) -> tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]]:
    """What stands directly above and below each item, whether it counts or not; parents above goals."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    below: defaultdict[str, list[str]] = defaultdict(list)
    pairs = [(edge.lower, edge.upper) for edge in graph.edges]
    pairs += [(key, node.parent) for key, node in graph.nodes.items() if node.parent]
    for lower, upper in pairs:
        if lower in graph.nodes and upper in graph.nodes:
            above[lower].append(upper)
            below[upper].append(lower)
    return above, below


def _reach(start: Iterable[str], onward: dict[str, list[str]]) -> set[str]:
    seen = set(start)
    queue = list(seen)
    while queue:
        for key in onward.get(queue.pop(), ()):
            if key not in seen:
                seen.add(key)
                queue.append(key)
    return seen
