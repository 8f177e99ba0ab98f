"""The answers of `trace --format json` and `measure --format json` as plain data (design, section 5)."""

from datetime import date
from decimal import Decimal
from typing import Any

from alignment.rules.content import Initiative, Layer, Metric, PlanContent, is_live
from alignment.rules.decimals import canonical, ratio_text
from alignment.rules.graph import Graph
from alignment.rules.money import money
from alignment.rules.progress import measure
from alignment.rules.scope import scope
from alignment.rules.score import score
from alignment.rules.verdicts import Trace


def trace_json(workspace: str, graph: Graph, trace: Trace, plan: str | None = None) -> dict[str, Any]:
    """The trace report of a workspace, or of the plan whose key is given; lists are sorted by key."""
    shown = scope(graph, trace, plan)
    points = score(graph, None if plan is None else shown.own)
    return {
        "workspace": workspace,
        "score": {"satisfied": points.satisfied, "expected": points.expected},
        "suspect": shown.suspect,
        "goals": [_goal(graph, trace, key) for key in shown.goals],
        "initiatives": [_initiative(graph, trace, key) for key in shown.initiatives],
    }


def _goal(graph: Graph, trace: Trace, key: str) -> dict[str, Any]:
    found = trace.goals[key]
    return {
        "key": key,
        "title": graph.nodes[key].title,
        "verdict": str(found.verdict),
        "reaches": found.reaches,
        "strength": found.strength,
        "outcomes": found.outcomes,
        "outcomes_reached": found.outcomes_reached,
        "suspect": found.suspect,
    }


def _initiative(graph: Graph, trace: Trace, key: str) -> dict[str, Any]:
    found = trace.initiatives[key]
    return {
        "key": key,
        "title": graph.nodes[key].title,
        "verdict": str(found.verdict),
        "stops_at": found.stops_at,
        "suspect": found.suspect,
        "goals": [{"key": goal, "strength": strength} for goal, strength in found.goals.items()],
    }


def measure_json(content: PlanContent, as_of: date) -> dict[str, Any]:
    """Every metric that is not archived, and the money of every live initiative that has a line."""
    archived = {item.key for _, item in content.layered() if item.archived}
    metrics = [metric for metric in content.metrics if not metric.archived and metric.item not in archived]
    initiatives = [
        initiative
        for initiative in content.initiatives
        if is_live(Layer.INITIATIVE, initiative) and (initiative.costs or initiative.benefits)
    ]
    return {
        "as_of": as_of.isoformat(),
        "metrics": [_metric(metric, as_of) for metric in sorted(metrics, key=lambda metric: metric.key)],
        "money": [
            _money(initiative, content.currency)
            for initiative in sorted(initiatives, key=lambda initiative: initiative.key)
        ],
    }


def _metric(metric: Metric, as_of: date) -> dict[str, Any]:
    found = measure(metric, as_of)
    return {
        "key": metric.key,
        "item": metric.item,
        "kind": metric.kind,
        "current": None if found.current is None else canonical(found.current),
        "progress": _ratio(found.progress),
        "met": found.met,
        "expected": _ratio(found.expected),
        "status": str(found.status),
        "stale": found.stale,
        "why": found.why,
    }


def _money(initiative: Initiative, currency: str) -> dict[str, Any]:
    found = money(initiative, currency)
    return {
        "initiative": initiative.key,
        "costs": canonical(found.costs),
        "benefits": canonical(found.benefits),
        "roi_percent": _ratio(found.roi_percent),
        "bcr": _ratio(found.bcr),
        "currency": found.currency,
        "why": found.why,
    }


def _ratio(value: Decimal | None) -> str | None:
    return None if value is None else ratio_text(value)
