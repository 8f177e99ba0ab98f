"""Reads what needs attention now, over all plans in use: a fixed number of queries for any number of rows."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from alignment.attention.asked import matters_of_requests, matters_past_date
from alignment.framework.queries.agreement import reviews_of_all
from alignment.framework.queries.gaps import gaps_of_workspace, metrics_of_workspace
from alignment.models import Comment, Initiative, LearningOutcome, Mention, Plan, Reading, Workspace
from alignment.rules.attention import NOT_BEGUN, Kind, Matter, Source, in_order, of_measures, of_metric
from alignment.rules.graph import Graph
from alignment.tracing.kept import Kept
from alignment.tracing.queries import traced

_found: Kept[list[Matter]] = Kept(8)


def matters_of(workspace: Workspace, today: date, plans: list[Plan] | None = None) -> list[Matter]:
    """All that needs attention on a day, the most severe first; no query when nothing changed since.

    `plans` are those in use, where they were read already.
    """
    return _found.get(workspace, lambda: _read(workspace, today, plans or plans_in_use(workspace)), today)


def plans_in_use(workspace: Workspace) -> list[Plan]:
    """The plans that the list can be narrowed to, in their order."""
    plans = list(Plan.objects.filter(workspace=workspace).current())
    for plan in plans:
        plan.workspace = workspace
    return sorted(plans, key=lambda plan: (plan.position, plan.key))


def _read(workspace: Workspace, today: date, plans: list[Plan]) -> list[Matter]:
    graph, _trace = traced(workspace)
    found = [
        *of_measures(gaps_of_workspace(workspace, today), metrics_of_workspace(workspace), graph, today),
        *_late(workspace, graph, today),
        *_drafts(workspace, graph),
        *_reviews(plans, today),
        *_comments(plans, graph),
        *matters_of_requests(workspace, today),
        *matters_past_date(workspace, today),
    ]
    in_use = {"", *(plan.key for plan in plans)}
    return in_order(one for one in found if one.plan in in_use)


def _late(workspace: Workspace, graph: Graph, today: date) -> list[Matter]:
    """Initiatives that were needed by a day that is past and have not begun, and learning outcomes that wait
    for an initiative longer than was said.
    """
    needed = Initiative.objects.filter(workspace=workspace, needed_by__lt=today, status__in=NOT_BEGUN)
    wait = LearningOutcome.objects.filter(workspace=workspace, initiative_by__lt=today)
    rows = (
        needed.current()
        .annotate(of=Value(Source.NEEDED_BY.value))
        .order_by()
        .values_list("of", "key", "needed_by")
        .union(
            wait.current()
            .annotate(of=Value(Source.NOT_PLANNED.value))
            .order_by()
            .values_list("of", "key", "initiative_by"),
            all=True,
        )
    )
    return [
        Matter(
            kind=Kind.PAST_DATE,
            source=Source(of),
            plan=node.plan,
            title=node.title,
            since=day,
            layer=node.layer,
            id=node.id,
        )
        for of, key, day in rows
        if (node := graph.nodes[key]).live and not (of == Source.NOT_PLANNED and key in graph.below)
    ]


def _drafts(workspace: Workspace, graph: Graph) -> list[Matter]:
    """The readings that wait for approval, one matter a metric, since the oldest of them."""
    days: dict[int, list[date]] = defaultdict(list)
    waiting = Reading.objects.filter(workspace=workspace, state=Reading.State.DRAFT)
    for metric, day in waiting.values_list("metric_id", "date"):
        days[metric].append(day)
    return [
        of_metric(
            Kind.UNAPPROVED,
            Source.READINGS,
            metric,
            graph,
            since=min(days[metric.id]),
            row=len(days[metric.id]),
        )
        for metric in (metrics_of_workspace(workspace) if days else ())
        if metric.id in days and not metric.archived and graph.nodes[metric.item].live
    ]


def _reviews(plans: list[Plan], today: date) -> list[Matter]:
    """Who has not answered about the latest version of a plan by the day that was asked for."""
    found = reviews_of_all(plans, today)
    return [
        Matter(
            kind=Kind.UNANSWERED,
            source=Source.REVIEW,
            plan=plan.key,
            title=plan.title,
            since=one.request.due,
            row=one.request.pk,
            who=one.person.name,
            what=str(latest.version.number),
        )
        for plan in plans
        if (latest := found[plan.pk].latest) is not None
        for one in latest.people
        if one.overdue
    ]


def _comments(plans: list[Plan], graph: Graph) -> list[Matter]:
    """Open threads that nobody has answered, begun by a guest or naming somebody."""
    answers = Comment.objects.filter(parent=OuterRef("pk"), withdrawn_at=None)
    named = Mention.objects.filter(comment=OuterRef("pk"))
    heads = Comment.objects.filter(plan__in=plans, parent=None, withdrawn_at=None, resolved_at=None)
    waiting = heads.filter(Q(link__isnull=False) | Exists(named)).exclude(Exists(answers))
    keys = {plan.pk: plan for plan in plans}
    found = []
    for one in waiting.only("pk", "plan", "item", "author_name", "text", "created"):
        node = graph.nodes.get(one.item)
        found.append(
            Matter(
                kind=Kind.UNANSWERED,
                source=Source.COMMENT,
                plan=keys[one.plan_id].key,
                title=node.title if node else keys[one.plan_id].title,
                since=timezone.localtime(one.created).date(),
                layer=node.layer if node else None,
                id=node.id if node else 0,
                row=one.pk,
                who=one.author_name,
                what=one.text,
            )
        )
    return found
