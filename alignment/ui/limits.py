"""Slows down whoever guesses links or floods mailboxes. Counted in the cache that all processes share."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: At most so many in so long, by address or by user.
RATES = {"guess": "20/m/ip", "accept": "20/m/ip", "invite": "60/h/user", "guest": "60/m/ip"}


def slowed(request: HttpRequest, what: str) -> bool:
    """Counts one more try of `what` and says whether that was too many."""
    return not ratelimit.consume(request, app="throughline", action=what, config=RATES, limit_get=True)


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to too many tries."""
    return render(request, "429.html", status=429)
