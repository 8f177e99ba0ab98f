"""Which mail somebody can do without, and what they said about it."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from alignment.models import MailChoice, OutgoingMail

DIGEST, REMINDERS = "digest", "reminders"
SALT = "alignment.outbox.stop"


def group_of(kind: str) -> str:
    """The group of mail that a kind belongs to and that can be stopped; empty when it cannot."""
    if kind == DIGEST:
        return DIGEST
    return REMINDERS if "remind" in kind else ""


def is_wanted(mail: OutgoingMail) -> bool:
    """Whether whoever gets it has not said that they do without mail of this kind."""
    group = group_of(mail.kind)
    if not group or mail.workspace_id is None:
        return True
    choice = MailChoice.objects.filter(workspace=mail.workspace_id, **_whose(mail)).first()
    if choice is None:
        return True
    return choice.reminders if group == REMINDERS else choice.digest != MailChoice.Often.NEVER


def stop_address(mail: OutgoingMail) -> str:
    """The address that stops mail of this kind, signed for whoever gets it; empty when nothing does."""
    group = group_of(mail.kind)
    whose = mail.user_id or mail.person_id
    if not group or mail.workspace_id is None or whose is None:
        return ""
    kept = [group, mail.workspace_id, "user" if mail.user_id else "person", whose]
    token = signing.dumps(kept, salt=SALT)
    return f"{settings.SITE_URL}{reverse('mail_stop', args=[token])}"


def stopping(token: str) -> tuple[str, dict[str, Any]] | None:
    """The group of mail, and whose it is, that a signed address is about; None for one we did not sign."""
    try:
        group, workspace, who, pk = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(group), {"workspace_id": workspace, f"{who}_id": pk}


def _whose(mail: OutgoingMail) -> dict[str, Any]:
    return {"user": mail.user_id} if mail.user_id else {"person": mail.person_id}
