"""Reminders of readings and updates, and of how metrics stand (outbox.registry)."""

from datetime import datetime

from alignment.models import OutgoingMail
from alignment.outbox.registry import Letter, composes, due
from alignment.updates import reminding


@due
def readings_due(now: datetime) -> int:
    """Whoever answers for a metric is asked for the reading that is due, at most once a week."""
    return reminding.queue_readings(now)


@due
def standing_due(now: datetime) -> int:
    """Whoever wants to be told of a metric is told in the first days of each period."""
    return reminding.queue_standing(now)


@due
def updates_due(now: datetime) -> int:
    """Whoever may write an update that is due is told once."""
    return reminding.queue_updates(now)


@composes(reminding.READINGS)
def readings_letter(mail: OutgoingMail) -> Letter | None:
    return reminding.readings_letter(mail)


@composes(reminding.STANDING)
def standing_letter(mail: OutgoingMail) -> Letter | None:
    return reminding.standing_letter(mail)


@composes(reminding.UPDATES)
def update_letter(mail: OutgoingMail) -> Letter | None:
    return reminding.update_letter(mail)
