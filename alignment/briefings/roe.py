"""The return on expectations as a briefing tells it, next to the return on money."""

from typing import Any

from alignment.briefings.briefs import Brief
from alignment.rules.content import Expectation
from alignment.rules.roe import roe_of
from alignment.tracing.roe_words import roe_rows, roe_words, useful_words


def roe(brief: Brief) -> dict[str, Any] | None:
    """Whether what was expected was kept; left out of a plan in which nothing is expected."""
    expected = expectations_of(brief)
    if not expected:
        return None
    found = roe_of(expected)
    return {
        "roe": found,
        "words": roe_words(found),
        "useful": useful_words(found),
        "rows": roe_rows(found),
    }


def expectations_of(brief: Brief) -> list[Expectation]:
    """What is expected in the plan; of a briefing about a part of it, of the initiatives of that part."""
    shown = {one.key for one in brief.content.initiatives}
    return [
        one
        for one in brief.source.content.expectations
        if one.plan == brief.source.plan and (brief.asked.is_whole or one.initiative in shown)
    ]
