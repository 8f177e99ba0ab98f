"""What people said, as far as it may be quoted in a briefing."""

from typing import Any

from alignment.briefings.briefs import Brief
from alignment.models import Reader
from alignment.rules.content import is_live
from alignment.tracing.quotes import Quote, quotes_of

MOST = 12
MOST_OF_LEARNERS = 2  # their briefing is one page


def every(brief: Brief) -> list[Quote]:
    """All that may be quoted of what people said about the items of a briefing."""
    about = {item.key for layer, item in brief.content.layered() if not item.foreign and is_live(layer, item)}
    return quotes_of(brief.content, about)


def some(brief: Brief) -> dict[str, Any] | None:
    """The first of them for paper, and how many are left; learners are told no names. None without any."""
    found = every(brief)
    learners = brief.reader == Reader.LEARNERS
    most = MOST_OF_LEARNERS if learners else MOST
    left = 0 if learners else max(0, len(found) - most)
    return {"quotes": found[:most], "unnamed": learners, "left": left} if found else None
