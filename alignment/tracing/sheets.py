"""The trace report as rows for CSV and XLSX: plain values, the same order as on the page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from alignment.tracing.report import GoalRow, InitiativeRow, Report
from alignment.tracing.words import goal_words, score_words
from alignment.ui.spreadsheet import Sheet
from alignment.ui.statuses import status


def initiative_header() -> list[str]:
    return [_("Key"), _("Initiative"), _("Plan"), _("Status"), _("Trace"), _("Goals it reaches"),
            _("Weakest hop")]  # fmt: skip


def initiative_rows(rows: Iterable[InitiativeRow], plans: dict[str, str]) -> Iterator[list[Any]]:
    """One row an initiative; `plans` gives titles by key."""
    for row in rows:
        goals = "; ".join(f"{node.title} ({sure})" for node, sure in row.goals)
        yield [
            row.node.key, row.title, plans.get(row.node.plan, ""), str(status(row.status).label),
            row.verdict_words, goals, row.strength_words if row.strength is not None else "",
        ]  # fmt: skip


def goal_header() -> list[str]:
    return [_("Key"), _("Business goal"), _("Plan"), _("Trace"), _("Outcomes"), _("Outcomes reached"),
            _("Under way"), _("Proposed"), _("Completed"), _("Weakest hop")]  # fmt: skip


def goal_rows(rows: Iterable[GoalRow], plans: dict[str, str]) -> Iterator[list[Any]]:
    """One row a goal."""
    for row in rows:
        found = row.found
        yield [
            row.node.key, row.title, plans.get(row.node.plan, ""), goal_words(found), found.outcomes,
            found.outcomes_reached, found.under_way, found.proposed, found.completed,
            row.strength_words if found.strength is not None else "",
        ]  # fmt: skip


def sheets(
    report: Report, initiatives: Iterable[InitiativeRow], goals: Iterable[GoalRow], plans: dict[str, str]
) -> list[Sheet]:
    """The sheets of the workbook: initiatives, goals, and the score."""
    return [
        Sheet(_("Initiatives"), initiative_header(), initiative_rows(initiatives, plans)),
        Sheet(_("Business goals"), goal_header(), goal_rows(goals, plans)),
        Sheet(_("Links in place"), [_("Links in place")], [[score_words(report.score)]]),
    ]
