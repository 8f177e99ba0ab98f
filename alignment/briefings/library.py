"""What HR and L&D read of skills, of what is on offer and of the five practices."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from alignment.briefings.briefs import Brief
from alignment.models import HowKnown, Practice
from alignment.portfolio.queries.around import known_shares, latest_audit
from alignment.practices.queries import answers_of, counts_of
from alignment.practices.words import SCORES, count_words
from alignment.rules.skills_gap import Gap, GoalGaps, skills_gap
from alignment.ui.formats import number, percent

MOST_GAPS = 30


@dataclass(frozen=True)
class GapRow:
    """What a target group is missing for a goal."""

    goal: str
    skill: str
    group: str
    size: int | None
    required: int | None
    now: str
    how: str
    missing: Decimal | None  # None: not known

    @property
    def missing_words(self) -> str:
        return number(self.missing) if self.missing is not None else str(_("not known"))


def skills_gap_of(brief: Brief) -> dict[str, Any] | None:
    """Required less current, by goal and target group: where something is missing, or nobody knows it."""
    rows = gap_rows(brief)
    if not rows:
        return None
    return {"rows": rows[:MOST_GAPS], "left": max(0, len(rows) - MOST_GAPS)}


def gap_rows(brief: Brief) -> list[GapRow]:
    """The open and unknown gaps, goal by goal, the largest first."""
    found = skills_gap(brief.content, brief.source.graph, brief.source.as_of)
    return [_row(goal, gap) for goal in found for gap in (*goal.open, *goal.unknown)]


def offer(brief: Brief) -> dict[str, Any] | None:
    """How much of what is on offer follows demand, as the audit counted it last; of a plan as it is alone."""
    if brief.live is None:
        return None
    point = latest_audit(brief.live.workspace, brief.source.as_of)
    if point is None:
        return None
    names = {"items": _("items"), "hours": _("hours"), "spend": _("spend")}
    shares = [(names[name], percent(share)) for name, share in known_shares(point).items()]
    return {"shares": shares, "on": point.on} if shares else None


def practices(brief: Brief) -> dict[str, Any] | None:
    """The five practices, counted and judged; of a plan as it is alone, over the whole workspace."""
    rows = practice_rows(brief)
    return {"rows": rows} if any(counted or judged for _name, counted, judged, _on in rows) else None


def practice_rows(brief: Brief) -> list[tuple[str, str, str, Any]]:
    """Each practice: its name, what is counted, how it was judged last, and when."""
    if brief.live is None:
        return []
    workspace = brief.live.workspace
    counts = counts_of(workspace, brief.source.as_of)
    judged: dict[str, Any] = {}
    for answer in answers_of(workspace):
        if answer.on <= brief.source.as_of:
            judged.setdefault(answer.practice, answer)
    rows = []
    for practice in Practice:
        count, last = counts.get(practice), judged.get(practice)
        rows.append(
            (
                str(practice.label),
                count_words(count) if count and count.of else "",
                f"{last.score}: {SCORES[last.score]}" if last else "",
                last.on if last else None,
            )
        )
    return rows


def _row(goal: GoalGaps, gap: Gap) -> GapRow:
    return GapRow(
        goal=goal.goal.title if goal.goal else str(_("No goal yet")),
        skill=gap.learning.title,
        group=gap.group.name,
        size=gap.group.size,
        required=gap.required,
        now=number(gap.now.value) if gap.now else "",
        how=str(HowKnown(gap.now.how).label) if gap.now else "",
        missing=gap.gap,
    )
