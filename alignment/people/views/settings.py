"""What a workspace is called and how it shows things; another workspace."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, workspace_to_own, workspace_to_read
from alignment.deeds import StaleWrite, version_of
from alignment.people.forms import SettingsForm, WorkspaceNewForm
from alignment.people.services import workspaces as services
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go

SHOWN = ("name", "currency", "language", "time_zone", "second_person")


@allows(GET="viewer", POST="owner")
def settings_general(request: HttpRequest, workspace: str) -> HttpResponse:
    if request.method == "POST":
        home = workspace_to_own(request.user, workspace)
        form = SettingsForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
            try:
                services.change_settings(home, by=actor(request), **said)
            except StaleWrite as stale:
                return _conflict(request, form, stale.current)
            tell(request, _("Settings saved."))
            return go(request, "people:settings", home.slug)
    else:
        home = workspace_to_read(request.user, workspace)
        form = SettingsForm(initial=_shown(home) | {"version": version_of(home)})
    return render(request, "people/settings_general.html", {"form": form}, status=status_of(form))


def _shown(home: Any) -> dict[str, Any]:
    """What the form shows of a workspace."""
    return {field: getattr(home, field) for field in SHOWN}


def _conflict(request: HttpRequest, form: SettingsForm, now: Any) -> HttpResponse:
    """Both settings, and the form with what was typed, which saves on top of what is there now."""
    context = {"conflict": conflict_of(form, now, _shown), "form": on_top(form, version_of(now))}
    return render(request, "people/settings_general.html", context, status=CONFLICT)


@allows(GET="signed_in", POST="signed_in")
def workspace_new(request: HttpRequest) -> HttpResponse:
    form = WorkspaceNewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = services.open_workspace(by=actor(request), **form.cleaned_data)
        tell(request, _("“%(name)s” is open. You are its owner.") % {"name": made})
        return go(request, "framework:plan_list", made.slug)
    return render(request, "people/workspace_new.html", {"form": form}, status=status_of(form))
