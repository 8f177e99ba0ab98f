"""The full trace of a briefing: every initiative with its surest path in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.rules.graph import Graph
from alignment.rules.paths import Path, paths
from alignment.rules.verdicts import GoalVerdict, Verdict
from alignment.tracing.report import GoalRow, InitiativeRow
from alignment.tracing.words import confidence_in_print
from alignment.ui.statuses import status

#: Beyond these a path is no longer followed for each row.
MOST_PATHS = 100
TONES = {Verdict.TRACED: "good", Verdict.ORPHAN: "bad"}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One initiative: what the trace says of it, over which items, and how sure."""

    title: str
    status: str
    verdict: str
    tone: str
    path: str  # "Give feedback → Monthly talk → Employee score → Retention"; empty when it leads nowhere
    sure: str
    more: int  # further goals that it reaches
    apart: bool
    foreign: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal: what the trace says of it, how many of its outcomes are reached, by what work, how surely."""

    title: str
    verdict: str
    tone: str
    outcomes: str
    work: str
    sure: str


def goal_lines(rows: Sequence[GoalRow]) -> list[GoalLine]:
    """Goals as lines; "supported" only where the rule for headlines holds (design, 3.3)."""
    return [_goal_line(row) for row in rows]


def _goal_line(row: GoalRow) -> GoalLine:
    found = row.found
    words, tone = str(status(found.verdict).label), status(found.verdict).tone
    if found.verdict is GoalVerdict.SUPPORTED and not found.solid:
        words, tone = _("Reached in part"), "warn"
    sure = confidence_in_print(found.strength)
    return GoalLine(row.title, words, tone, row.outcomes_words, row.work_words, sure)


def trace_lines(rows: Sequence[InitiativeRow], limit: int) -> list[TraceLine]:
    """At most `limit` rows as lines: what needs a decision first, what is expected to serve no goal last."""
    ordered = sorted(rows, key=lambda row: (row.apart, row.order))[:limit]
    return [_line(row, place < MOST_PATHS) for place, row in enumerate(ordered)]


def _line(row: InitiativeRow, followed: bool) -> TraceLine:
    found = paths(row.graph, row.node.key, limit=1) if followed else []
    path = found[0] if found and found[0].hops else None
    return TraceLine(
        title=row.title,
        status=str(status(row.status).label),
        verdict=row.verdict_words,
        tone=_tone(row),
        path=_path_words(row.graph, path) if path else "",
        sure=confidence_in_print(row.strength) if row.strength is not None else "",
        more=max(0, row.goal_count - 1),
        apart=row.apart,
        foreign=row.foreign,
    )


def _tone(row: InitiativeRow) -> str:
    if row.apart and row.found.verdict is not Verdict.TRACED:
        return "quiet"  # nobody expects it to lead anywhere
    return TONES.get(row.found.verdict, "warn")


def _path_words(graph: Graph, path: Path) -> str:
    titles = [graph.nodes[key].title for key in path.keys[1:]]
    return " → ".join(titles)
