"""Mails people what is expected of them, or was promised, and waits for their yes or no.

One mail a person and plan, the day after the last of it was written or changed, and never twice for the
same: only to whoever can answer, by a link that is open or signed in. Not to whoever wrote it down.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.framework.queries.expectations import ExpectationLine, lines_of
from alignment.guests import INCLUDES, valid_links
from alignment.models import Expectation, Membership, OutgoingMail, Person, Plan, Rights, Role, User
from alignment.outbox.recipients import recipient_of
from alignment.outbox.services import post
from alignment.people.queries import name_for_guests
from alignment.speaking import speaking_to

KIND = "expectation_reminder"
#: Whoever writes down several things in a day is not the cause of several mails.
SETTLES = timedelta(days=1)
#: What nobody has touched for longer is left to the pages.
RECENT = timedelta(days=30)
ANSWERING = (Role.REVIEWER, Role.EDITOR, Role.OWNER)


@dataclass(frozen=True)
class Change:
    """When an expectation was written or changed last, and by whom."""

    at: datetime
    by: User | None


def due_reminders(now: datetime) -> int:
    """Queues what is due and was not queued before; how many mails that are."""
    changes = _changes(now)
    rows = Expectation.objects.filter(
        pk__in=changes, done_on=None, plan__archived_at=None, workspace__is_sample=False
    ).select_related("workspace")
    waiting: dict[tuple[Plan, Person], list[ExpectationLine]] = defaultdict(list)
    for line in lines_of(rows, timezone.localdate(now)):
        for person in line.missing:
            by = changes[line.row.pk].by
            if by is None or person.user_id != by.pk:
                waiting[line.row.plan, person].append(line)
    return sum(_remind(plan, person, lines, changes, now) for (plan, person), lines in waiting.items())


def _changes(now: datetime) -> dict[int, Change]:
    """Of each expectation that was touched lately, by its id, the last time."""
    rows = Expectation.history.filter(history_date__gte=now - RECENT, history_date__lte=now)
    rows = rows.select_related("deed__by").order_by("history_date", "history_id")
    return {row.id: Change(row.history_date, row.deed.by if row.deed else None) for row in rows}


def _remind(
    plan: Plan, person: Person, lines: list[ExpectationLine], changes: dict[int, Change], now: datetime
) -> bool:
    last = max((changes[line.row.pk] for line in lines), key=lambda one: one.at)
    mine = f"expectations:{plan.pk}:{person.pk}:"
    once = f"{mine}{last.at.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    told = OutgoingMail.objects.filter(once__startswith=mine, once__gte=once)
    if last.at > now - SETTLES or told.exists():
        return False
    to, workspace = recipient_of(person), lines[0].row.workspace
    plan.workspace = workspace
    by_link, signed_in = _has_link(plan, person), _may_sign_in(plan, person)
    if not to["to"] or person.archived_at or person.erased_at or not (by_link or signed_in):
        return False
    with (
        deed("remind", by=None, workspace=workspace, plan=plan, subject=person.name),
        speaking_to(to["user"], workspace),
    ):
        mail = post(
            KIND,
            **to,
            subject=_("What is expected in “%(plan)s”: yes or no?") % {"plan": plan.title},
            template="conversations/reminder_mail.txt",
            context={
                "plan": plan,
                "who": person.name,
                "rows": [line.row for line in lines],
                "asker": name_for_guests(last.by, workspace),
                "by_link": by_link,
                "signed_in": signed_in,
            },
            once=once,
            workspace=workspace,
        )
    return mail is not None


def why_not_any_more(mail: OutgoingMail) -> str:
    """Why such a mail that is queued may not go any more; empty when it may."""
    _name, plan_id, person_id, _at = mail.once.split(":")
    plan = Plan.objects.filter(pk=plan_id, archived_at=None).first()
    person = Person.objects.filter(pk=person_id).first()
    if plan is None or person is None:
        return _("Nothing is asked any more.")
    open_now = Expectation.objects.filter(plan=plan, done_on=None)
    lines = lines_of(open_now, timezone.localdate())
    if not any(person in line.missing for line in lines):
        return _("Everything is answered.")
    can = _has_link(plan, person) or _may_sign_in(plan, person)
    return "" if can else _("Holds no link any more by which it could be answered.")


def _has_link(plan: Plan, person: Person) -> bool:
    return valid_links().filter(plan=plan, person=person, rights__in=INCLUDES[Rights.COMMENT]).exists()


def _may_sign_in(plan: Plan, person: Person) -> bool:
    members = Membership.objects.filter(workspace=plan.workspace_id, role__in=ANSWERING, user__is_active=True)
    return person.user_id is not None and members.filter(user=person.user_id).exists()
