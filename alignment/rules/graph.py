"""The lean graph that verdicts, strength and score are computed on: two flat lists.

It can be filled from the database with a few narrow queries (tracing.queries.graph_of) or
from a PlanContent (graph_of_content); both must give the same answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from alignment.rules.content import (
    Goal,
    Initiative,
    Item,
    Layer,
    Learning,
    Link,
    Moment,
    PlanContent,
    is_live,
)
from alignment.rules.progress import is_concrete
from alignment.rules.rungs import GRADES, REASONED, STATES, SUSPECT, Row, Rungs
from alignment.rules.weakest import WeakestHops, weakest_hops


@dataclass(slots=True)
class Node:
    """What the rules need to know of one item. Never changed once it is in a graph."""

    key: str
    layer: Layer
    title: str = ""
    id: int = 0
    plan: str = ""  # key of the home plan
    live: bool = True
    status: str = ""  # goals and initiatives
    parent: str = ""  # goals: key of the parent goal
    no_learning: bool = False  # goals: "no learning planned" is marked
    not_learning: bool = False  # moments: "not a learning problem" is marked
    purpose: str = ""  # initiatives
    claims: tuple[str, ...] = ()  # initiatives: keys of the goals that are claimed
    concrete: bool = False  # goals and outcomes: has a concrete metric that is not archived
    helps: bool = False  # moments
    hinders: bool = False  # moments
    has_group: bool = False  # learning outcomes
    archived: bool = False  # it is not live then, whatever its status


@dataclass(slots=True)
class Edge:
    """One link row, whether it counts or not (it counts when both ends are live)."""

    lower: str
    upper: str
    has_reason: bool = False  # a reason of white space is none
    confidence: int = 0
    suspect: bool = False
    id: int = 0

    @property
    def sound(self) -> bool:
        """Whether the link says why and nobody has to look at it again: it can carry a trace."""
        return self.has_reason and not self.suspect


class Graph:
    """All items and links of a workspace, archived ones with live=False. Never changed once filled.

    The links of many are given as `rows` of numbers: edges are made of them when somebody asks.
    """

    def __init__(
        self, nodes: dict[str, Node], edges: list[Edge] | None = None, rows: Sequence[Row] = ()
    ) -> None:
        self.nodes = nodes
        self._rows = rows
        if edges is not None:
            self.edges = edges

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> "Graph":
        return cls({node.key: node for node in nodes}, list(edges))

    @cached_property
    def edges(self) -> list[Edge]:
        """The links, whether they count or not; those of rows in the order of layer, position, id."""
        keys: dict[int, dict[int, str]] = {layer: {} for layer in Layer}
        for node in self.nodes.values():
            keys[node.layer][node.id] = node.key
        edges = []
        for kind, _position, pk, low, up in sorted(self._rows, key=_in_order):
            layer, grade = divmod(kind, GRADES)
            confidence, state = divmod(grade, STATES)
            lower, upper = keys[layer][low], keys[layer - 1][up]
            edges.append(Edge(lower, upper, bool(state & REASONED), confidence, bool(state & SUSPECT), pk))
        return edges

    def joins(self, lower: str, upper: str) -> bool:
        """Whether a link between two items counts: both are there, live, and on neighbouring layers."""
        below, above = self.nodes.get(lower), self.nodes.get(upper)
        if below is None or above is None or not (below.live and above.live):
            return False
        return below.layer == above.layer + 1

    def live(self, layer: Layer) -> list[Node]:
        """The live items of one layer, in the order in which the graph was filled."""
        return [node for node in self.nodes.values() if node.layer is layer and node.live]

    def parent_of(self, node: Node) -> Node | None:
        """The live parent goal of a live goal, the hop on which a path goes on; None when there is none."""
        parent = self.nodes.get(node.parent) if node.parent else None
        if parent is None or not node.live or not parent.live or parent.layer is not Layer.GOAL:
            return None
        return parent

    @cached_property
    def rungs(self) -> Rungs:
        """The same as numbers, for whoever passes over everything."""
        rungs = Rungs(self.nodes.values())
        if self._rows:
            rungs.add_rows(self._rows)
        else:
            rungs.add_edges(self.edges)
        return rungs

    @cached_property
    def counted(self) -> list[Edge]:
        """The links that count."""
        return [edge for edge in self.edges if self.joins(edge.lower, edge.upper)]

    @cached_property
    def above(self) -> Mapping[str, list[Edge]]:
        """The counted links of each item to the layer above it; items without one are left out."""
        above: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.counted:
            above[edge.lower].append(edge)
        return dict(above)

    @cached_property
    def below(self) -> Mapping[str, list[Edge]]:
        """The counted links of each item from the layer below it; items without one are left out."""
        below: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.counted:
            below[edge.upper].append(edge)
        return dict(below)

    @cached_property
    def weakest(self) -> WeakestHops:
        """The weakest link of a best path of every initiative and goal."""
        return weakest_hops(self)

    @cached_property
    def children(self) -> Mapping[str, list[str]]:
        """The keys of the live child goals of each live goal; goals without one are left out."""
        children: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes.values():
            if node.layer is Layer.GOAL and (parent := self.parent_of(node)):
                children[parent.key].append(node.key)
        return dict(children)


def _in_order(row: Row) -> tuple[int, int, int]:
    return row[0] // GRADES, row[1], row[2]


def graph_of_content(content: PlanContent) -> Graph:
    """The graph of a plan file, a snapshot or a page's content; the order of the content is kept."""
    concrete = {metric.item for metric in content.metrics if not metric.archived and is_concrete(metric)}
    nodes = (_node(layer, item, item.key in concrete) for layer, item in content.layered())
    return Graph.of(nodes, map(_edge, content.links))


def _node(layer: Layer, item: Item, concrete: bool) -> Node:
    node = Node(
        key=item.key,
        layer=layer,
        title=item.title,
        id=item.id,
        plan=item.plan,
        live=is_live(layer, item),
        concrete=concrete,
        archived=item.archived,
    )
    if isinstance(item, Goal):
        node.status = item.status
        node.parent = item.parent
        node.no_learning = bool(item.no_learning_planned.strip())
    elif isinstance(item, Moment):
        node.not_learning = bool(item.not_a_learning_problem.strip())
        node.helps = any(behaviour.effect == "helps" for behaviour in item.behaviours)
        node.hinders = any(behaviour.effect == "hinders" for behaviour in item.behaviours)
    elif isinstance(item, Learning):
        node.has_group = bool(item.target_groups)
    elif isinstance(item, Initiative):
        node.status = item.status
        node.purpose = item.purpose
        node.claims = tuple(claim.goal for claim in item.claims)
    return node


def _edge(link: Link) -> Edge:
    return Edge(
        lower=link.lower,
        upper=link.upper,
        has_reason=bool(link.reason.strip()),
        confidence=link.confidence,
        suspect=link.suspect,
        id=link.id,
    )
