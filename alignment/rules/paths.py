"""The paths of one item, hop by hop: for item pages, briefings and the map's focus.

Whole workspaces are judged in `verdicts`, which walks no path; here single items are followed, and
every list is capped, because the number of paths grows with the product of the links per layer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from alignment.rules.content import Layer
from alignment.rules.graph import Edge, Graph


@dataclass(frozen=True, slots=True)
class Hop:
    """One step up: over a link, or from a goal to its parent goal (`edge` is None then)."""

    lower: str
    upper: str
    edge: Edge | None = None

    @property
    def sound(self) -> bool:
        """Whether the hop carries a trace: it has a reason and is not suspect, or needs none."""
        return self.edge is None or self.edge.sound


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of hops upward; empty for an item that nothing is above."""

    start: str
    hops: tuple[Hop, ...]
    complete: bool  # it reaches a live goal

    @property
    def keys(self) -> tuple[str, ...]:
        """The items on the path, from below to above."""
        return (self.start, *(hop.upper for hop in self.hops))

    @property
    def end(self) -> str:
        """The highest item."""
        return self.keys[-1]

    @property
    def sound(self) -> bool:
        """Whether the path is a trace: complete, and every link has a reason and is not suspect."""
        return self.complete and all(hop.sound for hop in self.hops)

    @property
    def weakest(self) -> Hop | None:
        """The hop with the lowest confidence, of several the lowest in the chain; None without a link."""
        links = [hop for hop in self.hops if hop.edge is not None]
        return min(links, key=lambda hop: hop.edge.confidence if hop.edge else 0, default=None)

    @property
    def strength(self) -> int | None:
        """The confidence of the weakest link; None without a link."""
        weakest = self.weakest
        return weakest.edge.confidence if weakest and weakest.edge else None


def paths(graph: Graph, key: str, limit: int = 100) -> list[Path]:
    """Every whole path upward from a live item: complete ones first, then sound ones, then the strongest.

    A path goes on to the topmost live parent goal. One that stops below the goals is listed too, with
    `complete` false. At most `limit` are listed; `count_paths` tells how many there are.
    """
    node = graph.nodes.get(key)
    if node is None or not node.live:
        return []
    found = list(islice(_walk(graph, key), limit))
    return sorted(found, key=lambda path: (not path.complete, not path.sound, -(path.strength or 0)))


def _walk(graph: Graph, key: str) -> Iterator[Path]:
    """Depth first, the best onward links first, so that a capped list holds the best."""
    promise = _promises(graph, key)
    open_paths: list[tuple[Hop, ...]] = [()]
    while open_paths:
        hops = open_paths.pop()
        end = hops[-1].upper if hops else key
        onward = _onward(graph, end, {key, *(hop.upper for hop in hops)})
        if not onward:
            yield Path(key, hops, graph.nodes[end].layer is Layer.GOAL)
        onward.sort(key=lambda hop: _rank(hop, promise), reverse=True)
        open_paths.extend((*hops, hop) for hop in onward)


def _onward(graph: Graph, key: str, visited: set[str]) -> list[Hop]:
    node = graph.nodes[key]
    if node.layer is Layer.GOAL:
        parent = graph.parent_of(node)
        return [Hop(key, parent.key)] if parent and parent.key not in visited else []
    return [Hop(key, edge.upper, edge) for edge in graph.above.get(key, ())]


def _promises(graph: Graph, key: str) -> dict[str, tuple[bool, bool]]:
    """For each item above whether it reaches a goal, and whether it does so over sound links alone."""
    promise: dict[str, tuple[bool, bool]] = {}
    for item in sorted(reach_up(graph, key), key=lambda item: graph.nodes[item].layer):
        onward = [(edge.sound, *promise[edge.upper]) for edge in graph.above.get(item, ())]
        is_goal = graph.nodes[item].layer is Layer.GOAL
        promise[item] = (
            is_goal or any(reaches for _, reaches, _ in onward),
            is_goal or any(sound and soundly for sound, _, soundly in onward),
        )
    return promise


def _rank(hop: Hop, promise: dict[str, tuple[bool, bool]]) -> tuple[bool, bool, int, str]:
    """Smallest for the hop to follow first."""
    reaches, soundly = promise[hop.upper]
    confidence = hop.edge.confidence if hop.edge else 0
    return not reaches, not (hop.sound and soundly), -confidence, hop.upper


def count_paths(graph: Graph, key: str) -> int:
    """How many paths `paths` would list without a limit."""
    node = graph.nodes.get(key)
    if node is None or not node.live:
        return 0
    above = _closure(graph, [key], lambda item: [edge.upper for edge in graph.above.get(item, ())])
    counts: dict[str, int] = {}
    for item in sorted(above, key=lambda item: graph.nodes[item].layer):
        counts[item] = sum(counts[edge.upper] for edge in graph.above.get(item, ())) or 1
    return counts[key]


def reach_up(graph: Graph, key: str) -> frozenset[str]:
    """A live item and everything that a path from it upward touches; empty when it is not live."""

    def above(item: str) -> Iterable[str]:
        parent = graph.parent_of(graph.nodes[item])
        return [edge.upper for edge in graph.above.get(item, ())] + ([parent.key] if parent else [])

    return _closure(graph, [key], above)


def reach_down(graph: Graph, key: str) -> frozenset[str]:
    """A live item and everything that reaches it from below; empty when it is not live."""

    def below(item: str) -> Iterable[str]:
        return [edge.lower for edge in graph.below.get(item, ())] + list(graph.children.get(item, ()))

    return _closure(graph, [key], below)


def _closure(graph: Graph, start: list[str], onward: Callable[[str], Iterable[str]]) -> frozenset[str]:
    queue = [key for key in start if key in graph.nodes and graph.nodes[key].live]
    seen = set(queue)
    while queue:
        for item in onward(queue.pop()):
            if item not in seen:
                seen.add(item)
                queue.append(item)
    return frozenset(seen)
