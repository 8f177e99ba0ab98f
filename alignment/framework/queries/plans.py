"""The plans of a workspace, each with how far it is: a fixed number of queries for any number of plans."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alignment.models import ITEM, BusinessGoal, Initiative, Layer, Metric, Plan, Reading, Workspace
from alignment.models.metric import METRIC_FIELD
from alignment.rules import content
from alignment.rules.content import PlanContent
from alignment.rules.gaps import Gap, fix_next, gaps
from alignment.rules.graph import Graph, Node
from alignment.rules.scope import is_apart, scope
from alignment.rules.score import Score, score
from alignment.rules.verdicts import Trace, Verdict
from alignment.tracing.kept import Kept
from alignment.tracing.queries import traced


@dataclass(frozen=True)
class Served:
    """The first fact: how many initiatives serve a goal, of those that are meant to."""

    count: int
    of: int


@dataclass(frozen=True)
class Coming:
    """The next date of a plan: what is due, and when."""

    day: date
    what: str


@dataclass(frozen=True)
class PlanLine:
    """What the list says of a plan."""

    plan: Plan
    reached: Layer | None  # the last step that holds anything
    items: int
    served: Served
    gaps: int
    score: Score
    coming: Coming | None


_found: Kept[list[Gap]] = Kept(8)
DATES = {
    "start": gettext_lazy("starts: %(what)s"),
    "end": gettext_lazy("ends: %(what)s"),
    "needed_by": gettext_lazy("needed: %(what)s"),
}


def plan_lines(workspace: Workspace, *, archived: bool, today: date) -> list[PlanLine]:
    """The plans in use, or the archived ones, in their order."""
    rows = Plan.objects.filter(workspace=workspace)
    plans = sorted(
        rows.archived() if archived else rows.current(), key=lambda plan: (plan.position, plan.key)
    )
    if not plans:
        return []
    graph, trace = traced(workspace)
    held: dict[str, list[Node]] = {plan.key: [] for plan in plans}
    for node in graph.nodes.values():
        if node.live and node.plan in held:
            held[node.plan].append(node)
    open_gaps = open_gaps_of(workspace, today)
    coming = _coming(workspace, today)
    return [
        PlanLine(
            plan=plan,
            reached=max((node.layer for node in held[plan.key]), default=None),
            items=len(held[plan.key]),
            served=served(graph, trace, plan.key),
            gaps=open_gaps[plan.key],
            score=score(graph, {node.key for node in held[plan.key]}),
            coming=coming.get(plan.pk),
        )
        for plan in plans
    ]


def served(graph: Graph, trace: Trace, plan: str | None = None) -> Served:
    """How many initiatives a chain of links with reasons leads from to a goal, of a plan or of a workspace.

    Those for personal development or compliance are not expected to, and are left out.
    """
    shown = [key for key in scope(graph, trace, plan).initiatives if not is_apart(graph, key)]
    return Served(sum(trace.initiatives[key].verdict is Verdict.TRACED for key in shown), len(shown))


def open_gaps_of(workspace: Workspace, today: date) -> "Counter[str]":
    """How many gaps each plan has, by the plan's key: the same number as its own pages show."""
    return Counter(gap.plan for gap in _gaps(workspace, today))


def first_gaps_of(workspace: Workspace, today: date, limit: int = 3) -> list[Gap]:
    """What to fix next in a workspace, one gap an item, the most useful first."""
    return fix_next(_gaps(workspace, today), limit)


def _gaps(workspace: Workspace, today: date) -> list[Gap]:
    """Every gap of a workspace, in the order in which it is worth closing."""

    def find() -> list[Gap]:
        graph, trace = traced(workspace)
        return gaps(_lean_content(workspace, graph), graph, trace, today)

    return _found.get(workspace, find, today)


def plans_to_move_to(plan: Plan) -> list[Plan]:
    """The other plans in use of a plan's workspace, in their order."""
    others = Plan.objects.filter(workspace=plan.workspace_id).current().exclude(pk=plan.pk)
    return sorted(others, key=lambda one: (one.position, one.key))


def items_going(plan: Plan) -> int:
    """How many items an archived plan takes along."""
    return sum(model.objects.filter(plan=plan).current().count() for model in ITEM.values())


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
    """Every metric in use with its approved readings; the fields that a gap can follow from."""
    readings: dict[int, list[content.Reading]] = {}
    approved = Reading.objects.filter(workspace=workspace, state=Reading.State.APPROVED)
    for metric, day, value in approved.order_by("position", "pk").values_list("metric", "date", "value"):
        readings.setdefault(metric, []).append(content.Reading(date=day, value=value))
    fields = ["kind", "baseline", "baseline_date", "target", "target_low", "target_high", "target_date"]
    keys = {f"{field}__key": layer for layer, field in METRIC_FIELD.items()}
    found = Metric.objects.filter(workspace=workspace).current().order_by("position", "key")
    return [
        content.Metric(
            item=next(filter(None, (row[key] for key in keys))),
            readings=tuple(readings.get(row["pk"], ())),
            created_on=row["created"].date(),
            **{name: row[name] for name in ["key", "title", "effect_from", "cadence", *fields]},
        )
        for row in found.values("pk", "key", "title", "effect_from", "cadence", "created", *fields, *keys)
    ]


def _coming(workspace: Workspace, today: date) -> dict[int, Coming]:
    """The next date of each plan: of its initiatives, and when the targets of goals and outcomes are due."""
    found: dict[int, Coming] = {}

    def keep(plan: int, day: date | None, what: str) -> None:
        if day is not None and day >= today and (plan not in found or day < found[plan].day):
            found[plan] = Coming(day, what)

    ahead = Q(start__gte=today) | Q(end__gte=today) | Q(needed_by__gte=today)
    initiatives = Initiative.objects.filter(ahead, workspace=workspace, status__in=content.INITIATIVE_LIVE)
    for row in initiatives.current().values("plan", "title", *DATES).order_by("position", "key"):
        for name, words in DATES.items():
            keep(row["plan"], row[name], str(words) % {"what": row["title"]})
    due = Metric.objects.filter(workspace=workspace, target_date__gte=today).current()
    for metric in due.order_by("position", "key").values(
        "title", "target_date", first=F("goal__plan"), second=F("outcome__plan")
    ):
        plan = metric["first"] or metric["second"]
        if plan:
            keep(plan, metric["target_date"], _("target: %(what)s") % {"what": metric["title"]})
    return found
