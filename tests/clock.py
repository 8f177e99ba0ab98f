"""A clock on which it is always noon of one day, for tests that ask for it (`still_clock`)."""

from datetime import UTC, datetime, timedelta
from itertools import count

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOON.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
_ticks = count()


def noon() -> datetime:
    """A moment later at every call, as clocks do: rows of different tests are never made at the same one."""
    return NOON + timedelta(microseconds=next(_ticks))
