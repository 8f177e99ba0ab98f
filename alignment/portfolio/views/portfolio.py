"""Goals by priority and every initiative of all plans: what serves what, and what serves nothing."""

from django.http import HttpRequest, HttpResponse

from alignment.access import allows, workspace_to_read
from alignment.portfolio import report
from alignment.ui.htmx import show


@allows(GET="viewer")
def portfolio(request: HttpRequest, workspace: str) -> HttpResponse:
    found = workspace_to_read(request.user, workspace)
    context = report.portfolio_context(request, found)
    return show(request, "portfolio/portfolio.html", "report", context)


@allows(GET="viewer")
def portfolio_csv(request: HttpRequest, workspace: str) -> HttpResponse:
    return report.portfolio_csv(request, workspace_to_read(request.user, workspace))


@allows(GET="viewer")
def portfolio_xlsx(request: HttpRequest, workspace: str) -> HttpResponse:
    return report.portfolio_xlsx(request, workspace_to_read(request.user, workspace))
