"""The briefings of a version of the plan, as they were on its day; ?for= chooses the reader."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from alignment.access import allows, snapshot_to_read
from alignment.briefings.choosing import choices_for
from alignment.briefings.document import document_from, pdf_of_document
from alignment.briefings.forms import KeepForm
from alignment.briefings.queries import copies_of, layouts_of
from alignment.briefings.readers import READERS
from alignment.briefings.views.chosen import Chosen, chosen_of
from alignment.briefings.workbook import sheets_of
from alignment.models import Reader, Snapshot
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.pdf import PdfUnavailable
from alignment.ui.spreadsheet import XLSX, xlsx_bytes
from alignment.versions.pages import file_name, show_version, with_version
from alignment.versions.snapshots import Opened


@allows(GET="viewer")
def version_briefing(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """The briefing of a version for a reader; ?goal=, ?group=, ?person= narrow it."""
    version = snapshot_to_read(request.user, workspace, plan_id, number)
    chosen = _chosen(request, version)

    def page(opened: Opened) -> dict[str, Any]:
        kind, layouts = chosen.asked.kind, layouts_of(version.workspace)
        return frozen_document(opened, chosen) | {
            "more": chosen.query.replace("?", "&", 1),
            "readers": READERS.values(),
            "choices": choices_for(opened.source, kind, layouts, chosen.asked, chosen.layout),
            "copies": copies_of(version.plan, version),
            "form": KeepForm(),
        }

    return show_version(request, version, "briefings/version_briefing.html", page)


@allows(GET="viewer")
def version_briefing_pdf(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    version = snapshot_to_read(request.user, workspace, plan_id, number)
    chosen = _chosen(request, version)

    def answer(opened: Opened) -> HttpResponse:
        document = frozen_document(opened, chosen) | opened.context
        try:
            body = pdf_of_document(version.plan, document)
        except PdfUnavailable as problem:
            page = reverse("briefings:version_briefing", args=[workspace, plan_id, number])
            return no_pdf(request, problem, page)
        name = chosen.file_name(file_name(opened), "pdf")
        return file_answer(body, "application/pdf", name, keep=False)

    return with_version(request, version, answer)


@allows(GET="viewer")
def version_briefing_xlsx(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    version = snapshot_to_read(request.user, workspace, plan_id, number)
    chosen = _chosen(request, version)

    def answer(opened: Opened) -> HttpResponse:
        body = xlsx_bytes(sheets_of(frozen_document(opened, chosen)["document"]))
        return file_answer(body, XLSX, chosen.file_name(file_name(opened), "xlsx"))

    return with_version(request, version, answer)


def frozen_document(opened: Opened, chosen: Chosen) -> dict[str, Any]:
    """What a briefing of a version prints; 404 for a goal, group or person that it does not have."""
    try:
        return document_from(opened, chosen.asked, chosen.layout)
    except KeyError:
        raise Http404 from None


def _chosen(request: HttpRequest, version: Snapshot) -> Chosen:
    return chosen_of(request, version.workspace, request.GET.get("for") or Reader.EXECUTIVE)
