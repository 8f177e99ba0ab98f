"""Reminders of reviews, and what is asked about mail to reviewers when it is sent (outbox.registry)."""

from datetime import datetime

from alignment.models import OutgoingMail
from alignment.outbox.registry import checks, due
from alignment.reviews.services import codes, reminding
from alignment.reviews.services.reminding import due_reminders


@due
def reviews_due(now: datetime) -> int:
    """Two days before somebody is to decide, and on the day."""
    return due_reminders(now)


@checks("review_reminder")
def reminder_still_due(mail: OutgoingMail) -> str:
    """Nobody is reminded of what is not asked any more, is decided, or cannot be opened."""
    return reminding.why_not_any_more(mail)


@checks("sign_off_code")
def code_still_good(mail: OutgoingMail) -> str:
    """A code goes out only while it can be entered."""
    return codes.why_not_any_more(mail)
