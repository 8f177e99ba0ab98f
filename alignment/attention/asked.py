"""Reads what requests, assessments and barriers ask for: two queries."""

from datetime import date

from django.db.models import CharField, Max, Q, Value
from django.utils import timezone

from alignment.models import Assessment, Barrier, DevelopmentRequest, Workspace
from alignment.rules.attention import Kind, Matter, Source, Waiting, of_requests


def matters_of_requests(workspace: Workspace, today: date) -> list[Matter]:
    """Requests that wait for somebody to take them up, to look again, to see to a remedy, or to reply."""
    rows = DevelopmentRequest.objects.filter(workspace=workspace, duplicate_of=None).current()
    rows = rows.annotate(spoken=Max("comments__created", filter=Q(comments__withdrawn_at=None)))
    columns = ("pk", "title", "requester", "requester__name", "requester_name", "requester_email", "came",
               "asked_on", "taken_up_on", "verdict", "verdict_on", "look_again_on", "remedy_owner__name",
               "remedy_date", "replied_on", "spoken")  # fmt: skip
    waiting = (
        Waiting(
            id=one["pk"],
            title=one["title"],
            who=one["requester__name"] or one["requester_name"],
            remedy_owner=one["remedy_owner__name"] or "",
            spoken_on=timezone.localtime(one["spoken"]).date() if one["spoken"] else None,
            has_requester=_is_asked(one),
            **{
                name: one[name]
                for name in ("asked_on", "taken_up_on", "verdict", "verdict_on", "look_again_on")
                + ("remedy_date", "replied_on")
            },
        )
        for one in rows.order_by("pk").values(*columns)
    )
    return of_requests(waiting, today)


def matters_past_date(workspace: Workspace, today: date) -> list[Matter]:
    """Assessments that are past their closing date and were not closed, so that nothing was read of them, and
    what is in the way of learning that follows demand, past the day by which it was to be gone.
    """
    open_ones = Assessment.objects.filter(workspace=workspace, closed_at=None, closes_on__lt=today).current()
    in_the_way = Barrier.objects.filter(workspace=workspace, resolved_on=None, due__lt=today).current()
    nothing = Value("", output_field=CharField())
    assessments = open_ones.annotate(of=Value(Source.ASSESSMENT.value), who=nothing).order_by()
    barriers = in_the_way.annotate(of=Value(Source.BARRIER.value), plan_key=nothing, what=nothing).order_by()
    rows = assessments.values_list("of", "pk", "plan__key", "title", "closes_on", "group__name", "who").union(
        barriers.values_list("of", "pk", "plan_key", "text", "due", "what", "owner__name"), all=True
    )
    return [
        Matter(
            kind=Kind.PAST_DATE,
            source=Source(of),
            plan=plan,
            title=title,
            since=day,
            row=pk,
            what=what,
            who=who or "",
        )
        for of, pk, plan, title, day, what, who in rows
    ]


def _is_asked(one: dict[str, object]) -> bool:
    """Whether somebody waits for a reply: a known requester, or one who wrote a name or an address."""
    known = one["requester"] or one["requester_name"] or one["requester_email"]
    return bool(known) and one["came"] != DevelopmentRequest.Came.PROPOSED
