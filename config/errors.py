"""Honest answers when something fails. These pages use no database, no session and no user."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

PLAIN = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title></head>'
    "<body><h1>{0}</h1><p>{1}</p></body></html>"
)


def plain(title: str, text: str, status: int) -> HttpResponse:
    """A page of one sentence; without its template, if that is what fails."""
    try:
        page = render_to_string("error.html", {"title": title, "text": text})
    except Exception:  # the last resort must not fail
        page = format_html(PLAIN, title, text)
    return HttpResponse(page, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """What became of an exception that nobody caught. Nothing was saved: every deed is one transaction."""
    problem = sys.exc_info()[1]
    if not isinstance(problem, OperationalError | InterfaceError):
        return plain(
            _("Something went wrong"),
            _("Nothing was saved. Go back and try again; if it happens again, tell whoever runs this site."),
            500,
        )
    said = str(problem).lower()
    if "disk is full" in said or "no space left" in said:
        answer = plain(
            _("Not saved"),
            _("The server's disk is full. You can go on reading; nothing new can be kept for now."),
            507,
        )
    else:
        answer = plain(
            _("Not saved"), _("The database cannot be reached right now. Try again in a few seconds."), 503
        )
    answer["Retry-After"] = "5"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no browser would send by itself, or one for a host that is not ours."""
    return plain(_("Not understood"), _("The address or the form that was sent is not one of ours."), 400)


def too_large(request: HttpRequest) -> HttpResponse:
    """A body larger than anything that our forms send."""
    return plain(
        _("Too large"),
        _("What was sent is larger than 12 MB. Import a large plan file with the command import_plan."),
        413,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the proof that it came from our own page; mostly a page kept open over a sign-in."""
    return plain(
        _("Not saved"),
        _("This page was open for too long. Go back, reload it, and send it again. Cookies must be allowed."),
        403,
    )
