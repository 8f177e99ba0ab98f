"""The return on expectations as a briefing tells it, next to the return on money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alignment.briefings.briefs import Brief
from alignment.models import Kept
from alignment.rules.content import Expectation
from alignment.rules.roe import OWNER, PARTY, last_ratings, roe_of
from alignment.tracing.roe_words import roe_rows, roe_words, useful_words
from alignment.ui.spreadsheet import Sheet


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


def roe_sheets(brief: Brief) -> Iterator[Sheet]:
    """The return in both directions as each side sees it, then every rating: for a workbook."""
    found = roe_of(expectations_of(brief))
    ways = (
        (_("What learning delivered"), found.delivered),
        (_("What learning needed of others"), found.needed),
    )
    rows = [
        (title, *(views[side].percent for side in (OWNER, PARTY, "")), views[""].rated)
        for title, views in ways
    ]
    header = (
        _("Direction"), _("Kept in %, says who keeps it"), _("Kept in %, says who it was agreed with"),
        _("Kept in %, both together"), _("Rated"),
    )  # fmt: skip
    yield Sheet(
        _("Return on expectations"),
        header,
        [*rows, (_("Together"), None, None, found.every.percent, found.every.rated)],
    )
    heads = (
        _("Direction"), _("What"), _("By whom"), _("Agreed with"), _("By when"), _("Says who keeps it"),
        _("Says who it was agreed with"), _("Useful, 1 to 5, says who keeps it"),
        _("Useful, 1 to 5, says who it was agreed with"),
    )  # fmt: skip
    lines = [
        (one.direction, one.what, one.who, one.agreed_with, one.day, *one.kept, *one.useful)
        for one in rated_of(brief)
    ]
    yield Sheet(_("Ratings"), heads, lines)


@dataclass(frozen=True, slots=True)
class RatedLine:
    """An expectation with how each side says it turned out; empty, or None, where a side has said nothing."""

    direction: str
    what: str
    who: str
    agreed_with: str
    day: date | None
    kept: tuple[str, str]  # says who keeps it, says who it was agreed with
    useful: tuple[int | None, int | None]


def rated_of(brief: Brief) -> list[RatedLine]:
    """What at least one side has rated, in the order of the plan."""
    return [_rated(brief, one) for one in expectations_of(brief) if last_ratings(one)]


def _rated(brief: Brief, one: Expectation) -> RatedLine:
    said = [last_ratings(one).get(side) for side in (OWNER, PARTY)]
    owner, party = (str(Kept(rating.kept).label) if rating else "" for rating in said)
    first, second = (rating.usefulness if rating else None for rating in said)
    return RatedLine(
        _("We deliver") if one.direction == "we_deliver" else _("We need"),
        one.text,
        brief.names.get(one.owner, ""),
        brief.names.get(one.party, ""),
        one.due,
        (owner, party),
        (first, second),
    )
