"""The address at which browsers look for an icon when no page has told them of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

from alignment.access import allows
from alignment.ui.middleware import unattended

A_DAY = 86_400


@unattended  # else the answer, which anybody may keep, would carry a session now and then
@allows(GET="public")
@cache_control(public=True, max_age=A_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """Leads to the drawing that every page names."""
    return redirect(static("images/throughline.svg"))
