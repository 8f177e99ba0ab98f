"""Slows down whoever guesses links or floods mailboxes. Counted in the cache that all processes share."""

import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
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

#: At most so many a minute by all browsers together, which a new cookie does not reset. A full room
#: behind one address stays far below.
TOGETHER = {
    "join_address": 120,  # by one address
    "join_link": 240,  # by one link
    "answer_link": 600,  # all that is sent by one link
}
MINUTE = 60


def slowed(request: HttpRequest, what: str, key: str | None = None) -> bool:
    """Counts one more try of `what` and says whether that was too many."""
    allowed = ratelimit.consume(
        request, app="throughline", action=what, key=key, config=RATES, limit_get=True
    )
    return not allowed


def slowed_together(what: str, key: str) -> bool:
    """Counts one more of what many browsers do at once, by the minute, and says whether that was too many.

    Without a lock: one that a room of phones waits for would turn honest ones away. Counting one too few
    at a time does no harm.
    """
    place = f"throughline:{what}:{key}:{int(time.time()) // MINUTE}"
    count = cache.get(place, 0)
    if count >= TOGETHER[what]:
        return True
    cache.set(place, count + 1, 2 * MINUTE)
    return False


def address_of(request: HttpRequest) -> str:
    """The address that somebody comes from, as the other limits count it."""
    return ratelimit.get_ip(request)


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to too many tries."""
    return render(request, "429.html", status=429)
