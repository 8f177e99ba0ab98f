"""Deciding about a request: what is ready, what it is, and why."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows
from alignment.deeds import StaleWrite
from alignment.framework.queries.notes import people_to_name
from alignment.intake.forms.verdict import ReadinessForm, VerdictForm, shown
from alignment.intake.queries.working import working_on
from alignment.intake.services import deciding as services
from alignment.intake.views.working import asked_to_edit, back, back_to, version_sent, warn_stale
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words


@allows(GET="editor", POST="editor")
@keeps_words(ReadinessForm)
def readiness(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Whether managers support it, people get the time, and a measure is agreed (E02)."""
    asked = asked_to_edit(request, workspace, asked_id)
    form = ReadinessForm(sent(request), initial=shown(asked))
    context: dict[str, Any] = {"asked": asked, "form": form, "back": back_to(request, asked, "readiness")}
    if request.method == "POST" and form.is_valid():
        try:
            done = services.say_readiness(
                asked, answers=form.answers(), version=form.cleaned_data["version"], by=actor(request)
            )
        except StaleWrite as stale:
            return conflict_page(request, "intake/readiness.html", context, stale.current, shown)
        tell(request, _("Saved what is ready."), undo=done)
        return back(request, asked, "readiness")
    return render(request, "intake/readiness.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(VerdictForm)
def verdict(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Gives the verdict, or another one than before."""
    asked = asked_to_edit(request, workspace, asked_id)
    work = working_on(asked)
    form = VerdictForm(
        sent(request),
        whys=len(work.whys),
        people=people_to_name(asked.workspace),
        initial=shown(asked),
    )
    context = {"asked": asked, "work": work, "form": form, "back": back_to(request, asked, "verdict")}
    if request.method == "POST" and form.is_valid():
        try:
            done = services.decide_request(
                asked, said=form.said(), version=form.cleaned_data["version"], by=actor(request)
            )
        except StaleWrite as stale:
            return conflict_page(request, "intake/verdict.html", context, stale.current, shown)
        except ValidationError as error:  # the last why was removed meanwhile
            form.add_error(None, error.messages[0])
        else:
            tell(request, _("Decided. The reply is waiting to be written."), undo=done)
            return back(request, asked, "verdict")
    return render(request, "intake/verdict.html", context, status=status_of(form))


@allows(POST="editor")
def verdict_remove(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Takes the verdict back: the request is open again."""
    asked = asked_to_edit(request, workspace, asked_id)
    try:
        done = services.reopen_request(asked, version=version_sent(request), by=actor(request))
    except StaleWrite:
        warn_stale(request)
    else:
        tell(request, _("Took the verdict back. The request is open again."), undo=done)
    return back(request, asked, "verdict")
