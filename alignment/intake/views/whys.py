"""The why-ladder of a request: its rungs are added, said otherwise, moved and removed in place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit
from alignment.deeds import StaleWrite, version_of
from alignment.intake.forms.whys import EditWhyForm, WhyForm, shown
from alignment.intake.page import working_context
from alignment.intake.services import whys as services
from alignment.intake.views.working import (
    asked_to_edit,
    asked_to_read,
    back,
    back_to,
    warn_stale,
)
from alignment.models import DevelopmentRequest, Why
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import show, wants_partial


@allows(GET="viewer", POST="editor")
def why_list(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """The ladder alone; a rung that is sent stands at its lower end."""
    if request.method != "POST":
        return _ladder(request, asked_to_read(request, workspace, asked_id))
    asked = asked_to_edit(request, workspace, asked_id)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _ladder(request, asked, why_form=form, status=status_of(form))
    done = services.add_why(asked, text=form.cleaned_data["text"], by=actor(request))
    tell(request, _("Added a why."), undo=done)
    return _after(request, asked, adding=True)


@allows(GET="editor", POST="editor")
@keeps_words(EditWhyForm)
def why_edit(request: HttpRequest, workspace: str, asked_id: int, why_id: int) -> HttpResponse:
    """A rung in other words, where it stands."""
    asked, why = _rung(request, workspace, asked_id, why_id)
    form = EditWhyForm(
        sent(request), initial=shown(why) | {"version": version_of(why)}, auto_id=f"why-{why.pk}-%s"
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = services.edit_why(why, text=said["text"], version=said["version"], by=actor(request))
        except StaleWrite as stale:
            context = {"asked": asked, "form": form, "back": back_to(request, asked, "whys")}
            return conflict_page(request, "intake/why_edit.html", context, stale.current, shown, version_of)
        tell(request, _("Saved."), undo=done)
        return _after(request, asked)
    return _ladder(request, asked, form=form, editing=why.pk, status=status_of(form))


@allows(POST="editor")
def why_move(request: HttpRequest, workspace: str, asked_id: int, why_id: int) -> HttpResponse:
    """Changes places with the rung above (`to` is up) or below."""
    asked, why = _rung(request, workspace, asked_id, why_id)
    try:
        done = services.move_why(why, up=request.POST.get("to") == "up", by=actor(request))
    except StaleWrite:
        warn_stale(request)
    else:
        tell(request, _("Moved."), undo=done)
    return _after(request, asked)


@allows(POST="editor")
def why_remove(request: HttpRequest, workspace: str, asked_id: int, why_id: int) -> HttpResponse:
    asked, why = _rung(request, workspace, asked_id, why_id)
    try:
        done = services.remove_why(why, by=actor(request))
    except StaleWrite:
        warn_stale(request)
    else:
        tell(request, _("Removed a why."), undo=done)
    return _after(request, asked)


def _rung(request: HttpRequest, workspace: str, asked_id: int, why_id: int) -> tuple[DevelopmentRequest, Why]:
    asked = asked_to_edit(request, workspace, asked_id)
    why: Why = row_to_edit(Why, request.user, workspace, why_id)
    if why.request_id != asked.pk:
        raise Http404
    return asked, why


def _after(request: HttpRequest, asked: DevelopmentRequest, *, adding: bool = False) -> HttpResponse:
    if wants_partial(request):
        return _ladder(request, asked, adding=adding)
    return back(request, asked, "whys")


def _ladder(
    request: HttpRequest, asked: DevelopmentRequest, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = working_context(asked) | {"back": back_to(request, asked, "whys")} | more
    return show(request, "intake/whys.html", "ladder", context, status=status)
