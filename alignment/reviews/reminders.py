"""Reminders of reviews, found by the outbox (outbox.registry)."""

from datetime import datetime

from alignment.outbox.registry import due
from alignment.reviews.services.reminding import due_reminders


@due
def reviews_due(now: datetime) -> int:
    """Two days before somebody is to decide, and on the day."""
    return due_reminders(now)
