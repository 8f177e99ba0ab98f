"""Reads what needs attention now, over all plans in use: a fixed number of queries for any number of rows."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from alignment.catalogue.queries.barriers import overdue_barriers
from alignment.framework.queries.agreement import reviews_of_all
from alignment.framework.queries.gaps import gaps_of_workspace, metrics_of_workspace
from alignment.models import Comment, Initiative, LearningOutcome, Mention, Plan, Reading, Workspace
from alignment.rules.attention import NOT_BEGUN, Kind, Matter, Source, in_order, of_measures, of_metric
from alignment.rules.graph import Graph
from alignment.tracing.kept import Kept
from alignment.tracing.queries import traced

_found: Kept[list[Matter]] = Kept(8)


def matters_of(workspace: Workspace, today: date) -> list[Matter]:
    """All that needs attention on a day, the most severe first; no query when nothing changed since."""
    return _found.get(workspace, lambda: _read(workspace, today), today)


def plans_in_use(workspace: Workspace) -> list[Plan]:
    """The plans that the list can be narrowed to, in their order."""
    plans = list(Plan.objects.filter(workspace=workspace).current())
    for plan in plans:
        plan.workspace = workspace
    return sorted(plans, key=lambda plan: (plan.position, plan.key))


def _read(workspace: Workspace, today: date) -> list[Matter]:
    plans = plans_in_use(workspace)
    graph, _trace = traced(workspace)
    found = [
        *of_measures(gaps_of_workspace(workspace, today), metrics_of_workspace(workspace), graph, today),
        *_needed(workspace, graph, today),
        *_not_planned(workspace, graph, today),
        *_drafts(workspace, graph),
        *_reviews(plans, today),
        *_comments(plans, graph),
        *_barriers(workspace, today),
    ]
    in_use = {plan.key for plan in plans}
    return in_order(one for one in found if one.plan in in_use or not one.plan)


def _needed(workspace: Workspace, graph: Graph, today: date) -> list[Matter]:
    """Initiatives that were needed by a day that is past and have not begun."""
    rows = Initiative.objects.filter(workspace=workspace, needed_by__lt=today, status__in=NOT_BEGUN)
    dates = dict(rows.current().values_list("key", "needed_by"))
    return _of_items(graph, dates, Source.NEEDED_BY)


def _not_planned(workspace: Workspace, graph: Graph, today: date) -> list[Matter]:
    """Learning outcomes that wait for an initiative longer than was said."""
    rows = LearningOutcome.objects.filter(workspace=workspace, initiative_by__lt=today).current()
    dates = dict(rows.values_list("key", "initiative_by"))
    bare = {key: day for key, day in dates.items() if key not in graph.below}
    return _of_items(graph, bare, Source.NOT_PLANNED)


def _barriers(workspace: Workspace, today: date) -> list[Matter]:
    """Barriers to learning that follows demand that were to be out of the way by now."""
    return [
        Matter(
            kind=Kind.PAST_DATE,
            source=Source.BARRIER,
            plan="",
            title=one.text,
            since=one.due,
            row=one.pk,
            who=one.owner.name if one.owner else "",
        )
        for one in overdue_barriers(workspace, today)
    ]


def _of_items(graph: Graph, dates: dict[str, date], source: Source) -> list[Matter]:
    return [
        Matter(
            kind=Kind.PAST_DATE,
            source=source,
            plan=node.plan,
            title=node.title,
            since=day,
            layer=node.layer,
            id=node.id,
        )
        for key, day in dates.items()
        if (node := graph.nodes[key]).live
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
