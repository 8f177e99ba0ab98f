"""What the outbox asks about mail of comments when it is sent (outbox.registry)."""

from alignment.comments.services.telling import KIND, why_not_any_more
from alignment.models import OutgoingMail
from alignment.outbox.registry import checks


@checks(KIND)
def comment_still_shown(mail: OutgoingMail) -> str:
    """Whoever has no account needs a link that shows the comment in the moment in which it is mailed."""
    return why_not_any_more(mail)
