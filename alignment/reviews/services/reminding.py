"""Reminds people who have not decided: by hand, and by themselves shortly before the day and on it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.guests import valid_links
from alignment.models import OutgoingMail, Person, ReviewRequest, SignOff, Snapshot, User
from alignment.outbox.recipients import reachable, recipient_of
from alignment.outbox.services import post
from alignment.people.queries import name_for_guests
from alignment.speaking import speaking_to, zone_of
from alignment.versions.snapshots import title_of

#: How many days before the day of decision the first reminder goes out.
BEFORE = 2
TEMPLATE = "reviews/reminder_mail.txt"


def remind(row: ReviewRequest, *, by: User) -> bool:
    """Mails a reminder to somebody who has not decided; False when one went today, or there is no address."""
    today = timezone.localdate()
    return _remind(row, f"review-remind:{row.pk}:{today.isoformat()}", by)


def due_reminders(now: datetime) -> int:
    """Queues the reminders that are due and were not queued before; how many those are.

    Two days before the day by which somebody is to decide, and on that day, by the clock of the
    workspace. However often it is called, each goes once.
    """
    last = now.date() + timedelta(days=BEFORE + 1)
    later = Snapshot.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("snapshot__number"))
    waiting = (
        ReviewRequest.objects.filter(
            ~Exists(later),
            withdrawn_at=None,
            due__gte=now.date() - timedelta(days=1),
            due__lte=last,
            plan__archived_at=None,
            link__revoked_at=None,
            link__expires_at__gt=now,
        )
        .filter(person__in=reachable(Person.objects.all()))
        .select_related("person", "plan", "workspace", "snapshot", "asked_by")
        .defer("snapshot__content")
        .order_by("due", "pk")
    )
    return sum(_remind(row, once, None) for row in waiting if (once := _once(row, now)))


def _once(row: ReviewRequest, now: datetime) -> str:
    """What tells this reminder from every other; empty when none is due."""
    today = now.astimezone(zone_of(None, row.workspace)).date()
    if row.due is None or not today <= row.due <= today + timedelta(days=BEFORE):
        return ""
    return f"review-due:{row.pk}:{row.due.isoformat()}:{'on' if row.due == today else 'before'}"


def _remind(row: ReviewRequest, once: str, by: User | None) -> bool:
    # Asked before anything is written, so that calling again leaves no trace.
    to = recipient_of(row.person)
    if not to["to"] or OutgoingMail.objects.filter(once=once).exists() or is_decided(row):
        return False
    with deed("remind", by=by, workspace=row.workspace, plan=row.plan, subject=row.person.name):
        fresh = ReviewRequest.objects.get(pk=row.pk)
        if fresh.withdrawn_at is not None:
            return False
        with speaking_to(to["user"], row.workspace):
            said = what_is_said(row, by)
            mail = post(
                "review_reminder",
                **to,
                subject=subject_of(said),
                template=TEMPLATE,
                context=said,
                once=once,
                workspace=row.workspace,
            )
        if mail is None:
            return False
        fresh.reminded_at = timezone.now()
        fresh.version += 1
        fresh.save(update_fields=["reminded_at", "version"])
    return True


def what_is_said(row: ReviewRequest, by: User | None) -> dict[str, Any]:
    """What the text of a reminder is made of."""
    row.snapshot.plan, row.snapshot.workspace = row.plan, row.workspace
    asker = name_for_guests(by or row.asked_by, row.workspace)
    return {"title": title_of(row.snapshot), "asked": row, "asker": asker}


def subject_of(said: dict[str, Any]) -> str:
    """What a reminder is about."""
    return _("Your decision about “%(plan)s”") % {"plan": said["title"]}


def why_not_any_more(mail: OutgoingMail) -> str:
    """Why a reminder that is queued may not go any more; empty when it may."""
    row = ReviewRequest.objects.filter(pk=mail.once.split(":")[1]).first()
    if row is None or row.withdrawn_at is not None:
        return _("The request was withdrawn.")
    if is_decided(row):
        return _("The person has decided.")
    opens = valid_links().filter(pk=row.link_id or 0).exists()
    return "" if opens else _("The link opens nothing any more.")


def is_decided(row: ReviewRequest) -> bool:
    """Whether the person has decided, and has not taken it back."""
    found = SignOff.objects.filter(snapshot=row.snapshot_id, person=row.person_id, withdrawal=None)
    return bool(found.exists())
