"""Answers that suit both a plain request and one made by htmx."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


def wants_partial(request: HttpRequest) -> bool:
    """True when htmx asked for a fragment, not for a boosted or restored whole page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def fragment(request: HttpRequest, template: str, partial: str) -> str:
    """The template to render: its partial for htmx, the whole page otherwise."""
    return f"{template}#{partial}" if wants_partial(request) else template


def show(
    request: HttpRequest,
    template: str,
    partial: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """
    Render the page, or for htmx its partial followed by what there is to tell.

    The messages travel as an out-of-band piece, so that "Saved. Undo" also
    appears when only a row was swapped.
    """
    response = render(request, fragment(request, template, partial), context, status=status)
    if wants_partial(request) and len(get_messages(request)):
        response.write(render_to_string("ui/messages.html", {"oob": True}, request=request))
    return response


def own_page(request: HttpRequest, asked: str) -> str:
    """The page of this site that `asked` names, as a path with its query; "" when it names no such page."""
    if not url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return ""
    page = urlsplit(asked)._replace(scheme="", netloc="").geturl()
    return page if page.startswith("/") and not page.startswith(("//", "/\\")) else ""


def go(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser to another page; `to` is what `redirect` takes."""
    response = redirect(to, *args, **kwargs)
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(response["Location"])
    response.status_code = 303
    return response
