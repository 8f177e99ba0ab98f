"""Reads the chain: the lean graph that verdicts are computed on.

The graph takes four narrow queries, whatever the size of the workspace. The trace of a
workspace is kept in the process under the workspace's revision, which every deed raises.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

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
from alignment.rules.content import live_status
from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.verdicts import Trace, trace
from alignment.tracing.kept import Kept

_traces: Kept[tuple[Graph, Trace]] = Kept(8)


def graph_of(workspace: Workspace) -> Graph:
    """Every item and link of a workspace, as lean as the rules allow: four queries."""
    nodes = _nodes(workspace)
    keys = {(int(node.layer), node.id): node.key for node in nodes}
    return Graph.of(nodes, _edges(workspace, keys))


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


def _nodes(workspace: Workspace) -> list[Node]:
    claims: dict[int, list[str]] = {}
    for pk, goal in Claim.objects.filter(workspace=workspace).values_list("initiative_id", "goal__key"):
        claims.setdefault(pk, []).append(goal)
    concrete = _concrete(workspace)
    first, *others = [_lean(workspace, layer) for layer in Layer]
    rows = first.union(*others, all=True).order_by("at", "position", "key")
    nodes = []
    for at, _position, key, title, pk, plan, archived, *texts, helps, hinders, has_group in rows.iterator(
        5000
    ):
        layer, (status, parent, no_learning, not_learning, purpose) = Layer(at), texts
        nodes.append(
            Node(
                key,
                layer,
                title,
                pk,
                plan,
                archived is None and live_status(layer, status),
                status,
                parent=parent or "",
                no_learning=bool(no_learning.strip()),
                not_learning=bool(not_learning.strip()),
                purpose=purpose,
                claims=tuple(claims.get(pk, ())) if layer is Layer.INITIATIVE else (),
                concrete=(layer, pk) in concrete,
                helps=helps,
                hinders=hinders,
                has_group=has_group,
            )
        )
    return nodes


def _lean(workspace: Workspace, layer: Layer) -> QuerySet[Any, tuple[Any, ...]]:
    """The items of a layer in the columns that all are read in; blank where a layer has no such thing."""
    acts = Behaviour.objects.filter(moment=OuterRef("pk"))
    own: dict[Layer, dict[str, Any]] = {
        Layer.GOAL: {
            "said_status": F("status"),
            "said_parent": F("parent__key"),
            "said_no_learning": F("no_learning_planned"),
        },
        Layer.OUTCOME: {},
        Layer.MOMENT: {
            "said_not_learning": F("not_a_learning_problem"),
            "helps": Exists(acts.filter(effect="helps")),
            "hinders": Exists(acts.filter(effect="hinders")),
        },
        Layer.LEARNING: {"has_group": Exists(GroupNeed.objects.filter(learning_outcome=OuterRef("pk")))},
        Layer.INITIATIVE: {"said_status": F("status"), "said_purpose": F("purpose")},
    }
    texts = ("said_status", "said_parent", "said_no_learning", "said_not_learning", "said_purpose")
    flags = ("helps", "hinders", "has_group")
    blank: dict[str, Any] = {name: Value("") for name in texts} | {name: Value(False) for name in flags}
    rows = ITEM[layer].objects.filter(workspace=workspace).order_by()
    return rows.annotate(at=Value(int(layer)), **(blank | own[layer])).values_list(
        *("at", "position", "key", "title", "pk", "plan__key", "archived_at"), *texts, *flags
    )


def _concrete(workspace: Workspace) -> set[tuple[Layer, int]]:
    """The goals and outcomes that have a concrete metric (design, 3.5)."""
    dated = Q(target_date__isnull=False)
    whole = (
        Q(kind__in=["increase", "decrease"], baseline__isnull=False, target__isnull=False) & dated
        | Q(kind__in=["at_least", "at_most"], target__isnull=False) & dated
        | Q(kind="range", target_low__isnull=False, target_high__isnull=False) & dated
        | Q(kind="milestone") & dated
    )
    layers = (Layer.GOAL, Layer.OUTCOME)
    rows = Metric.objects.filter(whole, workspace=workspace, archived_at=None).values_list(
        *(f"{METRIC_FIELD[layer]}_id" for layer in layers)
    )
    return {(layer, pk) for row in rows for layer, pk in zip(layers, row, strict=True) if pk is not None}


def _edges(workspace: Workspace, keys: dict[tuple[int, int], str]) -> list[Edge]:
    rows = links_of({layer: Q(workspace=workspace) for layer in LINK_UP}, "reason", "confidence")
    return [
        Edge(keys[at, low], keys[at - 1, up], bool(reason.strip()), confidence, suspect, pk)
        for at, _position, pk, low, up, suspect, reason, confidence in rows
    ]


def links_of(wanted: dict[Layer, Q], *fields: str) -> Iterator[Any]:
    """The wanted links by the layer of their lower end, in one query: plain rows, in their order.

    A row is (layer, position, id, lower id, upper id, suspect) and the `fields` that are asked for.
    """
    first, *others = [
        LINK_UP[layer]
        .objects.with_suspect()
        .filter(which)
        .order_by()
        .annotate(at=Value(int(layer)))
        .values_list("at", "position", "pk", "lower_id", "upper_id", "suspect", *fields)
        for layer, which in wanted.items()
    ]
    return first.union(*others, all=True).order_by("at", "position", "pk").iterator(chunk_size=5000)
