"""Puts mail into the outbox: in the transaction of its cause, so that neither goes without the other."""

from datetime import datetime
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from alignment.models import OutgoingMail, Person, User, Workspace


def post(
    kind: str,
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    once: str,
    workspace: Workspace | None,
    user: User | None = None,
    person: Person | None = None,
    due_at: datetime | None = None,
) -> OutgoingMail | None:
    """Queues one mail to one address; None when `once` was queued before or there is no address.

    Must stand inside a transaction (a deed). `template` names a text template ("comments/mail.txt");
    an HTML template of the same name ("comments/mail.html") is sent beside it when there is one.
    Addresses in mail begin with settings.SITE_URL, never with what a request says.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Mail is queued in the transaction of its cause.")
    if not to or OutgoingMail.objects.filter(once=once).exists():
        return None
    said = {"site": settings.SITE_URL, "workspace": workspace, "person": person, "recipient": user, **context}
    return OutgoingMail.objects.create(
        workspace=workspace,
        kind=kind,
        once=once,
        to=to,
        user=user,
        person=person,
        subject=" ".join(subject.split())[:200],
        text=render_to_string(template, said),
        html=_html(template, said),
        message_id=make_msgid("throughline", domain=urlsplit(settings.SITE_URL).hostname),
        due_at=due_at or timezone.now(),
    )


def _html(template: str, said: dict[str, Any]) -> str:
    try:
        page = get_template(template.removesuffix(".txt") + ".html")
    except TemplateDoesNotExist:
        return ""
    return page.render(said)
