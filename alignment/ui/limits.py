"""Slows down whoever guesses links or floods mailboxes. Counted in the cache that all processes share."""

import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: At most so many in so long, by address, by user, or by a key.
RATES = {
    "guess": "20/m/ip",
    "accept": "20/m/ip",
    "invite": "60/h/user",
    "guest": "60/m/ip",
    "comment": "10/m/key",  # by the link that it comes by
    "ask": "60/h/ip,300/h/key",  # a problem told by the public form, by its link
    "acknowledge": "3/d/key",  # mail that says it arrived, by the address that was typed
}

#: In a guided session at most so many a minute. The people of one are in one room and often behind one
#: address, so each of their browsers is counted by itself; all of them together are counted as well,
#: which a new cookie does not reset. A full room behind one address stays far below.
TOGETHER = {
    "answer_phone": 60,  # by one browser
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


def slowed_together(counted: dict[str, str]) -> bool:
    """Counts one more of each of what many browsers do at once, by the minute; whether any was too many.

    `counted` gives the key by which each is counted. All are counted in one short transaction: a room of
    phones waits for every write, and one lock each would turn honest ones away. On PostgreSQL two at the
    same moment may count as one, which does no harm.
    """
    minute = int(time.time()) // MINUTE
    most = {f"throughline:{what}:{counted[what]}:{minute}": TOGETHER[what] for what in sorted(counted)}
    with transaction.atomic():
        counts = cache.get_many(most)
        if any(counts.get(place, 0) >= limit for place, limit in most.items()):
            return True
        cache.set_many({place: counts.get(place, 0) + 1 for place in most}, 2 * MINUTE)
    return False


def address_of(request: HttpRequest) -> str:
    """The address that somebody comes from, as the other limits count it."""
    return ratelimit.get_ip(request)


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to too many tries."""
    return render(request, "429.html", status=429)
