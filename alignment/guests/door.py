"""Who comes in by a share link, and what the link lets them do.

A guest has no account. Following the secret address once keeps the link in the browser's session;
from then on every request looks the link up again, so that revoking it works at once. Whoever is
signed in as well has only the link's rights here. A link that is wrong, over, revoked or of too
few rights is answered with one and the same page.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from alignment.access import allows
from alignment.guests.queries import valid_links
from alignment.models import Rights, ShareLink
from alignment.speaking import speaking_to
from alignment.tokens import LONGEST_TOKEN, digest
from alignment.ui.limits import address_of, slowed, slowed_together, too_many

View = TypeVar("View", bound=Callable[..., HttpResponse])

#: Where a session keeps the links that it opened: the link's id, and the beginning of its digest.
OPENED = "share_links"
KEPT = 16

SEEN_EVERY = timedelta(minutes=1)

#: What each right includes.
INCLUDES: dict[str, frozenset[str]] = {
    Rights.VIEW: frozenset({Rights.VIEW, Rights.COMMENT, Rights.REVIEW}),
    Rights.COMMENT: frozenset({Rights.COMMENT, Rights.REVIEW}),
    Rights.REVIEW: frozenset({Rights.REVIEW}),
    Rights.ANSWER: frozenset({Rights.ANSWER}),
    Rights.ASSESS: frozenset({Rights.ASSESS}),
    "any": frozenset(Rights.values),
}


def admits(*, joins: bool = False, **methods: str) -> Callable[[View], View]:
    """Declares which right (of INCLUDES) a guest's view asks for with which method.

    The view gets the link in the place of its id. Any other method is answered 405. By one that `joins`
    a browser comes in that nobody knows yet: such are counted by their address and by the link.
    """
    unknown = set(methods.values()) - set(INCLUDES)
    if unknown:
        raise ValueError(f"unknown right {unknown}")
    accepted = {**methods, **({"HEAD": methods["GET"]} if "GET" in methods else {})}

    def declare(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, share_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in accepted:
                return HttpResponseNotAllowed(sorted(accepted))
            link = _opened(request, share_id, accepted[request.method])
            if link is None:
                return too_many(request) if slowed(request, "guess") else gone(request)
            if request.method == "POST" and _too_often(request, link, joins):
                return too_many(request)
            _as_guest(request, link)
            with speaking_to(None, link.workspace):
                try:
                    return view(request, link, *args, **kwargs)
                except Http404:  # what the link does not show is no more there than the link of a stranger
                    return gone(request)

        checked.admits = accepted  # type: ignore[attr-defined]
        checked.login_required = False  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return declare


@allows(GET="public")
def link_open(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the link in the session, so that its secret does not stay in the address bar."""
    link = None
    if len(token) <= LONGEST_TOKEN:
        link = valid_links().filter(token_hash=digest(token)).first()
    if link is None:
        return too_many(request) if slowed(request, "guess") else gone(request)
    opened = request.session.get(OPENED, {})
    opened[str(link.pk)] = link.token_hash[:KEPT]
    request.session[OPENED] = opened
    _note(link)
    return redirect("guest_sharing:home", link.pk)


def _note(link: ShareLink) -> None:
    """Notes when a link was followed last, to the minute: a room that follows one at once writes it once.

    Not a deed: mail scanners follow every link, and nothing of the plan changes.
    """
    now = timezone.now()
    if link.last_seen_at is None or now - link.last_seen_at >= SEEN_EVERY:
        ShareLink.objects.filter(pk=link.pk).update(last_seen_at=now)


def gone(request: HttpRequest) -> HttpResponse:
    """The one page for every link that opens nothing, whatever the reason."""
    return render(request, "sharing/gone.html", status=404)


def _opened(request: HttpRequest, share_id: int, right: str) -> ShareLink | None:
    """The link of this id, if this browser has opened it, it still opens something, and has the right."""
    kept = request.session.get(OPENED, {}).get(str(share_id), "")
    if not kept:
        return None
    found = (
        valid_links()
        .select_related("workspace", "plan", "person", "snapshot", "session", "assessment__group")
        .filter(pk=share_id)
        .first()
    )
    if found is None or found.rights not in INCLUDES[right]:
        return None
    if not secrets.compare_digest(found.token_hash[:KEPT], str(kept)):
        return None
    found.plan.workspace = found.workspace
    return found


class GuestMessages(SessionStorage):
    """What is told on the pages of one link. Who is signed in as well has other messages elsewhere."""

    def __init__(self, request: HttpRequest, link: ShareLink) -> None:
        super().__init__(request)
        self.session_key = f"messages_of_link_{link.pk}"


def _as_guest(request: HttpRequest, link: ShareLink) -> None:
    """Nobody's account and nobody's messages: whoever is signed in is a guest here like all others."""
    request.user = AnonymousUser()
    request._messages = GuestMessages(request, link)  # type: ignore[attr-defined]


def _too_often(request: HttpRequest, link: ShareLink, joins: bool) -> bool:
    """Whether a guest sends too much. A room full of phones shares one address: each counts by itself.

    All phones of a link count together as well, or a browser that drops its cookie would begin anew.
    """
    if link.rights not in (Rights.ANSWER, Rights.ASSESS):
        return slowed(request, "guest")
    if joins:
        return slowed_together({"join_address": address_of(request), "join_link": str(link.pk)})
    phone = f"{link.pk}:{request.session.session_key}"
    return slowed_together({"answer_phone": phone, "answer_link": str(link.pk)})
