"""What happens to every request before and after its page."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from config.environment import is_loopback
from config.errors import too_large

Handler = Callable[[HttpRequest], HttpResponseBase]

TOUCH_EVERY = 300  # seconds: a write on every page view would make each one wait for the disk


class LocalOnly:
    """In local mode, where the sample's sign-in is public, answers nobody but this machine."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.LOCAL_MODE and not came_from_this_machine(request):
            return HttpResponseForbidden(
                "This is a local trial of Throughline: it answers only the computer that it runs on.",
                content_type="text/plain",
            )
        return self.get_response(request)


def came_from_this_machine(request: HttpRequest) -> bool:
    """Whether the connection, and whoever a proxy says it speaks for, is of this machine."""
    forwarded = request.headers.get("X-Forwarded-For", "").replace(",", " ").split()
    return all(is_loopback(address) for address in [request.META.get("REMOTE_ADDR"), *forwarded])


class Hardening:
    """Headers that no other middleware sets. A view that set one of them keeps its own."""

    HEADERS = {
        "Cache-Control": "no-store",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class BodyLimit:
    """Refuses a body that no page of ours sends, before a byte of it is kept: files go to the disk unseen."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.LARGEST_BODY:
            return too_large(request)
        return self.get_response(request)


def unattended(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view that pages ask by themselves: such a request is no sign that somebody is there."""
    view.unattended = True  # type: ignore[attr-defined]
    return view


class SessionLimits:
    """Ends a signed-in session after SESSION_COOKIE_AGE, or after SESSION_IDLE_AGE without a request.

    The session's own expiry moves with every save, so both moments are kept inside it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.session.session_key and request.user.is_authenticated:
            now = int(time.time())
            began, seen = request.session.get("began", now), request.session.get("seen", now)
            if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
                logout(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Notes that somebody is there, once the view is known."""
        session, now = request.session, int(time.time())
        if getattr(view, "unattended", False) or not request.user.is_authenticated:
            return
        if "began" not in session or now - session.get("seen", now) >= TOUCH_EVERY:
            start_session(request, began=session.get("began", now), now=now)


def start_session(request: HttpRequest, *, began: int, now: int) -> None:
    """Note in the session when it began and when it was last used."""
    request.session["began"], request.session["seen"] = began, now


def session_began(sender: object, request: HttpRequest, **others: object) -> None:
    """On sign-in, in the same save of the session. A signal, because sign-in asks nowhere else."""
    start_session(request, began=int(time.time()), now=int(time.time()))


class HtmxLoginRequired(LoginRequiredMiddleware):
    """Asks for sign-in as a whole page, never inside the fragment that htmx was about to replace."""

    def handle_no_permission(  # type: ignore[override]  # no redirect for a fragment
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        page = f"{here.path}?{here.query}" if here.query else here.path
        own = page.startswith("/") and not page.startswith("//")
        sign_in = resolve_url(self.get_login_url(view_func))
        response = HttpResponse(_("Your session has ended. Sign in again."), status=401)
        response["HX-Redirect"] = f"{sign_in}?{urlencode({'next': page})}" if own else sign_in
        return response
