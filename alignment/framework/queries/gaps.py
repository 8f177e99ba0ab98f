"""The gaps of a whole workspace, read lean: for counts in lists and for the page of one item."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q

from alignment.framework.queries.expectations import as_content as as_content_expectation
from alignment.framework.queries.expectations import late_expectations, owners_of
from alignment.framework.queries.metrics import as_content, readings_of
from alignment.models import (
    LINK_UP,
    METRIC_FIELD,
    BenefitLine,
    BusinessGoal,
    CostLine,
    DismissedHint,
    Initiative,
    Layer,
    Metric,
    Reading,
    Workspace,
)
from alignment.rules import content
from alignment.rules.content import PlanContent
from alignment.rules.gap_sight import SHOWN
from alignment.rules.gaps import Findings, Gap, findings
from alignment.rules.graph import Graph, Node
from alignment.tracing.kept import Kept
from alignment.tracing.queries import links_of, traced

_found: Kept[Findings] = Kept(8)
_measured: Kept[list[content.Metric]] = Kept(8)


COST_SAYS = ("amount", "amount_to", "currency", "rate")
BENEFIT_SAYS = (*COST_SAYS, "attribution", "confidence")


def findings_of_workspace(workspace: Workspace, today: date) -> Findings:
    """The same gaps and hints as plans show on their own pages.

    A fixed number of queries beside the graph, and none when they were read since the workspace's
    last deed.
    """

    def find() -> Findings:
        graph, trace = traced(workspace)
        return findings(_lean_content(workspace, graph, today), graph, trace, today)

    return _found.get(workspace, find, today)


def gaps_of_workspace(workspace: Workspace, today: date) -> list[Gap]:
    """The gaps of every plan; `Gap.plans` says which plans list it."""
    return list(findings_of_workspace(workspace, today).gaps)


def _lean_content(workspace: Workspace, graph: Graph, today: date) -> PlanContent:
    """Just what gaps are counted from: items and links out of the graph, and what it does not hold."""
    nodes: dict[Layer, list[Node]] = {layer: graph.live(layer) for layer in Layer}
    measured = metrics_of_workspace(workspace)
    late = late_expectations(workspace, today)
    return PlanContent(
        plans=tuple(_lean_plans(workspace)),
        goals=tuple(_lean_goals(workspace, nodes[Layer.GOAL])),
        outcomes=tuple(content.Outcome(**_node(node)) for node in nodes[Layer.OUTCOME]),
        moments=tuple(content.Moment(**_node(node)) for node in nodes[Layer.MOMENT]),
        learning_outcomes=tuple(content.Learning(**_node(node)) for node in nodes[Layer.LEARNING]),
        initiatives=tuple(_lean_initiatives(workspace, nodes[Layer.INITIATIVE])),
        links=tuple(_lean_links(workspace, graph, {metric.id: metric.key for metric in measured})),
        metrics=tuple(metric for metric in measured if not metric.archived),
        cited_metrics=tuple(metric for metric in measured if metric.archived),
        people=tuple(owners_of(late)),
        expectations=tuple(as_content_expectation(row) for row in late),
    )


def _node(node: Node) -> dict[str, Any]:
    return {"key": node.key, "title": node.title, "plan": node.plan, "id": node.id}


def _lean_plans(workspace: Workspace) -> list[content.Plan]:
    """The plans that have set a hint aside, with what they set aside."""
    rows = DismissedHint.objects.filter(workspace=workspace).select_related("plan")
    aside: dict[str, list[content.DismissedHint]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        aside[row.plan.key].append(
            content.DismissedHint(
                kind=row.kind,
                item=row.item,
                other=row.other,
                reason=row.reason,
                date=row.date,
                by=row.by_name,
            )
        )
    return [content.Plan(key=key, title=key, dismissed_hints=tuple(said)) for key, said in aside.items()]


def _lean_goals(workspace: Workspace, nodes: list[Node]) -> list[content.Goal]:
    rows = BusinessGoal.objects.filter(workspace=workspace).values_list("key", "strategy", "horizon_end")
    said = {key: {"strategy": strategy, "horizon_end": end} for key, strategy, end in rows}
    return [
        content.Goal(**_node(node), status=node.status, **said[node.key])
        for node in nodes
        if node.key in said
    ]


def _lean_initiatives(workspace: Workspace, nodes: list[Node]) -> list[content.Initiative]:
    """Initiatives with their start, and the day of entry of those that somebody typed in."""
    started = Initiative.objects.filter(workspace=workspace, start__isnull=False)
    starts = {pk: (start, shift) for pk, start, shift in started.values_list("pk", "start", "shift")}
    typed = Initiative.history.filter(workspace=workspace, history_type="+", deed__verb="create")
    entered = dict(typed.filter(id__in=starts).values_list("id", "created"))
    costs, benefits = _lean_money(workspace)
    return [
        content.Initiative(
            **_node(node),
            status=node.status,
            purpose=node.purpose,
            claims=tuple(content.Claim(goal=goal) for goal in node.claims),
            start=starts[node.id][0] if node.id in starts else None,
            shift=starts[node.id][1] if node.id in starts else "",
            created_on=entered[node.id].date() if node.id in entered else None,
            costs=tuple(costs.get(node.id, ())),
            benefits=tuple(benefits.get(node.id, ())),
        )
        for node in nodes
    ]


def _lean_money(
    workspace: Workspace,
) -> tuple[dict[int, list[content.CostLine]], dict[int, list[content.BenefitLine]]]:
    """What is known of costs by initiative, and the benefits, which decide in what currency they are told."""
    costs: dict[int, list[content.CostLine]] = defaultdict(list)
    benefits: dict[int, list[content.BenefitLine]] = defaultdict(list)
    known = {"workspace": workspace, "amount__isnull": False}
    lines = CostLine.objects.filter(**known).order_by("position", "pk")
    for pk, *said in lines.values_list("initiative_id", *COST_SAYS):
        costs[pk].append(content.CostLine(kind="", **dict(zip(COST_SAYS, said, strict=True))))
    brought = BenefitLine.objects.filter(
        **known, attribution__isnull=False, confidence__isnull=False, intangible=False
    ).order_by("position", "pk")
    for pk, *said in brought.values_list("initiative_id", *BENEFIT_SAYS):
        benefits[pk].append(content.BenefitLine(text="", **dict(zip(BENEFIT_SAYS, said, strict=True))))
    return costs, benefits


def _lean_links(workspace: Workspace, graph: Graph, metrics: dict[int, str]) -> list[content.Link]:
    """The links that count; those that say that somebody has seen it come with their evidence."""
    shown = {layer: Q(workspace=workspace, confidence__gte=SHOWN) for layer in LINK_UP}
    rows = links_of(shown, "evidence", "cited_metric_id", "cited_on")
    seen: dict[tuple[int, int], dict[str, Any]] = {
        (at, pk): {"evidence": evidence, "cited_metric": metrics.get(metric, ""), "cited_on": day}
        for at, _position, pk, _low, _up, _suspect, evidence, metric, day in rows
    }
    return [
        content.Link(
            lower=edge.lower,
            upper=edge.upper,
            reason="." if edge.has_reason else "",
            confidence=edge.confidence,
            suspect=edge.suspect,
            id=edge.id,
            **seen.get((int(graph.nodes[edge.lower].layer), edge.id), {}),
        )
        for edge in graph.counted
    ]


def metrics_of_workspace(workspace: Workspace) -> list[content.Metric]:
    """Every metric, also those put away, which links may cite, with its approved readings, in order.

    Two queries, and none when they were read since the workspace's last deed.
    """
    return _measured.get(workspace, lambda: _lean_metrics(workspace))


def _lean_metrics(workspace: Workspace) -> list[content.Metric]:
    approved = Reading.objects.counting().filter(workspace=workspace)
    readings = readings_of(approved.only("metric", "date", "value", "state", "position"))
    found = Metric.objects.filter(workspace=workspace).select_related(*METRIC_FIELD.values())
    ordered = sorted(found, key=lambda metric: (metric.position, metric.key))
    return [
        replace(as_content(metric, metric.item.key, readings[metric.pk]), archived=metric.is_archived)
        for metric in ordered
    ]
