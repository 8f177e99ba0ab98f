"""The trace of a whole workspace: every initiative and goal of all its plans."""

from django.http import HttpRequest, HttpResponse

from alignment.access import allows, workspace_to_read
from alignment.tracing.report_page import report_context, report_csv, report_xlsx
from alignment.ui.htmx import show


@allows(GET="viewer")
def portfolio(request: HttpRequest, workspace: str) -> HttpResponse:
    found = workspace_to_read(request.user, workspace)
    return show(request, "portfolio/portfolio.html", "report", report_context(request, found))


@allows(GET="viewer")
def portfolio_csv(request: HttpRequest, workspace: str) -> HttpResponse:
    return report_csv(request, workspace_to_read(request.user, workspace))


@allows(GET="viewer")
def portfolio_xlsx(request: HttpRequest, workspace: str) -> HttpResponse:
    return report_xlsx(request, workspace_to_read(request.user, workspace))
