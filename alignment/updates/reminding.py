"""Queues reminders of what is due, each once, and writes them when they are sent, as things stand then."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.measurement.queries import measured
from alignment.models import Membership, OutgoingMail, Person, Plan, Role, User, Workspace
from alignment.outbox.recipients import recipient_of
from alignment.outbox.registry import Letter
from alignment.outbox.services import post
from alignment.speaking import speaking_to, zone_of
from alignment.tracing.contents import content_of
from alignment.ui.formats import day
from alignment.ui.statuses import status
from alignment.updates import due
from alignment.updates.wording import value_words

READINGS, STANDING, UPDATES = "reading_reminder", "standing_reminder", "update_reminder"

#: What makes a mail one, and whom it goes to as `post` takes it.
Wanted = tuple[str, Workspace, dict[str, Any]]


def queue_readings(now: datetime) -> int:
    """One mail a week for each person who owes readings: it lists all of them."""
    wanted: list[tuple[str, Person]] = []
    for person, metrics in due.metrics_due(now.date()).items():
        today = now.astimezone(zone_of(None, metrics[0].workspace)).date()
        year, week, _day = today.isocalendar()
        wanted.append((f"reading-remind:{person.pk}:{year}-W{week:02d}", person))
    return _queue(READINGS, _of_people(wanted))


def queue_standing(now: datetime) -> int:
    """One mail for each person, rhythm and period: it tells all metrics that are told in that rhythm."""
    today = now.date()
    wanted = [
        (f"standing-remind:{person.pk}:{cadence}:{due.period_start(cadence, today).isoformat()}", person)
        for person, cadence in due.tellings_due(today)
    ]
    return _queue(STANDING, _of_people(wanted))


def queue_updates(now: datetime) -> int:
    """One mail for each update that is due and each member who may write it."""
    wanted: list[Wanted] = []
    for plan, on in due.plans_due(now.date()):
        for member in due.editors_of(plan):
            once = f"update-remind:{plan.pk}:{member.user_id}:{on.isoformat()}"
            wanted.append((once, plan.workspace, {"to": member.user.email, "user": member.user}))
    return _queue(UPDATES, wanted)


def readings_letter(mail: OutgoingMail) -> Letter | None:
    """The readings that a person owes now; None when none is left."""
    with speaking_to(mail.user, mail.workspace):
        mine = due.metrics_due(timezone.localdate(), mail.workspace)
        metrics = [one for person, some in mine.items() if person.pk == mail.person_id for one in some]
        if not metrics:
            return None
        return _letter(mail, _("Readings are due"), "updates/reading_reminder.txt", {"metrics": metrics})


def standing_letter(mail: OutgoingMail) -> Letter | None:
    """How the metrics stand that a person is told of in this rhythm; None when there are none any more."""
    cadence = mail.once.split(":")[2]
    mine = [
        row for row in due.tellings().filter(person=mail.person_id, cadence=cadence) if due.counts(row.metric)
    ]
    if mail.workspace is None or not mine:
        return None
    with speaking_to(mail.user, mail.workspace):
        lines = standing_lines(mail.workspace, {row.metric_id for row in mine}, timezone.localdate())
        return _letter(mail, _("How it stands"), "updates/standing.txt", {"lines": lines}) if lines else None


def standing_lines(workspace: Workspace, metrics: set[int], today: date) -> list[dict[str, str]]:
    """Some metrics with value, target and status, in the order of the workspace."""
    lines = []
    for row in measured(content_of(workspace), today):
        metric, now = row.metric, row.standing
        if metric.id in metrics:
            lines.append(
                {
                    "title": metric.title,
                    "item": row.item.title,
                    "value": value_words(metric.kind, now.current, metric.unit),
                    "day": day(now.current_date),
                    "target": row.target_words,
                    "target_day": day(metric.target_date),
                    # Volume says what was done, never how well.
                    "status": "" if metric.volume_only else str(status(now.status).label),
                    "stale": str(status("stale").label) if now.stale and now.current_date else "",
                }
            )
    return lines


def update_letter(mail: OutgoingMail) -> Letter | None:
    """Which update is due; None when it was sent meanwhile, or they may not write it any more."""
    _kind, plan_id, _user, on = mail.once.split(":")
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None or not _may_write(plan, mail.user):
        return None
    with speaking_to(mail.user, mail.workspace):
        found = [when for one, when in due.plans_due(timezone.localdate()) if one.pk == plan.pk]
        if not found or found[0].isoformat() != on:
            return None
        said = {"plan": plan, "due": found[0]}
        subject = _("An update is due: %(plan)s") % {"plan": plan.title}
        return _letter(mail, subject, "updates/update_reminder.txt", said)


def _may_write(plan: Plan, user: User | None) -> bool:
    roles = (Role.EDITOR, Role.OWNER)
    found = Membership.objects.filter(workspace=plan.workspace_id, user=user, role__in=roles)
    return user is not None and bool(found.exists())


def _letter(mail: OutgoingMail, subject: str, template: str, said: dict[str, Any]) -> Letter:
    common = {"site": settings.SITE_URL, "workspace": mail.workspace, "person": mail.person}
    return Letter(subject, render_to_string(template, common | said))


def _of_people(wanted: list[tuple[str, Person]]) -> Iterable[Wanted]:
    """Who can be reached of those who were not written to yet; asked only for these."""
    there = _there(once for once, _person in wanted)
    for once, person in wanted:
        if once in there or person.archived_at is not None or person.erased_at is not None:
            continue
        to = recipient_of(person)
        if to["to"]:
            yield once, person.workspace, to


def _queue(kind: str, wanted: Iterable[Wanted]) -> int:
    found = list(wanted)
    there, queued = _there(once for once, _home, _to in found), 0
    for once, workspace, to in found:
        if once in there:
            continue
        with transaction.atomic():
            mail = post(kind, **to, subject="", template="", context={}, once=once, workspace=workspace)
        queued += mail is not None
    return queued


def _there(names: Iterable[str]) -> set[str]:
    found = OutgoingMail.objects.filter(once__in=list(names))
    return set(found.values_list("once", flat=True))
