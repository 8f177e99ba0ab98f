"""What an update tells beside its words: figures, decisions and a story, as JSON that is kept as it was sent.

No names are kept in it: who said a story is read from the story, as long as it may be named.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.models import Decision, Permission, Plan, Story, Update
from alignment.rules.update_draft import Draft, Line, draft
from alignment.tracing.contents import content_of
from alignment.tracing.metric_words import target_words
from alignment.ui.formats import day
from alignment.ui.statuses import status
from alignment.updates.wording import value_words

QUOTABLE = (Permission.NAMED, Permission.UNNAMED)


@dataclass(frozen=True)
class Telling:
    """What is told: rows as templates show them."""

    figures: list[dict[str, str]]
    decisions: list[dict[str, str]]
    story: dict[str, str] | None
    who: str  # said it; empty when it may not be named


def telling_of(update: Update) -> Telling:
    """What a sent update told; of a draft what it would tell now."""
    told = update.told if update.sent_on else told_now(update)
    story = update.story if told["story"] else None
    if story is None or story.permission not in QUOTABLE:
        return Telling(told["figures"], told["decisions"], None, "")
    return Telling(told["figures"], told["decisions"], told["story"], who_said(story))


def told_now(update: Update) -> dict[str, Any]:
    """What the data says of the period of an update at this moment."""
    found = draft_of(update.plan, update.start, update.end)
    story = update.story
    quoted = story is not None and story.permission in QUOTABLE
    return {
        "figures": [_figure(line) for some in (found.moved, found.not_moved) for line in some],
        "decisions": decisions_in(update.plan, update.start, update.end),
        "story": {"text": story.text, "kind": story.get_kind_display(), "date": day(story.date)}
        if story is not None and quoted
        else None,
    }


def draft_of(plan: Plan, start: date, end: date) -> Draft:
    """What the metrics of a plan did in a period."""
    return draft(content_of(plan.workspace, plan), start, end)


def decisions_in(plan: Plan, start: date, end: date) -> list[dict[str, str]]:
    """What was decided about the plan's initiatives in a period, the latest of each."""
    rows = Decision.objects.filter(
        initiative__plan=plan, initiative__archived_at=None, date__gt=start, date__lte=end
    ).select_related("initiative")
    latest = {row.initiative_id: row for row in rows.order_by("initiative__position", "position", "pk")}
    return [
        {
            "title": row.initiative.title,
            "decision": row.get_decision_display(),
            "reason": row.reason,
            "instead": row.instead,
        }
        for row in latest.values()
    ]


def who_said(story: Story) -> str:
    """The name under which a story may be quoted; empty when none may be told."""
    if story.permission != Permission.NAMED:
        return ""
    return story.who or (story.person.name if story.person else "")


def _figure(line: Line) -> dict[str, str]:
    metric = line.metric
    return {
        "title": metric.title,
        "item": line.item.title,
        "before": value_words(metric.kind, line.before, metric.unit),
        "before_day": day(line.before_date),
        "now": value_words(metric.kind, line.now, metric.unit),
        "now_day": day(line.now_date),
        "target": target_words(metric),
        "target_day": day(metric.target_date),
        "status": str(line.status),
        "standing": str(status(line.status).label),
    }
