"""The address at which browsers look for an icon when no page told them of one, and the sheet of icons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page

from alignment.access import allows
from alignment.ui.icons import sheet
from alignment.ui.middleware import unattended

A_DAY = 86_400
A_YEAR = 365 * A_DAY


@unattended  # else the answer, which anybody may keep, would carry a session now and then
@allows(GET="public")
@cache_control(public=True, max_age=A_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """Leads to the drawing that every page names."""
    return redirect(static("images/throughline.svg"))


@unattended
@allows(GET="public")
@cache_control(public=True, max_age=A_YEAR, immutable=True)
@gzip_page  # it holds no secret
def icons(request: HttpRequest) -> HttpResponse:
    """The sheet that pages take their icons from; its address says which edition."""
    return HttpResponse(sheet(), content_type="image/svg+xml")
