"""The plans of a workspace, each with how far it is: a fixed number of queries for any number of plans."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alignment.framework.agreement_words import signed_words
from alignment.framework.queries.agreement import reviews_of_all
from alignment.framework.queries.gaps import gaps_of_workspace
from alignment.models import ITEM, Initiative, Layer, Metric, Plan, Workspace
from alignment.rules import content
from alignment.rules.gaps import Gap, fix_next
from alignment.rules.graph import Graph, Node
from alignment.rules.scope import is_apart, scope
from alignment.rules.score import Score, score
from alignment.rules.sign_off import PlanState, Standing
from alignment.rules.suspects import to_recheck
from alignment.rules.verdicts import GoalVerdict, Trace, Verdict
from alignment.tracing.queries import traced


@dataclass(frozen=True)
class Served:
    """So many of so many: initiatives that serve a goal, goals that an initiative reaches."""

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
    to_recheck: int  # links of the plan that are suspect
    score: Score
    coming: Coming | None
    signed: Standing | None  # how the people stand to it who are asked about its latest version

    @property
    def state(self) -> PlanState:
        """Draft, in review or agreed."""
        return self.signed.state if self.signed else PlanState.DRAFT

    @property
    def signed_words(self) -> str:
        """How many have signed off: "2 of 5"."""
        return signed_words(self.signed) if self.signed else "–"


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
    open_gaps = Counter(plan for gap in gaps_of_workspace(workspace, today) for plan in gap.plans)
    coming = _coming(workspace, today)
    reviews = reviews_of_all(plans, today)
    return [
        PlanLine(
            plan=plan,
            reached=max((node.layer for node in held[plan.key]), default=None),
            items=len(held[plan.key]),
            served=served(graph, trace, plan.key),
            gaps=open_gaps[plan.key],
            to_recheck=to_recheck(graph, plan.key),
            score=score(graph, {node.key for node in held[plan.key]}),
            coming=coming.get(plan.pk),
            signed=latest.standing if (latest := reviews[plan.pk].latest) else None,
        )
        for plan in plans
    ]


def served(graph: Graph, trace: Trace, plan: str | None = None) -> Served:
    """How many initiatives a chain of links with reasons leads from to a goal, of a plan or of a workspace.

    Those for personal development or compliance are not expected to, and are left out.
    """
    shown = [key for key in scope(graph, trace, plan).initiatives if not is_apart(graph, key)]
    return Served(sum(trace.initiatives[key].verdict is Verdict.TRACED for key in shown), len(shown))


def supported(graph: Graph, trace: Trace, plan: str | None = None) -> Served:
    """How many goals some live initiative reaches, of those that learning is planned for."""
    verdicts = [trace.goals[key].verdict for key in scope(graph, trace, plan).goals]
    meant = [verdict for verdict in verdicts if verdict is not GoalVerdict.NO_LEARNING_PLANNED]
    return Served(sum(verdict is GoalVerdict.SUPPORTED for verdict in meant), len(meant))


def first_gaps_of(workspace: Workspace, today: date, limit: int = 3) -> list[Gap]:
    """What to fix next in a workspace, one gap an item, the most useful first."""
    return fix_next(gaps_of_workspace(workspace, today), limit)


def plans_to_move_to(plan: Plan) -> list[Plan]:
    """The other plans in use of a plan's workspace, in their order."""
    others = Plan.objects.filter(workspace=plan.workspace_id).current().exclude(pk=plan.pk)
    return sorted(others, key=lambda one: (one.position, one.key))


def items_going(plan: Plan) -> int:
    """How many items an archived plan takes along."""
    return sum(model.objects.filter(plan=plan).current().count() for model in ITEM.values())


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
