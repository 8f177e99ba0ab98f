"""Briefings that are made in the background."""

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.briefings.portfolio import portfolio_document, portfolio_pdf
from alignment.jobs.registry import CannotWork, Outcome, Progress, work
from alignment.models import Job
from alignment.ui.pdf import PdfBusy, PdfUnavailable

PORTFOLIO = "portfolio_briefing"
STEPS = 3


@work(PORTFOLIO)
def make_portfolio_pdf(job: Job, progress: Progress) -> Outcome:
    """The briefing over all plans with the numbers of the moment in which it is made."""
    progress(0, STEPS)
    today = timezone.localdate()
    document = portfolio_document(job.workspace, today)
    progress(1, STEPS)
    try:
        body = portfolio_pdf(document)
    except PdfBusy:
        raise  # the next try may find a place
    except PdfUnavailable as problem:
        raise CannotWork(str(problem)) from problem
    progress(2, STEPS)
    name = slugify(job.workspace.name) or job.workspace.slug
    return Outcome(f"{name}-{slugify(_('portfolio briefing'))}-{today}.pdf", "application/pdf", body)
