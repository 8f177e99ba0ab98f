"""The sentences of the portfolio briefing: what is decided by whom, and what is missing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.shortening import short
from alignment.models import Briefing, Reader, Workspace
from alignment.portfolio.queries.standing import InitiativeLine, Portfolio, dearest_first
from alignment.rules.gaps import GapKind
from alignment.rules.verdicts import GoalVerdict
from alignment.ui.formats import money

MOST_WANTED, WRITTEN_LENGTH = 4, 220
UNSERVED = frozenset(GoalVerdict) - {GoalVerdict.SUPPORTED, GoalVerdict.NO_LEARNING_PLANNED}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that is wanted: written into the briefing of a plan, or shown by the data."""

    text: str
    plan: str
    day: date | None


def headline_of(book: Portfolio) -> str:
    """The first fact."""
    count = len(book.report.expected)
    if not count:
        return _("No initiative is planned or running yet.")
    return ngettext(
        "%(n)s of %(count)s initiative serves a business goal.",
        "%(n)s of %(count)s initiatives serve a business goal.",
        count,
    ) % {"n": book.report.serving, "count": count}


def wanted_decisions(workspace: Workspace, book: Portfolio) -> list[Wanted]:
    """What people wrote comes first, the earliest day on top; then what the data shows."""
    rows = Briefing.objects.filter(workspace=workspace, reader=Reader.EXECUTIVE, plan__archived_at=None)
    written = [
        Wanted(
            short(" ".join(row.decision.split()), WRITTEN_LENGTH), short(row.plan.title), row.decision_date
        )
        for row in rows.exclude(decision="").select_related("plan")
        if row.decision.strip()
    ]
    written.sort(key=lambda one: (one.day is None, one.day or date.max, one.plan))
    return [*written, *_shown(book)][:MOST_WANTED]


def _shown(book: Portfolio) -> list[Wanted]:
    found = []
    waiting = [line for line in book.lines() if line.to_decide]
    if waiting:
        found.append(Wanted(_stop_words(book, dearest_first(waiting, book.currency)), "", None))
    unserved = [line for line in book.goals() if line.found.verdict in UNSERVED]
    if unserved:
        first = unserved[0]
        words = {"goal": short(first.title)}
        text = _("No learning reaches “%(goal)s” yet. Is learning to serve it, or not?") % words
        found.append(Wanted(text, short(first.plan), None))
    return found


def _stop_words(book: Portfolio, lines: list[InitiativeLine]) -> str:
    """The dearest of those that lead to no goal and about which nobody decided."""
    first, left = lines[0], len(lines) - 1
    known = next((one for one in first.effort.costs if one.currency == book.currency), None)
    words = {"what": short(first.title), "cost": money(known.total, known.currency) if known else ""}
    if known:
        text = _("Stop “%(what)s”, which costs %(cost)s, or name the goal that it serves.") % words
    else:
        text = _("Stop “%(what)s”, whose cost is not recorded, or name the goal that it serves.") % words
    if not left:
        return text
    more = ngettext(
        "%(count)s more initiative waits for the same decision.",
        "%(count)s more initiatives wait for the same decision.",
        left,
    ) % {"count": left}
    return f"{text} {more}"


def gap_lines(kinds: "Counter[GapKind]") -> list[str]:
    """What is missing, counted over all plans; the confirm queue on top."""
    return [words % {"n": kinds[kind]} for kind, words in _sentences(kinds) if kinds[kind]]


def _sentences(n: "Counter[GapKind]") -> list[tuple[GapKind, str]]:
    return [
        (
            GapKind.SUSPECT,
            ngettext(
                "%(n)s link waits to be confirmed again, because something changed at one end.",
                "%(n)s links wait to be confirmed again, because something changed at one end.",
                n[GapKind.SUSPECT],
            ),
        ),
        (
            GapKind.NO_REASON,
            ngettext(
                "%(n)s link has no reason yet.", "%(n)s links have no reason yet.", n[GapKind.NO_REASON]
            ),
        ),
        (
            GapKind.STALE,
            ngettext(
                "%(n)s metric has no recent reading.",
                "%(n)s metrics have no recent reading.",
                n[GapKind.STALE],
            ),
        ),
        (
            GapKind.NO_READING,
            ngettext(
                "%(n)s metric has no reading yet.",
                "%(n)s metrics have no reading yet.",
                n[GapKind.NO_READING],
            ),
        ),
        (
            GapKind.TARGET_PASSED,
            ngettext(
                "%(n)s target day has passed without the target being met.",
                "%(n)s target days have passed without the target being met.",
                n[GapKind.TARGET_PASSED],
            ),
        ),
        (
            GapKind.NOT_CONCRETE,
            ngettext(
                "%(n)s goal or outcome has no number that says how much by when.",
                "%(n)s goals and outcomes have no number that says how much by when.",
                n[GapKind.NOT_CONCRETE],
            ),
        ),
        (
            GapKind.NO_LINK_DOWN,
            ngettext(
                "%(n)s item has nothing below it that brings it about.",
                "%(n)s items have nothing below them that brings them about.",
                n[GapKind.NO_LINK_DOWN],
            ),
        ),
        (
            GapKind.HORIZON_OVER,
            ngettext(
                "The time of %(n)s goal is over.", "The time of %(n)s goals is over.", n[GapKind.HORIZON_OVER]
            ),
        ),
    ]
