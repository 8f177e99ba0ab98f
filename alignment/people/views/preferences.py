"""What a user chooses for themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows
from alignment.people.forms import PreferencesForm, ThemeForm
from alignment.people.services.accounts import save_preferences
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go, own_page

SHOWN = ("name", "theme", "language", "time_zone")


@allows(GET="signed_in", POST="signed_in")
def preferences(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    if request.method == "POST" and "name" not in request.POST:
        return _theme(request)
    form = PreferencesForm(sent(request), initial={field: getattr(user, field) for field in SHOWN})
    if request.method == "POST" and form.is_valid():
        save_preferences(user, **form.cleaned_data)
        tell(request, _("Preferences saved."))
        return go(request, "people:preferences")
    return render(request, "people/preferences.html", {"form": form}, status=status_of(form))


def _theme(request: HttpRequest) -> HttpResponse:
    """The account menu sends the theme alone, with the page to come back to."""
    form = ThemeForm(request.POST)
    if not form.is_valid():
        return render(request, "people/preferences.html", {"form": PreferencesForm(request.POST)}, status=422)
    save_preferences(actor(request), theme=form.cleaned_data["theme"])
    back = own_page(request, request.POST.get("next", ""))
    return go(request, back or reverse("people:preferences"))
