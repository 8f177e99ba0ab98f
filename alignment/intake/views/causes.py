"""Rival causes of a request or of an outcome: named, looked at, chosen (several may be)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit, row_to_edit
from alignment.deeds import AlreadyDone, StaleWrite, version_of
from alignment.framework.queries.rival_causes import causes_of
from alignment.intake.addresses import request_address
from alignment.intake.forms.causes import CauseForm, EditCauseForm, shown
from alignment.intake.services import causes as services
from alignment.intake.services.causes import About, about_of
from alignment.intake.views.working import asked_to_edit, warn_stale
from alignment.models import DevelopmentRequest, PerformanceOutcome, RivalCause
from alignment.tracing.addresses import item_address
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import own_page


@allows(GET="editor", POST="editor")
def cause_new(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Names what could explain a request."""
    return _new(request, asked_to_edit(request, workspace, asked_id))


@allows(GET="editor", POST="editor")
def outcome_cause_new(request: HttpRequest, workspace: str, item_id: int) -> HttpResponse:
    """Names what could explain why an outcome is not there yet (B14)."""
    outcome = item_to_edit(request.user, workspace, "outcome", item_id)
    assert isinstance(outcome, PerformanceOutcome)  # noqa: S101 - for the type checker
    return _new(request, outcome)


@allows(GET="editor", POST="editor")
@keeps_words(EditCauseForm)
def cause_edit(request: HttpRequest, workspace: str, cause_id: int) -> HttpResponse:
    """What would show it, what was found, and whether this is it."""
    cause = _cause(request, workspace, cause_id)
    about = about_of(cause)
    form = EditCauseForm(sent(request), initial=shown(cause) | {"version": version_of(cause)})
    context = _context(request, about, form) | {"cause": cause}
    if request.method == "POST" and form.is_valid():
        try:
            done = services.edit_cause(
                cause,
                by=actor(request),
                version=form.cleaned_data["version"],
                fields=form.fields_said(),
            )
        except StaleWrite as stale:
            return conflict_page(request, "intake/cause_form.html", context, stale.current, shown, version_of)
        tell(request, _("Saved the possible cause."), undo=done)
        return redirect(_back(request, about))
    return render(request, "intake/cause_form.html", context, status=status_of(form))


@allows(POST="editor")
def cause_choose(request: HttpRequest, workspace: str, cause_id: int) -> HttpResponse:
    """Says that this is it, or takes that back."""
    cause = _cause(request, workspace, cause_id)
    chosen = request.POST.get("chosen") == "on"
    try:
        done = services.choose_cause(cause, chosen=chosen, by=actor(request))
    except StaleWrite:
        warn_stale(request)
    else:
        words = _("Chosen: “%(cause)s”.") if chosen else _("Not chosen any more: “%(cause)s”.")
        tell(request, words % {"cause": cause.text}, undo=done)
    return redirect(_back(request, about_of(cause)))


@allows(POST="editor")
def cause_remove(request: HttpRequest, workspace: str, cause_id: int) -> HttpResponse:
    cause = _cause(request, workspace, cause_id)
    try:
        done = services.remove_cause(cause, by=actor(request))
    except StaleWrite:
        warn_stale(request)
    else:
        tell(request, _("Removed the possible cause."), undo=done)
    return redirect(_back(request, about_of(cause)))


def _new(request: HttpRequest, about: About) -> HttpResponse:
    form = CauseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = services.add_cause(
                about,
                by=actor(request),
                fields=form.fields_said(),
                request_key=form.cleaned_data["request_key"],
            )
            tell(request, _("Named a possible cause."), undo=done)
        except AlreadyDone:
            pass
        return redirect(_back(request, about))
    context = _context(request, about, form)
    return render(request, "intake/cause_form.html", context, status=status_of(form))


def _cause(request: HttpRequest, workspace: str, cause_id: int) -> RivalCause:
    cause: RivalCause = row_to_edit(RivalCause, request.user, workspace, cause_id, "request", "outcome__plan")
    about_of(cause).workspace = cause.workspace
    if cause.outcome:
        cause.outcome.plan.workspace = cause.workspace
    return cause


def _context(request: HttpRequest, about: About, form: CauseForm) -> dict[str, Any]:
    home: dict[str, Any] = {"asked": about}
    if isinstance(about, PerformanceOutcome):
        home = {"plan": about.plan, "item": about}
    return {"form": form, "back": _back(request, about), "causes": causes_of(about), **home}


def _back(request: HttpRequest, about: About) -> str:
    """The page that was left, else where the causes stand."""
    there = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    if there:
        return there
    slug = about.workspace.slug
    if isinstance(about, DevelopmentRequest):
        return request_address(slug, about.pk, "causes")
    return f"{item_address(slug, 'outcome', about.pk)}#causes"
