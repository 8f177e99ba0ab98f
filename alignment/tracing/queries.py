"""Reads the chain: the lean graph that verdicts are computed on.

The graph takes three narrow queries, whatever the size of the workspace. The trace of a
workspace is kept in the process under the workspace's revision, which every deed raises.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Exact, In

from alignment.models import (
    ITEM,
    LINK_UP,
    Behaviour,
    Claim,
    GroupNeed,
    Layer,
    Metric,
    Plan,
    Workspace,
)
from alignment.rules.content import live_status
from alignment.rules.graph import Graph, Node
from alignment.rules.rungs import GRADES, REASONED, STATES, SUSPECT, Row
from alignment.rules.verdicts import Trace, trace
from alignment.tracing.kept import Kept

LAYERS = {int(layer): layer for layer in Layer}
SPACES = tuple(filter(str.isspace, map(chr, range(0x3001))))
MARKS = ("claims", "concrete", "helps", "hinders", "has_group")
is_live_by = cache(live_status)  # there are few statuses and many items
_traces: Kept[tuple[Graph, Trace]] = Kept(8)


def graph_of(workspace: Workspace) -> Graph:
    """Every item and link of a workspace, as lean as the rules allow: three queries."""
    with no_collection():
        nodes = _nodes(workspace)
        return Graph({node.key: node for node in nodes}, rows=_links(workspace))


@contextmanager
def no_collection() -> Iterator[None]:
    """Makes many objects that all stay, without Python looking again and again for those that do not."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def traced(workspace: Workspace) -> tuple[Graph, Trace]:
    """The graph of a workspace and its verdicts, computed once for each revision in each process."""

    def make() -> tuple[Graph, Trace]:
        with no_collection():
            graph = graph_of(workspace)
            return graph, trace(graph)

    return _traces.get(workspace, make)


def plan_titles(workspace: Workspace) -> dict[str, str]:
    """The titles of a workspace's plans by key, archived ones too."""
    return dict(Plan.objects.filter(workspace=workspace).values_list("key", "title"))


def _nodes(workspace: Workspace) -> list[Node]:
    """The items in the order of layer, position, key."""
    marks = _marks(workspace)
    first, *others = [_lean(workspace, layer) for layer in Layer]
    nodes = []
    for at, rows in groupby(sorted(_plain(first.union(*others, all=True))), itemgetter(0)):
        layer = LAYERS[at]
        claims, concrete, helps, hinders, has_group = (marks.get((at, mark), {}) for mark in MARKS)
        for _at, _position, key, pk, title, plan, archived, status, parent, planned, problem, purpose in rows:
            nodes.append(
                Node(
                    key,
                    layer,
                    title,
                    pk,
                    plan,
                    not archived and is_live_by(layer, status),
                    status,
                    parent or "",
                    bool(planned.strip()),
                    bool(problem.strip()),
                    purpose,
                    tuple(claims.get(pk, ())),
                    pk in concrete,
                    pk in helps,
                    pk in hinders,
                    pk in has_group,
                    bool(archived),
                )
            )
    return nodes


def _lean(workspace: Workspace, layer: Layer) -> QuerySet[Any, tuple[Any, ...]]:
    """The items of a layer in the columns that all are read in; blank where a layer has no such thing.

    Plain numbers and texts only, so that a row comes as the driver makes it.
    """
    own: dict[Layer, dict[str, Any]] = {
        Layer.GOAL: {
            "said_status": F("status"),
            "said_parent": F("parent__key"),
            "said_no_learning": F("no_learning_planned"),
        },
        Layer.OUTCOME: {},
        Layer.MOMENT: {"said_not_learning": F("not_a_learning_problem")},
        Layer.LEARNING: {},
        Layer.INITIATIVE: {"said_status": F("status"), "said_purpose": F("purpose")},
    }
    texts = ("said_status", "said_parent", "said_no_learning", "said_not_learning", "said_purpose")
    blank: dict[str, Any] = {name: Value("") for name in texts}
    archived = Case(When(archived_at=None, then=0), default=1)
    rows = ITEM[layer].objects.filter(workspace=workspace).order_by()
    return rows.annotate(at=Value(int(layer)), archived=archived, **(blank | own[layer])).values_list(
        *("at", "position", "key", "pk", "title", "plan__key", "archived"), *texts
    )


def _marks(workspace: Workspace) -> dict[tuple[int, str], dict[int, list[str]]]:
    """What hangs on items, by layer and mark: the ids of the items, with the keys claimed. One query."""
    acts = Behaviour.objects.filter(workspace=workspace)
    metrics = Metric.objects.filter(concrete_metrics(), workspace=workspace, archived_at=None)
    kinds: dict[tuple[int, str], tuple[QuerySet[Any], str, Any]] = {
        (Layer.INITIATIVE, "claims"): (
            Claim.objects.filter(workspace=workspace),
            "initiative_id",
            F("goal__key"),
        ),
        (Layer.MOMENT, "helps"): (acts.filter(effect="helps"), "moment_id", Value("")),
        (Layer.MOMENT, "hinders"): (acts.filter(effect="hinders"), "moment_id", Value("")),
        (Layer.LEARNING, "has_group"): (
            GroupNeed.objects.filter(workspace=workspace),
            "learning_outcome_id",
            Value(""),
        ),
        (Layer.GOAL, "concrete"): (metrics.filter(goal__isnull=False), "goal_id", Value("")),
        (Layer.OUTCOME, "concrete"): (metrics.filter(outcome__isnull=False), "outcome_id", Value("")),
    }
    first, *others = [
        rows.order_by()
        .annotate(mark=Value(place), said=said)
        .values_list("mark", on, "said", "position", "pk")
        for place, (rows, on, said) in enumerate(kinds.values())
    ]
    marks: list[dict[int, list[str]]] = [{} for _ in kinds]
    found = sorted(_plain(first.union(*others, all=True)), key=itemgetter(3, 4))
    for place, item, said, _position, _pk in found:
        if said:
            marks[place].setdefault(item, []).append(said)
        else:
            marks[place][item] = []
    return dict(zip(kinds, marks, strict=True))


def concrete_metrics() -> Q:
    """The metrics that are concrete (design, 3.5)."""
    dated = Q(target_date__isnull=False)
    return (
        Q(kind__in=["increase", "decrease"], baseline__isnull=False, target__isnull=False) & dated
        | Q(kind__in=["at_least", "at_most"], target__isnull=False) & dated
        | Q(kind="range", target_low__isnull=False, target_high__isnull=False) & dated
        | Q(kind="milestone") & dated
    )


def _links(workspace: Workspace) -> list[Row]:
    """The links as rows of the rules, in no order; what each is worth is told by the database."""
    worth = (
        Cast("confidence", IntegerField()) * STATES
        + Cast("suspect", IntegerField()) * SUSPECT
        + _says("reason") * REASONED
    )
    first, *others = [
        LINK_UP[layer]
        .objects.with_suspect()
        .filter(workspace=workspace)
        .order_by()
        .annotate(kind=worth + layer * GRADES)
        .values_list("kind", "position", "pk", "lower_id", "upper_id")
        for layer in LINK_UP
    ]
    return _plain(first.union(*others, all=True))


def _says(name: str) -> Case:
    """1 where a text says anything, 0 where it is blank: nothing but what `str.strip` takes away."""
    # One function for all of them: Python's own SQLite does not parse thirty that stand in each other.
    left = Func(F(name), Value("".join(SPACES)), function="TRIM", output_field=TextField())
    may_be_blank = In(Substr(name, 1, 1), SPACES)  # hence only few texts are looked at in full
    return Case(
        When(**{name: ""}, then=0),
        When(may_be_blank & Exact(left, Value("")), then=0),
        default=1,
        output_field=IntegerField(),
    )


def _plain(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query as the driver makes them: half the time, where columns are numbers and texts."""
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


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
