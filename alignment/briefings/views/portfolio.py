"""The briefing over all plans: as a page at once, as PDF by a job."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, workspace_to_read
from alignment.briefings.portfolio import portfolio_document
from alignment.briefings.work import PORTFOLIO
from alignment.jobs.services import ask
from alignment.ui.htmx import go


@allows(GET="viewer")
def portfolio_briefing(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    document = portfolio_document(home, timezone.localdate())
    return render(request, "briefings/portfolio_briefing.html", document)


@allows(POST="viewer")
def portfolio_briefing_pdf(request: HttpRequest, workspace: str) -> HttpResponse:
    """Asks for the PDF; the page of the job says when it is ready."""
    home = workspace_to_read(request.user, workspace)
    title = _("Portfolio briefing as PDF")
    job = ask(PORTFOLIO, title=title, asked={}, workspace=home, by=actor(request))
    return go(request, "jobs:job", workspace, job.pk)
