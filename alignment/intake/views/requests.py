"""One development request: its page, writing one down, and changing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, row_to_read, workspace_to_write
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.intake.forms.requests import NewRequestForm, RequestForm, shown
from alignment.intake.page import request_context
from alignment.intake.queries.requests import SAID, request_made_by
from alignment.intake.services import requests as services
from alignment.models import DevelopmentRequest
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words


@allows(GET="viewer")
def request_detail(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """The problem, and what became of it."""
    asked = row_to_read(DevelopmentRequest, request.user, workspace, asked_id, *SAID)
    return render(request, "intake/request.html", request_context(asked, actor(request)))


@allows(GET="editor", POST="editor")
def request_new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Writes down what a department asks for, or what L&D proposes itself."""
    home = workspace_to_write(request.user, workspace)
    form = NewRequestForm(sent(request), workspace=home)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, done = services.record(
                home,
                by=actor(request),
                fields=form.fields_said(),
                goals=form.goals_said(),
                proposed=said["proposed"],
                request_key=said["request_key"],
            )
        except AlreadyDone as earlier:
            there = request_made_by(earlier.deed)
            return redirect(_address(there)) if there else redirect("intake:request_list", workspace)
        tell(request, _("The request is written down."), undo=done)
        return redirect(_address(made))
    context = {"form": form, "back": reverse("intake:request_list", args=[workspace])}
    return render(request, "intake/request_form.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(RequestForm)
def request_edit(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Changes what a request says."""
    asked = row_to_edit(DevelopmentRequest, request.user, workspace, asked_id)
    form = RequestForm(sent(request), workspace=asked.workspace, asked=asked, initial=shown(asked))
    context: dict[str, Any] = {"form": form, "asked": asked, "back": _address(asked)}
    template = "intake/request_form.html"
    if request.method == "POST" and form.is_valid():
        try:
            done = services.edit(
                asked,
                by=actor(request),
                version=form.cleaned_data["version"] or 0,
                fields=form.fields_said(),
                goals=form.goals_said(),
            )
        except StaleWrite as stale:
            return conflict_page(request, template, context, stale.current, shown)
        tell(request, _("Saved."), undo=done)
        return redirect(_address(asked))
    return render(request, template, context, status=status_of(form))


def _address(asked: DevelopmentRequest) -> str:
    return reverse("intake:request", args=[asked.workspace.slug, asked.pk])
