"""The links in place over time: of a plan, and of a whole workspace."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alignment.access import allows, plan_to_read, workspace_to_read
from alignment.tracing.course import course_page
from alignment.ui.htmx import show


@allows(GET="viewer")
def plan_score(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    course = course_page(plan.workspace, timezone.localdate(), plan)
    return show(request, "tracing/plan_score.html", "course", {"plan": plan, "course": course})


@allows(GET="viewer")
def workspace_score(request: HttpRequest, workspace: str) -> HttpResponse:
    found = workspace_to_read(request.user, workspace)
    context = {"course": course_page(found, timezone.localdate())}
    return show(request, "tracing/workspace_score.html", "course", context)
