"""Slows down whoever guesses links or floods mailboxes. Counted in the cache that all processes share."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: At most so many in so long, by address, by user, or by a key: the people of a session are in one
#: room and often behind one address, so each of their browsers is counted by itself.
RATES = {
    "guess": "20/m/ip",
    "accept": "20/m/ip",
    "invite": "60/h/user",
    "guest": "60/m/ip",
    "comment": "10/m/key",  # by the link that it comes by
    "answer": "60/m/key",
}


def slowed(request: HttpRequest, what: str, key: str | None = None) -> bool:
    """Counts one more try of `what` and says whether that was too many."""
    allowed = ratelimit.consume(
        request, app="throughline", action=what, key=key, config=RATES, limit_get=True
    )
    return not allowed


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to too many tries."""
    return render(request, "429.html", status=429)
