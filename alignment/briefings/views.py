"""The briefings of a plan: as a page, as PDF, and the words people put into them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, plan_to_read, snapshot_to_read
from alignment.briefings.document import document_from, document_of, pdf_of_document
from alignment.briefings.forms import WordingForm
from alignment.briefings.queries import briefing_row, data_alone, executive_of
from alignment.briefings.services import edit_wording
from alignment.deeds import StaleWrite
from alignment.models import Briefing, Plan, Reader
from alignment.rules.suspects import to_recheck
from alignment.tracing.map import MapView
from alignment.tracing.queries import traced
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.downloads import file_answer, no_pdf
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words
from alignment.ui.pdf import PdfUnavailable
from alignment.versions.pages import file_name, show_version, with_version
from alignment.versions.snapshots import Opened, version_map


@allows(GET="viewer")
def briefing_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    briefing = executive_of(plan, timezone.localdate())
    return render(request, "briefings/briefing_list.html", {"plan": plan, "briefing": briefing})


@allows(GET="viewer")
def briefing_executive(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    context = {"plan": plan, "to_recheck": to_recheck(traced(plan.workspace)[0], plan.key)}
    return render(request, "briefings/briefing_executive.html", context | _document(request, plan))


@allows(GET="viewer")
def briefing_executive_pdf(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_read(request.user, workspace, plan_id)
    document = _document(request, plan)
    try:
        body = pdf_of_document(plan, document)
    except PdfUnavailable as problem:
        page = reverse("briefings:briefing_executive", args=[workspace, plan_id])
        return no_pdf(request, problem, page)
    name = slugify(plan.title) or f"plan-{plan.pk}"
    return file_answer(body, "application/pdf", f"{name}-briefing.pdf", keep=False)


def _document(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    try:
        return document_of(plan, timezone.localdate(), goal=request.GET.get("goal", ""))
    except KeyError:
        raise Http404 from None


@allows(GET="viewer")
def version_briefing(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    """The briefing of a version of the plan, as it was on its day; ?goal= narrows it."""
    version = snapshot_to_read(request.user, workspace, plan_id, number)
    return show_version(
        request, version, "briefings/version_briefing.html", lambda opened: _frozen(request, opened)
    )


@allows(GET="viewer")
def version_briefing_pdf(request: HttpRequest, workspace: str, plan_id: int, number: int) -> HttpResponse:
    version = snapshot_to_read(request.user, workspace, plan_id, number)

    def answer(opened: Opened) -> HttpResponse:
        document = _frozen(request, opened) | opened.context
        try:
            body = pdf_of_document(version.plan, document)
        except PdfUnavailable as problem:
            page = reverse("briefings:version_briefing", args=[workspace, plan_id, number])
            return no_pdf(request, problem, page)
        name = f"{file_name(opened)}-briefing.pdf"
        return file_answer(body, "application/pdf", name, keep=False)

    return with_version(request, version, answer)


def _frozen(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    def drawn(chosen: str) -> MapView | None:
        return version_map(opened.version, opened.source, chosen)

    try:
        return document_from(opened.source, drawn, goal=request.GET.get("goal", ""))
    except KeyError:
        raise Http404 from None


@allows(GET="editor", POST="editor")
@keeps_words(WordingForm)
def briefing_edit(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = WordingForm(request.POST or None, initial=_initial(briefing_row(plan)))
    context: dict[str, Any] = {"plan": plan, "form": form, "briefing": data_alone(plan, timezone.localdate())}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            done = edit_wording(
                plan, Reader.EXECUTIVE, by=actor(request), version=version, fields=form.values()
            )
        except StaleWrite:
            current = briefing_row(plan)
            context["conflict"] = conflict_of(form, current, _initial)
            on_top(form, current.version)
            return render(request, "briefings/briefing_edit.html", context, status=CONFLICT)
        tell(request, _("Saved the words of the briefing."), undo=done)
        return redirect("briefings:briefing_executive", workspace, plan_id)
    return render(request, "briefings/briefing_edit.html", context, status=status_of(form))


def _initial(row: Briefing) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WordingForm.base_fields}
