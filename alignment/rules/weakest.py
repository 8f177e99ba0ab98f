"""The hop that makes a support no surer: the weakest one of a best path, for everything at once.

To follow the surest path of one goal after the other is slow where there are thousands. Here one pass
over the links upward and one downward finds the hop for all. A graph keeps what it finds (`Graph.weakest`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from alignment.rules.content import Layer

if TYPE_CHECKING:  # a graph offers this, so this cannot need it before
    from alignment.rules.graph import Edge, Graph

#: Of a path: its weakest confidence, whether it is sound, the confidence of all its links, the weakest link.
Best: TypeAlias = "tuple[int, bool, int, Edge | None]"
NOTHING_YET: Best = (4, True, 0, None)  # surer than any link


@dataclass(frozen=True)
class WeakestHops:
    """The weakest link by the key of an initiative, or of a goal; who serves nothing is left out.

    It is that of a path as sure as any; where two as sure meet, the sound one goes on, then the one with
    more confidence in all. Of several links as weak it is the lowest.
    """

    initiatives: Mapping[str, Edge]
    goals: Mapping[str, Edge]


def weakest_hops(graph: Graph) -> WeakestHops:
    """Two passes, linear in the links."""
    above: dict[str, Best] = {node.key: NOTHING_YET for node in graph.live(Layer.GOAL)}
    below: dict[str, Best] = {node.key: NOTHING_YET for node in graph.live(Layer.INITIATIVE)}
    links: dict[Layer, list[Edge]] = {layer: [] for layer in Layer}
    for edge in graph.counted:
        links[graph.nodes[edge.lower].layer].append(edge)
    for layer in Layer:
        for edge in links[layer]:
            _offer(above, edge.lower, _with(above.get(edge.upper), edge, below=True))
    for layer in reversed(Layer):
        for edge in links[layer]:
            _offer(below, edge.upper, _with(below.get(edge.lower), edge, below=False))
    for goal, best in [(node.key, below.get(node.key)) for node in graph.live(Layer.GOAL)]:
        for parent in _parents(graph, goal):
            _offer(below, parent, best)
    return WeakestHops(_links(graph, above, Layer.INITIATIVE), _links(graph, below, Layer.GOAL))


def _with(path: Best | None, edge: Edge, *, below: bool) -> Best | None:
    """A path and one more link at its lower or its upper end; None where there is no path."""
    if path is None:
        return None
    width, sound, total, weakest = path
    weaker = edge.confidence <= width if below else edge.confidence < width
    return (
        min(width, edge.confidence),
        sound and edge.sound,
        total + edge.confidence,
        edge if weaker else weakest,
    )


def _offer(best: dict[str, Best], key: str, path: Best | None) -> None:
    if path is not None and (key not in best or path[:3] > best[key][:3]):
        best[key] = path


def _parents(graph: Graph, goal: str) -> Iterator[str]:
    """The live goals above a goal, one after the other."""
    seen, parent = {goal}, graph.parent_of(graph.nodes[goal])
    while parent is not None and parent.key not in seen:
        yield parent.key
        seen.add(parent.key)
        parent = graph.parent_of(parent)


def _links(graph: Graph, best: dict[str, Best], layer: Layer) -> dict[str, Edge]:
    found = ((node.key, best.get(node.key)) for node in graph.live(layer))
    return {key: path[3] for key, path in found if path is not None and path[3] is not None}
