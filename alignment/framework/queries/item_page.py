"""All that the page of one item says: links with reasons, ways to goals, verdict, metrics, answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.framework.queries.citing import with_citations
from alignment.framework.queries.confirmations import with_confirmations
from alignment.framework.queries.gaps import findings_of_workspace
from alignment.framework.queries.metrics import MetricLine, metric_lines
from alignment.models import LINK_UP, Item, Layer, Link
from alignment.rules.gaps import Gap, SetAside
from alignment.rules.graph import Graph, Node
from alignment.rules.paths import Path, count_paths, paths, reach_down, reach_up
from alignment.rules.verdicts import Trace
from alignment.tracing.queries import traced

FEW_PATHS = 5
MANY_PATHS = 100


@dataclass(frozen=True)
class HopLine:
    """One step up on a way to a goal; without a link from a goal to its parent goal."""

    lower: Node
    upper: Node
    link: Any
    sound: bool


@dataclass(frozen=True)
class PathLine:
    """One way upward, hop by hop."""

    path: Path
    hops: tuple[HopLine, ...]


@dataclass(frozen=True)
class ItemPage:
    """An item among its neighbours; `up` and `down` are links with `suspect` and the `other` item."""

    item: Any
    node: Node | None
    up: list[Any]
    down: list[Any]
    paths: list[PathLine]
    all_paths: int
    goals: int  # live goals above
    initiatives: list[Node]  # live initiatives below, or the item itself
    metrics: list[MetricLine]
    gaps: list[Gap]
    hints: list[Gap]
    set_aside: list[SetAside]
    trace: Trace

    @property
    def to_recheck(self) -> int:
        """How many of its links are suspect."""
        return sum(link.suspect for link in (*self.up, *self.down))

    @property
    def more_paths(self) -> int:
        """How many ways are not listed."""
        return self.all_paths - len(self.paths)


def item_page(item: Item, *, today: date, all_paths: bool = False) -> ItemPage:
    """The page of an item as of a day: a fixed number of queries, whatever its links."""
    graph, trace = traced(item.workspace)
    told = findings_of_workspace(item.workspace, today)
    up, down = _links(item, "lower"), _links(item, "upper")
    limit = MANY_PATHS if all_paths else FEW_PATHS
    found = [] if item.layer is Layer.GOAL else paths(graph, item.key, limit)
    ways = [path for path in found if path.hops]
    above, below = reach_up(graph, item.key), reach_down(graph, item.key)
    lines = _lines(graph, ways)
    on_ways = [hop.link for line in lines for hop in line.hops if hop.link is not None]
    with_citations([*up, *down, *on_ways], item.workspace.slug)
    return ItemPage(
        item=item,
        node=graph.nodes.get(item.key),
        up=up,
        down=down,
        paths=lines,
        all_paths=count_paths(graph, item.key) if ways else 0,
        goals=len(_of_layer(graph, above - {item.key}, Layer.GOAL)),
        initiatives=_of_layer(graph, below, Layer.INITIATIVE),
        metrics=metric_lines(item, today),
        gaps=[gap for gap in told.gaps if gap.key == item.key],
        hints=[hint for hint in told.hints if hint.key == item.key],
        set_aside=[one for one in told.set_aside if one.hint.key == item.key],
        trace=trace,
    )


def _links(item: Item, end: str) -> list[Any]:
    """The links at one end of an item, with the item at the other end and its plan, in order."""
    layer = item.layer if end == "lower" else Layer(min(item.layer + 1, Layer.INITIATIVE))
    if layer not in LINK_UP or (end == "upper" and item.layer is Layer.INITIATIVE):
        return []
    other = "upper" if end == "lower" else "lower"
    links: Any = LINK_UP[layer].objects.filter(**{end: item, f"{other}__archived_at": None})
    found = links.with_suspect().select_related(f"{other}__plan", "confirmed_by")
    for link in found:
        link.other, link.word = getattr(link, other), layer.word
    ordered = sorted(found, key=lambda link: (link.other.position, link.other.key))
    return with_confirmations(ordered)


def _of_layer(graph: Graph, keys: Iterable[str], layer: Layer) -> list[Node]:
    found = (graph.nodes[key] for key in keys)
    return sorted((node for node in found if node.layer is layer), key=lambda node: (node.title, node.key))


def _lines(graph: Graph, found: list[Path]) -> list[PathLine]:
    """Paths with the links on their hops: one query a layer for all of them."""
    wanted: dict[Layer, set[int]] = {layer: set() for layer in LINK_UP}
    for path in found:
        for hop in path.hops:
            if hop.edge is not None:
                wanted[graph.nodes[hop.lower].layer].add(hop.edge.id)
    links: dict[tuple[Layer, int], Link] = {
        (layer, link.pk): link
        for layer, ids in wanted.items()
        if ids
        for link in LINK_UP[layer].objects.filter(pk__in=ids)
    }
    return [
        PathLine(
            path,
            tuple(
                HopLine(
                    graph.nodes[hop.lower],
                    graph.nodes[hop.upper],
                    links.get((graph.nodes[hop.lower].layer, hop.edge.id)) if hop.edge else None,
                    hop.sound,
                )
                for hop in path.hops
            ),
        )
        for path in found
    ]
