"""What a trace report shows on a page and in files: of a plan, or of a workspace (the portfolio)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.models import Plan, Workspace
from alignment.tracing.forms import TraceFilter
from alignment.tracing.queries import plan_titles
from alignment.tracing.report import Report, not_live, report_of
from alignment.tracing.sheets import initiative_header, initiative_rows, sheets
from alignment.tracing.tables import GoalTable, InitiativeTable
from alignment.ui.spreadsheet import csv_response, xlsx_response


def report_context(request: HttpRequest, workspace: Workspace, plan: Plan | None = None) -> dict[str, Any]:
    """What the report's page shows, narrowed, sorted and paged as the address says."""
    return shown_report(request, report_of(workspace, plan), plan_titles(workspace), plan)


def shown_report(
    request: HttpRequest, report: Report, titles: dict[str, str], plan: Plan | None
) -> dict[str, Any]:
    """The same of a report that is there already; `titles` are those of the plans by key."""
    narrow = TraceFilter(request.GET, report=report)
    wanted = narrow.chosen()
    initiatives = report.only(**wanted)
    goals = [] if wanted["verdict"] else report.goals_only(goal=wanted["goal"], gaps=wanted["gaps"])
    return {
        "report": report,
        "filter": narrow,
        "plans": titles,
        "initiatives": InitiativeTable([row for row in initiatives if not row.apart]).for_request(request),
        "apart": [row for row in initiatives if row.apart],
        "goals": GoalTable(goals).for_request(request),
        "not_live": [] if narrow.narrows() else not_live(report.graph, plan),
        "own": plan.key if plan else "",
    }


def report_csv(request: HttpRequest, workspace: Workspace, plan: Plan | None = None) -> HttpResponse:
    """The initiatives as the page's filter leaves them, as CSV."""
    report, wanted, titles = _asked(request, workspace, plan)
    rows = initiative_rows(report.only(**wanted), titles)
    return csv_response(rows, initiative_header(), _name(workspace, plan))


def report_xlsx(request: HttpRequest, workspace: Workspace, plan: Plan | None = None) -> HttpResponse:
    """Initiatives, goals and the score as a workbook, as the page's filter leaves them."""
    report, wanted, titles = _asked(request, workspace, plan)
    goals = report.goals_only(goal=wanted["goal"], gaps=wanted["gaps"])
    return xlsx_response(sheets(report, report.only(**wanted), goals, titles), _name(workspace, plan))


def _asked(
    request: HttpRequest, workspace: Workspace, plan: Plan | None
) -> tuple[Report, dict[str, Any], dict[str, str]]:
    report = report_of(workspace, plan)
    return report, TraceFilter(request.GET, report=report).chosen(), plan_titles(workspace)


def _name(workspace: Workspace, plan: Plan | None) -> str:
    return f"{plan.title if plan else workspace.name} {_('trace')}"
