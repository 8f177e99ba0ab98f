"""Reads what is due: readings of metrics, who is to be told of which metric, updates of plans."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import DateField, DecimalField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from alignment.models import METRIC_FIELD, Membership, Metric, Person, Plan, Reading, Role, Telling, Workspace
from alignment.rules.content import live_status
from alignment.rules.progress import CADENCE_DAYS
from alignment.rules.update_draft import update_due

#: A period of telling, in months; it begins with the first day of a month.
PERIODS = {"monthly": 1, "two_monthly": 2, "quarterly": 3, "half_yearly": 6, "yearly": 12}
#: So many days of a period are left to tell in: whoever is named later is told in the next one.
DAYS_TO_TELL = 7


def metrics_due(today: date, workspace: Workspace | None = None) -> dict[Person, list[Metric]]:
    """Metrics whose next reading is due (of one workspace, or of all), by who answers for it, or its item.

    Each has `due`, its day (rules.progress.next_due says the same of plain data): nothing comes after a
    milestone that is reached.
    """
    counting = Q(readings__state=Reading.State.APPROVED, readings__group=None, readings__date__lte=today)
    current = Reading.objects.filter(
        metric=OuterRef("pk"), state=Reading.State.APPROVED, group=None, date__lte=today
    ).order_by("-date", "-position", "-pk")
    since = Coalesce("last", "baseline_date", TruncDate("created"), output_field=DateField())
    rows = Metric.objects.current().filter(workspace__is_sample=False).exclude(cadence="")
    if workspace is not None:
        rows = rows.filter(workspace=workspace)
    value = Coalesce(Subquery(current.values("value")[:1]), Value(0), output_field=DecimalField())
    rows = rows.annotate(last=Max("readings__date", filter=counting), value=value).annotate(since=since)
    rows = rows.exclude(kind=Metric.Kind.MILESTONE, value__gte=1)
    late = Q(pk=None)
    for cadence, days in CADENCE_DAYS.items():
        late |= Q(cadence=cadence, since__lte=today - timedelta(days=days))
    items = [f"{name}__{more}" for name in METRIC_FIELD.values() for more in ("owner", "plan")]
    found: dict[Person, list[Metric]] = defaultdict(list)
    for metric in rows.filter(late).select_related("workspace", "owner", *items).order_by("pk"):
        person = metric.owner or metric.item.owner
        if person is not None and counts(metric):
            metric.due = metric.since + timedelta(days=CADENCE_DAYS[metric.cadence])
            found[person].append(metric)
    return found


def tellings_due(today: date) -> dict[tuple[Person, str], list[Telling]]:
    """Who is to be told of which metrics in these days, by person and rhythm."""
    begun = [cadence for cadence in PERIODS if (today - period_start(cadence, today)).days < DAYS_TO_TELL]
    found: dict[tuple[Person, str], list[Telling]] = defaultdict(list)
    for row in tellings().filter(cadence__in=begun, workspace__is_sample=False):
        if counts(row.metric):
            found[row.person, row.cadence].append(row)
    return found


def tellings() -> QuerySet[Telling]:
    """Who is told of metrics that are not archived, with what says whether these count."""
    items = [f"metric__{name}__plan" for name in METRIC_FIELD.values()]
    found: QuerySet[Telling] = Telling.objects.filter(metric__archived_at=None)
    return found.select_related("workspace", "person", *items).order_by("pk")


def period_start(cadence: str, today: date) -> date:
    """The first day of the period of a rhythm in which a day lies."""
    months = PERIODS[cadence]
    return date(today.year, (today.month - 1) // months * months + 1, 1)


def plans_due(today: date) -> list[tuple[Plan, date]]:
    """Plans whose next update is due, with the day; a plan that was never told of asks nobody."""
    plans = Plan.objects.current().filter(workspace__is_sample=False).select_related("workspace")
    told = plans.annotate(last=Max("updates__end", filter=~Q(updates__sent_on=None)))
    found = [(plan, update_due(plan.update_every, plan.last)) for plan in told.exclude(last=None)]
    return [(plan, due) for plan, due in found if due <= today]


def editors_of(plan: Plan) -> QuerySet[Membership]:
    """The members who may write an update of a plan."""
    members: QuerySet[Membership] = Membership.objects.filter(
        workspace=plan.workspace_id, role__in=(Role.EDITOR, Role.OWNER), user__is_active=True
    )
    return members.select_related("user").order_by("pk")


def counts(metric: Metric) -> bool:
    """Whether the item that is measured, and its plan, are still pursued."""
    item = metric.item
    pursued = live_status(item.layer, getattr(item, "status", ""))
    return not item.is_archived and not item.plan.is_archived and pursued
