"""Reads the updates of a plan, when the next is due, and what a new one begins with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alignment.framework.queries.expectations import ExpectationLine, lines_of_plan
from alignment.models import Decision, Initiative, Person, Plan, Story, Update
from alignment.outbox.recipients import reachable
from alignment.rules.content import INITIATIVE_LIVE, is_live
from alignment.rules.expectations import Reply
from alignment.rules.update_draft import MONTHS, months_later, update_due
from alignment.speaking import speaking_to
from alignment.tracing.contents import content_of
from alignment.ui.formats import day, period
from alignment.updates.telling import QUOTABLE, decided, draft_of
from alignment.updates.wording import texts_of


@dataclass(frozen=True)
class Rhythm:
    """How often a plan is told of, and by when the next update is due."""

    label: str
    due: date
    is_late: bool


def updates_of(plan: Plan) -> QuerySet[Update]:
    """The updates of a plan, the latest first, each with how many people it goes to."""
    found: QuerySet[Update] = Update.objects.filter(plan=plan).prefetch_related("readers")
    return found.order_by("-end", "-pk")


def last_sent(plan: Plan) -> Update | None:
    """The update with the latest period that was sent."""
    found: Update | None = (
        Update.objects.filter(plan=plan).exclude(sent_on=None).order_by("-end", "-pk").first()
    )
    return found


def rhythm_of(plan: Plan, today: date) -> Rhythm:
    """When the next update of a plan is due."""
    due = due_of(plan, last_sent(plan))
    return Rhythm(plan.get_update_every_display(), due, due < today)


def due_of(plan: Plan, last: Update | None) -> date:
    """Counted from the end of the last update, else from the day the plan was made."""
    return update_due(plan.update_every, last.end if last else plan.created.date())


def beginning_of(
    plan: Plan, today: date, start: date | None = None, end: date | None = None
) -> dict[str, Any]:
    """What a new update begins with: the period since the last one, and what the data says of it.

    In the language of the workspace, as all that an update tells, whoever writes it.
    """
    last = last_sent(plan)
    end = end or today
    if start is None:
        start = last.end if last and last.end < end else months_later(end, -MONTHS[plan.update_every])
    needs = open_needs(plan, today)
    people = people_to_mail(plan)
    if last:
        readers = people.filter(pk__in=last.readers.values("person"))
    else:
        readers = people.filter(pk__in=[line.row.owner_id for line in needs])
    chosen = {person.pk for person in readers}
    with speaking_to(None, plan.workspace):
        return {
            "title": _("How it goes, %(period)s") % {"period": period(start, end)},
            "start": start,
            "end": end,
            "needs": "\n".join(need_words(line) for line in needs if line.row.owner_id in chosen),
            "readers": sorted(chosen),
            **texts_of(draft_of(plan, start, end), today),
        }


def open_needs(plan: Plan, today: date) -> list[ExpectationLine]:
    """What learning still needs from people: neither done nor declined, the earliest day first."""
    lines = [
        line
        for line in lines_of_plan(plan, today)
        if line.row.direction == "we_need"
        and line.row.owner_id
        and not line.is_done
        and line.reply is not Reply.DECLINED
    ]
    return sorted(lines, key=lambda line: (line.row.due or date.max, line.row.pk))


def need_words(line: ExpectationLine) -> str:
    """What is needed, from whom, by when."""
    said = {"text": line.row.text, "who": line.row.owner.name if line.row.owner else ""}
    if line.row.due is None:
        return _("– %(text)s (%(who)s)") % said
    return _("– %(text)s (%(who)s, by %(day)s)") % {**said, "day": day(line.row.due)}


def people_to_mail(plan: Plan) -> QuerySet[Person]:
    """The people whom an update can reach."""
    return reachable(Person.objects.filter(workspace=plan.workspace)).order_by("name", "pk")


def stories_of(plan: Plan) -> QuerySet[Story]:
    """The stories of the plan's own live items that may be quoted, the latest first."""
    found = content_of(plan.workspace, plan)
    own = {item.key for layer, item in found.layered() if not item.foreign and is_live(layer, item)}
    ids = [one.id for one in found.stories if one.item in own and not one.archived]
    rows: QuerySet[Story] = Story.objects.filter(pk__in=ids, permission__in=QUOTABLE)
    return rows.order_by("-date", "-pk")


def initiatives_to_decide(update: Update) -> list[tuple[Initiative, Decision | None]]:
    """The plan's live initiatives, and those decided about, each with the decision to tell, if any."""
    latest = decided(update)
    rows = Initiative.objects.filter(plan=update.plan).current().order_by("position", "pk")
    return [(row, latest.get(row.pk)) for row in rows if row.pk in latest or row.status in INITIATIVE_LIVE]


def reached_of(people: Iterable[Person]) -> set[int]:
    """The ids of those of these people whom a mail reaches. One query."""
    found = reachable(Person.objects.filter(pk__in=[one.pk for one in people]))
    return set(found.values_list("pk", flat=True))
