"""Reads the chain: the lean graph that verdicts are computed on, and a plan's whole content.

The graph takes one narrow query a table, whatever the size of the workspace. The trace of a
workspace is kept in the process under the workspace's revision, which every deed raises.
"""

from django.db.models import Q

from alignment.models import (
    ITEM,
    LINK_UP,
    METRIC_FIELD,
    Behaviour,
    Claim,
    GroupNeed,
    Layer,
    Metric,
    Plan,
    Workspace,
)
from alignment.rules.content import GOAL_LIVE, INITIATIVE_LIVE
from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.verdicts import Trace, trace
from alignment.tracing.kept import Kept

_traces: Kept[tuple[Graph, Trace]] = Kept(8)


def graph_of(workspace: Workspace) -> Graph:
    """Every item and link of a workspace, as lean as the rules allow: a fixed number of queries."""
    keys: dict[Layer, dict[int, str]] = {}
    nodes: list[Node] = []
    for layer in Layer:
        found = _nodes(workspace, layer)
        keys[layer] = {node.id: node.key for node in found}
        nodes.extend(found)
    _mark_concrete(workspace, nodes)
    edges = [edge for layer in LINK_UP for edge in _edges(workspace, layer, keys)]
    return Graph.of(nodes, edges)


def traced(workspace: Workspace) -> tuple[Graph, Trace]:
    """The graph of a workspace and its verdicts, computed once for each revision in each process."""

    def make() -> tuple[Graph, Trace]:
        graph = graph_of(workspace)
        return graph, trace(graph)

    return _traces.get(workspace, make)


def trace_of(workspace: Workspace) -> Trace:
    """The verdicts of a workspace."""
    return traced(workspace)[1]


def plan_titles(workspace: Workspace) -> dict[str, str]:
    """The titles of a workspace's plans by key, archived ones too."""
    return dict(Plan.objects.filter(workspace=workspace).values_list("key", "title"))


def _nodes(workspace: Workspace, layer: Layer) -> list[Node]:
    rows = ITEM[layer].objects.filter(workspace=workspace)
    common = ("key", "title", "id", "plan__key", "archived_at")
    if layer is Layer.GOAL:
        return [
            Node(
                key,
                layer,
                title,
                pk,
                plan,
                archived is None and status in GOAL_LIVE,
                status,
                parent=parent or "",
                no_learning=bool(no_learning.strip()),
            )
            for key, title, pk, plan, archived, status, parent, no_learning in rows.values_list(
                *common, "status", "parent__key", "no_learning_planned"
            ).iterator(chunk_size=5000)
        ]
    if layer is Layer.MOMENT:
        helps, hinders = _moments_with(workspace, "helps"), _moments_with(workspace, "hinders")
        return [
            Node(
                key,
                layer,
                title,
                pk,
                plan,
                archived is None,
                not_learning=bool(reason.strip()),
                helps=pk in helps,
                hinders=pk in hinders,
            )
            for key, title, pk, plan, archived, reason in rows.values_list(
                *common, "not_a_learning_problem"
            ).iterator(chunk_size=5000)
        ]
    if layer is Layer.LEARNING:
        groups = set(
            GroupNeed.objects.filter(workspace=workspace).values_list("learning_outcome_id", flat=True)
        )
        return [
            Node(key, layer, title, pk, plan, archived is None, has_group=pk in groups)
            for key, title, pk, plan, archived in rows.values_list(*common).iterator(chunk_size=5000)
        ]
    if layer is Layer.INITIATIVE:
        claims: dict[int, list[str]] = {}
        for pk, goal in Claim.objects.filter(workspace=workspace).values_list("initiative_id", "goal__key"):
            claims.setdefault(pk, []).append(goal)
        return [
            Node(
                key,
                layer,
                title,
                pk,
                plan,
                archived is None and status in INITIATIVE_LIVE,
                status,
                purpose=purpose,
                claims=tuple(claims.get(pk, ())),
            )
            for key, title, pk, plan, archived, status, purpose in rows.values_list(
                *common, "status", "purpose"
            ).iterator(chunk_size=5000)
        ]
    return [
        Node(key, layer, title, pk, plan, archived is None)
        for key, title, pk, plan, archived in rows.values_list(*common).iterator(chunk_size=5000)
    ]


def _moments_with(workspace: Workspace, effect: str) -> set[int]:
    return set(
        Behaviour.objects.filter(workspace=workspace, effect=effect).values_list("moment_id", flat=True)
    )


def _mark_concrete(workspace: Workspace, nodes: list[Node]) -> None:
    """Marks goals and outcomes that have a concrete metric (design, 3.5)."""
    dated = Q(target_date__isnull=False)
    whole = (
        Q(kind__in=["increase", "decrease"], baseline__isnull=False, target__isnull=False) & dated
        | Q(kind__in=["at_least", "at_most"], target__isnull=False) & dated
        | Q(kind="range", target_low__isnull=False, target_high__isnull=False) & dated
        | Q(kind="milestone") & dated
    )
    found = {
        layer: set(
            Metric.objects.filter(
                whole, workspace=workspace, archived_at=None, **{f"{METRIC_FIELD[layer]}__isnull": False}
            ).values_list(f"{METRIC_FIELD[layer]}_id", flat=True)
        )
        for layer in (Layer.GOAL, Layer.OUTCOME)
    }
    for node in nodes:
        if node.layer in found and node.id in found[node.layer]:
            node.concrete = True


def _edges(workspace: Workspace, layer: Layer, keys: dict[Layer, dict[int, str]]) -> list[Edge]:
    lower, upper = keys[layer], keys[Layer(layer - 1)]
    rows = (
        LINK_UP[layer]
        .objects.filter(workspace=workspace)
        .values_list(
            "id",
            "lower_id",
            "upper_id",
            "reason",
            "confidence",
            "lower_meaning",
            "upper_meaning",
            "lower__meaning",
            "upper__meaning",
        )
    )
    return [
        Edge(lower[low], upper[up], bool(reason.strip()), confidence, lm != lower_now or um != upper_now, pk)
        for pk, low, up, reason, confidence, lm, um, lower_now, upper_now in rows.iterator(chunk_size=5000)
    ]
