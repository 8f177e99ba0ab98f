"""Choosing a briefing, reading it as a page, as PDF and as a workbook."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alignment.access import allows, plan_to_read
from alignment.briefings.choosing import cards_of, choices_for
from alignment.briefings.document import document_of, pdf_of_document
from alignment.briefings.queries import copies_of, executive_of, layouts_of
from alignment.briefings.views.chosen import Chosen, chosen_of
from alignment.briefings.workbook import sheets_of
from alignment.models import Plan
from alignment.rules.suspects import to_recheck
from alignment.tracing.queries import traced
from alignment.tracing.sources import live
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.pdf import PdfUnavailable
from alignment.ui.spreadsheet import XLSX, xlsx_bytes


@allows(GET="viewer")
def briefing_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Every reader with what can be chosen, and the copies that were kept."""
    plan = plan_to_read(request.user, workspace, plan_id)
    today = timezone.localdate()
    context = {
        "plan": plan,
        "briefing": executive_of(plan, today),
        "cards": cards_of(live(plan, today), layouts_of(plan.workspace)),
        "copies": copies_of(plan),
    }
    return render(request, "briefings/briefing_list.html", context)


@allows(GET="viewer")
def briefing(request: HttpRequest, workspace: str, plan_id: int, reader: str) -> HttpResponse:
    """A briefing as it prints."""
    plan = plan_to_read(request.user, workspace, plan_id)
    chosen = chosen_of(request, plan.workspace, reader)
    source = live(plan, timezone.localdate())
    kind, layouts = chosen.asked.kind, layouts_of(plan.workspace)
    context = {
        "plan": plan,
        "query": chosen.query,
        "choices": choices_for(source, kind, layouts, chosen.asked, chosen.layout),
        "to_recheck": to_recheck(traced(plan.workspace)[0], plan.key),
    }
    return render(request, "briefings/briefing.html", context | _document(plan, chosen))


@allows(GET="viewer")
def briefing_pdf(request: HttpRequest, workspace: str, plan_id: int, reader: str) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    chosen = chosen_of(request, plan.workspace, reader)
    document = _document(plan, chosen)
    try:
        body = pdf_of_document(plan, document)
    except PdfUnavailable as problem:
        page = reverse("briefings:briefing", args=[workspace, plan_id, reader])
        return no_pdf(request, problem, page)
    name = chosen.file_name(plan.title, "pdf")
    return file_answer(body, "application/pdf", name, keep=False)


@allows(GET="viewer")
def briefing_xlsx(request: HttpRequest, workspace: str, plan_id: int, reader: str) -> HttpResponse:
    """The tables of a briefing."""
    plan = plan_to_read(request.user, workspace, plan_id)
    chosen = chosen_of(request, plan.workspace, reader)
    body = xlsx_bytes(sheets_of(_document(plan, chosen)["document"]))
    return file_answer(body, XLSX, chosen.file_name(plan.title, "xlsx"))


def _document(plan: Plan, chosen: Chosen) -> dict[str, Any]:
    try:
        return document_of(plan, timezone.localdate(), chosen.asked, chosen.layout)
    except KeyError:
        raise Http404 from None
