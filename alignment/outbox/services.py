"""Puts mail into the outbox: in the transaction of its cause, so that neither goes without the other."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from alignment.models import MailChoice, OutgoingMail, Person, User, Workspace
from alignment.outbox.choices import DIGEST
from alignment.outbox.delivery import send_after_commit
from alignment.outbox.rights import why_not


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
    urgent: bool = False,
) -> OutgoingMail | None:
    """Queues one mail to one address; None when `once` was queued before or there is no address.

    Must stand inside a transaction (a deed). `template` names a text template ("comments/mail.txt");
    an HTML template of the same name ("comments/mail.html") is sent beside it when there is one; no
    template: the words are written when it is sent (`registry.composes`). Addresses in mail begin with
    settings.SITE_URL, never with what a request says. With `urgent` somebody waits for it at the
    screen: where no worker runs, it is sent right after the commit by the process that queued it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Mail is queued in the transaction of its cause.")
    if not is_address(to) or OutgoingMail.objects.filter(once=once).exists():
        return None
    said = {"site": settings.SITE_URL, "workspace": workspace, "person": person, "recipient": user, **context}
    mail = OutgoingMail(
        workspace=workspace,
        kind=kind,
        once=once,
        to=to,
        user=user,
        person=person,
        subject=" ".join(subject.split())[:200],
        text=render_to_string(template, said) if template else "",
        html=_html(template, said) if template else "",
        message_id=make_msgid("throughline", domain=urlsplit(settings.SITE_URL).hostname),
        due_at=due_at or timezone.now(),
    )
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:  # somebody else queued the same at this very moment
        return None
    if mail.due_at <= timezone.now():
        send_after_commit(mail.pk, urgent=urgent)
    return mail


def is_address(to: str) -> bool:
    """Whether this is one e-mail address and nothing else."""
    try:
        validate_email(to)
    except ValidationError:
        return False
    return True


def drop_refused(people: Iterable[Person]) -> int:
    """Takes mail to some people out of the queue that they may not get any more; how many mails those are.

    Called where somebody loses a right. Whoever forgets it loses nothing: the same is asked when it is sent.
    """
    queued = OutgoingMail.objects.filter(person__in=people, sent_at=None, dropped_at=None, claimed_at=None)
    count = 0
    for mail in queued.select_related("workspace", "user", "person"):
        problem = why_not(mail)
        if problem:
            gone = queued.filter(pk=mail.pk)
            count += gone.update(dropped_at=timezone.now(), problem=problem[:200], text="", html="")
    return count


def try_again(mail: OutgoingMail) -> bool:
    """Puts a mail that was given up back into the queue; False when its words are gone."""
    with transaction.atomic():
        back = OutgoingMail.objects.filter(pk=mail.pk, sent_at=None, dropped_at__isnull=False).exclude(
            text=""
        )
        fresh = {"dropped_at": None, "claimed_at": None, "attempts": 0, "problem": ""}
        if not back.update(due_at=timezone.now(), **fresh):
            return False
        send_after_commit(mail.pk, urgent=True)
    return True


def choose(workspace: Workspace, user: User, *, digest: str, reminders: bool) -> MailChoice:
    """Keeps what a member wants to get by mail."""
    values = {"digest": digest, "reminders": reminders}
    kept: MailChoice = MailChoice.objects.update_or_create(workspace=workspace, user=user, defaults=values)[0]
    return kept


def stop(group: str, whose: dict[str, Any]) -> bool:
    """Stops digests, or reminders, for whoever the signed address was made for; False when they are gone."""
    never = {"digest": MailChoice.Often.NEVER} if group == DIGEST else {"reminders": False}
    reached: dict[str, Any] = {"workspace_id": Workspace, "user_id": User, "person_id": Person}
    if not all(reached[name].objects.filter(pk=pk).exists() for name, pk in whose.items()):
        return False
    MailChoice.objects.update_or_create(**whose, defaults=never)
    return True


def _html(template: str, said: dict[str, Any]) -> str:
    try:
        page = get_template(template.removesuffix(".txt") + ".html")
    except TemplateDoesNotExist:
        return ""
    return page.render(said)
