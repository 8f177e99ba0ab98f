"""Copies of briefings that were handed out: kept with their version, given back byte for byte."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.access import actor, allows, copy_to_read, plan_to_edit, snapshot_to_read
from alignment.briefings.document import pdf_of_document
from alignment.briefings.forms import KeepForm
from alignment.briefings.services import is_as_kept, keep_copy
from alignment.briefings.views.chosen import Chosen, chosen_of
from alignment.briefings.views.versions import frozen_document
from alignment.deeds import AlreadyDone
from alignment.models import Reader, Snapshot
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.feedback import tell
from alignment.ui.pdf import PdfUnavailable
from alignment.versions.pages import with_version
from alignment.versions.snapshots import Opened

CHANGED = 500


@allows(POST="editor")
def briefing_keep(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """Keeps the briefing of a version as it prints now."""
    plan_to_edit(request.user, workspace, plan_id)
    version = snapshot_to_read(request.user, workspace, plan_id, number)
    chosen = chosen_of(request, version.workspace, request.GET.get("for") or Reader.EXECUTIVE)
    return with_version(request, version, lambda opened: _keep(request, version, chosen, opened))


def _keep(request: HttpRequest, version: Snapshot, chosen: Chosen, opened: Opened) -> HttpResponse:
    document = frozen_document(opened, chosen) | opened.context
    page = reverse(
        "briefings:version_briefing", args=[version.workspace.slug, version.plan_id, version.number]
    )
    try:
        body = pdf_of_document(version.plan, document)
    except PdfUnavailable as problem:
        return no_pdf(request, problem, page)
    form = KeepForm(request.POST)
    key = form.cleaned_data["request_key"] if form.is_valid() else None
    about = document["document"].about
    title = f"{chosen.asked.kind.title}, {about}" if about else str(chosen.asked.kind.title)
    with suppress(AlreadyDone):
        keep_copy(
            version,
            reader=chosen.asked.reader,
            title=title,
            pdf=body,
            by=actor(request),
            request_key=key,
        )
    tell(request, _("Kept a copy with version %(n)s.") % {"n": version.number})
    return redirect(f"{page}?{request.GET.urlencode()}" if request.GET else page)


@allows(GET="viewer")
def briefing_copy(request: HttpRequest, workspace: str, plan_id: int, copy_id: int) -> HttpResponse:
    """The file as it was kept; what is something else by now is not handed out under its name."""
    copy = copy_to_read(request.user, workspace, plan_id, copy_id)
    if not is_as_kept(copy):
        context = {"plan": copy.snapshot.plan, "copy": copy}
        return render(request, "briefings/copy_changed.html", context, status=CHANGED)
    name = f"{slugify(copy.title)[:80] or 'briefing'}-{copy.made_at:%Y-%m-%d}.pdf"
    return file_answer(bytes(copy.pdf), "application/pdf", name)
