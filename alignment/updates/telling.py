"""What an update tells beside its words: figures, decisions and a story, as JSON that is kept as it was sent.

No names are kept in it: who said a story is read from the story, as long as it may be named. All of it is in
the language of the workspace: an update is one text for all who get it, whatever each of them has chosen.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from alignment.models import Decision, Permission, Plan, Story, Update
from alignment.rules.update_draft import Draft, Line, draft
from alignment.speaking import language_of, speaking_to
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
    decisions: list[dict[str, Any]]
    story: dict[str, str] | None
    who: str  # said it; empty when it may not be named
    language: str


def telling_of(update: Update) -> Telling:
    """What a sent update told; of a draft what it would tell now."""
    told = update.told if update.sent_on else told_now(update)
    # One that came in with a plan file has its words only.
    figures, decisions, quote = (told.get(name) for name in ("figures", "decisions", "story"))
    language = told.get("language") or language_of(None, update.plan.workspace)
    story = update.story if quote else None
    if story is None or story.permission not in QUOTABLE:
        return Telling(figures or [], decisions or [], None, "", language)
    return Telling(figures or [], decisions or [], quote, who_said(story), language)


def told_now(update: Update) -> dict[str, Any]:
    """What the data says of the period of an update at this moment, in the words of its workspace."""
    workspace, story = update.plan.workspace, update.story
    found = draft_of(update.plan, update.start, update.end)
    quoted = story is not None and may_be_told(story)
    with speaking_to(None, workspace):
        return _told(update, found, story if quoted else None) | {"language": language_of(None, workspace)}


def _told(update: Update, found: Draft, story: Story | None) -> dict[str, Any]:
    return {
        "figures": [_figure(line) for some in (found.moved, found.not_moved) for line in some],
        "decisions": [_decision(row) for row in decided(update).values()],
        "story": {"text": story.text, "kind": story.get_kind_display(), "date": day(story.date)}
        if story is not None
        else None,
    }


def may_be_told(story: Story) -> bool:
    """Whether a story may stand in an update that is not sent yet."""
    return story.permission in QUOTABLE and not story.is_archived


def draft_of(plan: Plan, start: date, end: date) -> Draft:
    """What the metrics of a plan did in a period."""
    return draft(content_of(plan.workspace, plan), start, end)


def decided(update: Update) -> dict[int, Decision]:
    """The last decision about each initiative, by initiative: since the period began, and told by no update.

    What is decided while the update is written belongs to it, also after its last day.
    """
    sent = Update.objects.filter(plan=update.plan).exclude(sent_on=None).exclude(pk=update.pk)
    told = {one["id"] for row in sent.values_list("told", flat=True) for one in row.get("decisions", ())}
    rows = Decision.objects.filter(
        initiative__plan=update.plan, initiative__archived_at=None, date__gte=update.start
    )
    order = ("initiative__position", "initiative", "position", "pk")
    last = {row.initiative_id: row for row in rows.select_related("initiative").order_by(*order)}
    return {initiative: row for initiative, row in last.items() if row.pk not in told}


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.initiative.title,
        "decision": row.get_decision_display(),
        "reason": row.reason,
        "instead": row.instead,
    }


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
