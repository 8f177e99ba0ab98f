"""Mail about what is expected of people, and what is asked about it when it is sent (outbox.registry)."""

from datetime import datetime

from alignment.conversations.services import reminding
from alignment.models import OutgoingMail
from alignment.outbox.registry import checks, due


@due
def expectations_due(now: datetime) -> int:
    """The day after something was written down that waits for somebody's yes or no."""
    return reminding.due_reminders(now)


@checks(reminding.KIND)
def expectation_still_open(mail: OutgoingMail) -> str:
    """Nobody is asked for what is answered, done or removed, or what they cannot answer any more."""
    return reminding.why_not_any_more(mail)
