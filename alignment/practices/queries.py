"""Reads the five practices of a workspace: what its data shows, what people judged, and both over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.framework.queries.agreement import reviews_of_all
from alignment.models import (
    AuditPoint,
    BusinessGoal,
    Consultation,
    DevelopmentRequest,
    Plan,
    PracticeAnswer,
    Workspace,
)
from alignment.rules.practices import STEPS, Agreed, Asked, Count, counted
from alignment.rules.sign_off import PlanState
from alignment.tracing.kept import Kept
from alignment.tracing.queries import traced

#: The key of an AuditPoint's numbers under which the practices stand.
POINT = "practices"
MOST_POINTS = 500

_counts: Kept[dict[str, Count]] = Kept(8)


@dataclass(frozen=True, slots=True)
class Past:
    """What was counted of a practice on a day that is over."""

    on: date
    met: int
    of: int


def counts_of(workspace: Workspace, today: date) -> dict[str, Count]:
    """The practices that can be counted, as they stand; no query when nothing changed since."""
    return _counts.get(workspace, lambda: _count(workspace, today), today)


def answers_of(workspace: Workspace, practice: str = "") -> list[PracticeAnswer]:
    """What people judged and is not archived, of all practices or of one, the latest first."""
    rows = PracticeAnswer.objects.filter(workspace=workspace).current()
    rows = rows.filter(practice=practice) if practice else rows
    return list(rows.order_by("-on", "-pk"))


def archived_answers(workspace: Workspace, practice: str) -> list[PracticeAnswer]:
    rows = PracticeAnswer.objects.filter(workspace=workspace, practice=practice).archived()
    return list(rows.order_by("-on", "-pk"))


def past_of(workspace: Workspace, practice: str) -> list[Past]:
    """What was counted of a practice on earlier days, the earliest first; days without anything left out."""
    rows = AuditPoint.objects.filter(workspace=workspace, counted__has_key=POINT).order_by("-on")
    found = []
    for on, numbers in rows.values_list("on", "counted")[:MOST_POINTS]:
        one = numbers[POINT].get(practice)
        if one and one["of"]:
            found.append(Past(on, one["met"], one["of"]))
    return found[::-1]


def plan_ids(workspace: Workspace) -> dict[str, tuple[int, str]]:
    """The ids and titles of plans in use, by key."""
    rows = Plan.objects.filter(workspace=workspace).current()
    return {key: (pk, title) for key, pk, title in rows.values_list("key", "pk", "title")}


def _count(workspace: Workspace, today: date) -> dict[str, Count]:
    graph, _trace = traced(workspace)
    plans = list(Plan.objects.filter(workspace=workspace).current().order_by("position", "key"))
    consulted = Consultation.objects.filter(workspace=workspace, step__in=STEPS, plan__in=plans)
    return counted(
        graph,
        _agreed(workspace, plans, today),
        set(consulted.values_list("plan__key", "step")),
        [plan.key for plan in plans],
        _asked(workspace),
    )


def _agreed(workspace: Workspace, plans: Iterable[Plan], today: date) -> dict[str, Agreed]:
    """Who agreed to each goal, and whether it was there when the agreed latest version was made."""
    since: dict[int, Any] = {}
    for pk, review in reviews_of_all(plans, today).items():
        if review.latest and review.latest.standing.state is PlanState.AGREED:
            since[pk] = review.latest.version.made_at
    rows = BusinessGoal.objects.filter(workspace=workspace).current()
    found = {}
    for key, plan, by, on, made in rows.values_list("key", "plan_id", "agreed_by", "agreed_on", "created"):
        found[key] = Agreed(by is not None, on, signed=plan in since and made <= since[plan])
    return found


def _asked(workspace: Workspace) -> list[Asked]:
    """Requests that were taken up or decided, each problem once."""
    rows = DevelopmentRequest.objects.filter(workspace=workspace, duplicate_of=None).current()
    rows = rows.exclude(taken_up_on=None, verdict="", mode="")
    return [Asked(*row) for row in rows.order_by("-asked_on", "-pk").values_list("pk", "title", "mode")]
