"""The alignment map of a version: as a page and on paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from alignment.access import allows, snapshot_to_read
from alignment.tracing.map_page import map_context
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.pdf import PdfUnavailable, render_pdf
from alignment.versions.pages import file_name, show_version, with_version
from alignment.versions.snapshots import Opened, version_map

MAP_STYLES = ["css/tokens.css", "css/map.css"]


@allows(GET="viewer")
def version_map_page(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """The map as it was; ?goal= narrows it, ?focus= lights one trace."""
    found = snapshot_to_read(request.user, workspace, plan_id, number)
    return show_version(request, found, "versions/version_map.html", lambda opened: _map(request, opened))


@allows(GET="viewer")
def version_map_pdf(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """The same picture on one page, marked with the version."""
    found = snapshot_to_read(request.user, workspace, plan_id, number)

    def answer(opened: Opened) -> HttpResponse:
        context = {**opened.context, "workspace": found.workspace, **_map(request, opened)}
        try:
            body = render_pdf("tracing/map_pdf.html", context, css=MAP_STYLES)
        except PdfUnavailable as problem:
            return no_pdf(
                request, problem, reverse("versions:version_map", args=[workspace, plan_id, number])
            )
        return file_answer(body, "application/pdf", f"{file_name(opened)}-map.pdf")

    return with_version(request, found, answer)


def _map(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    asked = {"goal": request.GET.get("goal", ""), "focus": request.GET.get("focus", "")}
    shown = version_map(opened.version, opened.source, **asked)
    if shown is None:
        raise Http404
    return map_context(shown, opened.source.as_of)
