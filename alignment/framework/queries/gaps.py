"""The gaps of a whole workspace, read lean: for counts in lists and for the page of one item."""

from datetime import date
from typing import Any

from alignment.framework.queries.metrics import as_content, readings_of
from alignment.models import METRIC_FIELD, BusinessGoal, Layer, Metric, Reading, Workspace
from alignment.rules import content
from alignment.rules.content import PlanContent
from alignment.rules.gaps import Gap, gaps
from alignment.rules.graph import Graph, Node
from alignment.tracing.kept import Kept
from alignment.tracing.queries import traced

_found: Kept[list[Gap]] = Kept(8)


def gaps_of_workspace(workspace: Workspace, today: date) -> list[Gap]:
    """The same gaps as plans show on their own pages, without the cost of initiatives.

    Three queries beside the graph, and none when they were read since the workspace's last deed.
    """

    def find() -> list[Gap]:
        graph, trace = traced(workspace)
        return gaps(_lean_content(workspace, graph), graph, trace, today)

    return _found.get(workspace, find, today)


def _lean_content(workspace: Workspace, graph: Graph) -> PlanContent:
    """Just what gaps are counted from: items and links out of the graph, and what it does not hold."""
    nodes: dict[Layer, list[Node]] = {layer: graph.live(layer) for layer in Layer}
    strategies = BusinessGoal.objects.filter(workspace=workspace).values_list(
        "key", "strategy", "horizon_end"
    )
    goals = {key: (strategy, end) for key, strategy, end in strategies}
    return PlanContent(
        goals=tuple(
            content.Goal(
                **_node(node),
                status=node.status,
                strategy=goals[node.key][0],
                horizon_end=goals[node.key][1],
            )
            for node in nodes[Layer.GOAL]
            if node.key in goals
        ),
        outcomes=tuple(content.Outcome(**_node(node)) for node in nodes[Layer.OUTCOME]),
        moments=tuple(content.Moment(**_node(node)) for node in nodes[Layer.MOMENT]),
        learning_outcomes=tuple(content.Learning(**_node(node)) for node in nodes[Layer.LEARNING]),
        initiatives=tuple(
            content.Initiative(
                **_node(node),
                status=node.status,
                purpose=node.purpose,
                claims=tuple(content.Claim(goal=goal) for goal in node.claims),
            )
            for node in nodes[Layer.INITIATIVE]
        ),
        links=tuple(
            content.Link(
                lower=edge.lower,
                upper=edge.upper,
                reason="." if edge.has_reason else "",
                suspect=edge.suspect,
            )
            for edge in graph.counted
        ),
        metrics=tuple(_lean_metrics(workspace)),
    )


def _node(node: Node) -> dict[str, Any]:
    return {"key": node.key, "title": node.title, "plan": node.plan, "id": node.id}


def _lean_metrics(workspace: Workspace) -> list[content.Metric]:
    """Every metric in use with its approved readings."""
    approved = Reading.objects.filter(workspace=workspace, state=Reading.State.APPROVED)
    readings = readings_of(approved.only("metric", "date", "value", "state", "position"))
    found = Metric.objects.filter(workspace=workspace).current().select_related(*METRIC_FIELD.values())
    ordered = sorted(found, key=lambda metric: (metric.position, metric.key))
    return [as_content(metric, metric.item.key, readings[metric.pk]) for metric in ordered]
