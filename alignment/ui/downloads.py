"""Answers that are files, and the page that stands in for a PDF that cannot be made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from alignment.ui.pdf import PdfUnavailable

UNAVAILABLE = 503


def file_answer(body: bytes | str, kind: str, name: str, *, keep: bool = True) -> HttpResponse:
    """A file under a name: to be kept, or shown by the browser where it can."""
    place = content_disposition_header(as_attachment=keep, filename=name)
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": place or "attachment"})


def no_pdf(request: HttpRequest, problem: PdfUnavailable, page: str) -> HttpResponse:
    """Why there is no PDF, and the way to the page that shows the same and can be printed."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = {"problem": problem, "page_url": page + query}
    return render(request, "ui/pdf_unavailable.html", context, status=UNAVAILABLE)
