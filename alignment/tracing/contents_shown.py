"""Which rows a plan's content is made from, and how they are grouped."""

from collections import defaultdict
from typing import Any

from django.db.models import F, Q, QuerySet

from alignment import models
from alignment.models import ITEM, Layer, Workspace
from alignment.rules.graph import Graph
from alignment.rules.paths import reach_down
from alignment.tracing.queries import traced

MOST_FOREIGN = 120


class Shown:
    """Which items are loaded: all of a workspace, or a plan's own and some foreign ones (by layer and id)."""

    def __init__(self, workspace: Workspace, plan: models.Plan | None, graph: Graph | None = None) -> None:
        self.workspace = workspace
        self.plan = plan
        self.foreign: dict[Layer, list[int]] = defaultdict(list)
        self.elsewhere: dict[tuple[Layer, int], str] = {}
        if plan is not None:
            graph = graph or traced(workspace)[0]
            for key in _foreign_keys(graph, plan.key):
                self.foreign[graph.nodes[key].layer].append(graph.nodes[key].id)
            self.elsewhere = {(node.layer, node.id): key for key, node in graph.nodes.items()}

    def items(self, layer: Layer, path: str = "") -> Q:
        """The filter on rows that hang on an item of a layer by `path`, or the items themselves."""
        where = Q(workspace=self.workspace)
        if self.plan is None:
            return where
        plan, pk = (f"{path}__plan", f"{path}_id") if path else ("plan", "pk")
        return where & (Q(**{plan: self.plan}) | Q(**{f"{pk}__in": self.foreign[layer]}))


def _foreign_keys(graph: Graph, plan: str) -> set[str]:
    """The items of other plans that a plan's pages show.

    These are the neighbours of its own items, and whatever else stands below its goals, so that work
    at home elsewhere is seen whole; where that is most of the workspace, the neighbours alone.
    """
    own = {key for key, node in graph.nodes.items() if node.plan == plan}
    below: set[str] = set()
    neighbours: set[str] = set()
    for key in own:
        node = graph.nodes[key]
        if node.layer is Layer.GOAL:
            below |= reach_down(graph, key)
            neighbours.add(node.parent)
        neighbours.update(node.claims)
    for edge in graph.edges:
        if edge.lower in own:
            neighbours.add(edge.upper)
        elif edge.upper in own:
            neighbours.add(edge.lower)
    neighbours = (neighbours & graph.nodes.keys()) - own
    below -= own
    return neighbours | below if len(below) <= MOST_FOREIGN else neighbours


def place(row: Any) -> tuple[int, str]:
    return row.position, row.key


def rows_of(shown: Shown, layer: Layer, order: dict[int, int]) -> list[Any]:
    found = ITEM[layer].objects.filter(shown.items(layer))
    if layer is Layer.GOAL:
        found = found.annotate(parent_key=F("parent__key"), promoted_key=F("promoted_from__key"))
    if layer is Layer.LEARNING:
        found = found.annotate(skill_key=F("framework_skill__key"))
    return sorted(found, key=lambda row: (order[row.plan_id], row.position, row.key))


def hanging(rows: QuerySet[Any], on: str) -> dict[int, list[Any]]:
    """Rows of a nested list by the id of the item they hang on, in their order."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        found[getattr(row, f"{on}_id")].append(row)
    return found


def same(row: Any, *fields: str) -> dict[str, Any]:
    """The fields that stand under the same name in the database and in the content."""
    return {name: getattr(row, name) for name in fields}
