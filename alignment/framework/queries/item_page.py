"""All that the page of one item says: links with reasons, ways to goals, verdict, metrics, answers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from alignment.framework.queries.citing import with_citations
from alignment.framework.queries.confirmations import with_confirmations
from alignment.framework.queries.gaps import findings_of_workspace, metrics_of_workspace
from alignment.framework.queries.metrics import MetricLine
from alignment.models import LINK_UP, Item, Layer, Link
from alignment.rules.gaps import Gap, SetAside
from alignment.rules.graph import Graph, Node
from alignment.rules.paths import Path, count_paths, paths, reach_down, reach_up
from alignment.rules.progress import measure
from alignment.rules.verdicts import Trace
from alignment.tracing.queries import links_of, traced

SAID = ("reason", "confidence", "evidence", "cited_metric_id", "cited_on")  # what a hop says of its link
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
    every = metrics_of_workspace(item.workspace)
    measured = [metric for metric in every if metric.item == item.key and not metric.archived]
    up, down = _links(item, "lower"), _links(item, "upper")
    with_confirmations([*up, *down])
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
        metrics=[MetricLine(metric, measure(metric, today)) for metric in measured],
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
    return sorted(found, key=lambda link: (link.other.position, link.other.key))


def _of_layer(graph: Graph, keys: Iterable[str], layer: Layer) -> list[Node]:
    found = (graph.nodes[key] for key in keys)
    return sorted((node for node in found if node.layer is layer), key=lambda node: (node.title, node.key))


def _lines(graph: Graph, found: list[Path]) -> list[PathLine]:
    """Paths with the links on their hops: one query for all of them."""
    wanted: dict[Layer, set[int]] = defaultdict(set)
    for path in found:
        for hop in path.hops:
            if hop.edge is not None:
                wanted[graph.nodes[hop.lower].layer].add(hop.edge.id)
    rows = links_of({layer: Q(pk__in=ids) for layer, ids in wanted.items()}, *SAID) if wanted else ()
    kinds: dict[Layer, Any] = LINK_UP
    links: dict[tuple[Layer, int], Link] = {
        (Layer(layer), pk): kinds[Layer(layer)](id=pk, **dict(zip(SAID, said, strict=True)))
        for layer, _position, pk, _lower, _upper, _suspect, *said in rows
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
