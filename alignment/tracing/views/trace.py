"""The trace report of a plan: as a page, as CSV and as XLSX."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alignment.access import allows, plan_to_read
from alignment.rules.suspects import to_recheck
from alignment.tracing.fixes import first_fixes
from alignment.tracing.report_page import report_context, report_csv, report_xlsx
from alignment.ui.htmx import show


@allows(GET="viewer")
def trace(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    context = report_context(request, plan.workspace, plan)
    context |= {"plan": plan, "found": first_fixes(plan, timezone.localdate(), request.path)}
    context["to_recheck"] = to_recheck(context["report"].graph, plan.key)
    return show(request, "tracing/trace.html", "report", context)


@allows(GET="viewer")
def trace_csv(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    return report_csv(request, plan.workspace, plan)


@allows(GET="viewer")
def trace_xlsx(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    return report_xlsx(request, plan.workspace, plan)
