"""Sends what is due. At least once: whoever dies between handing a mail over and noting it leaves it claimed,
and the next one sends it again with the same Message-ID, by which mail servers recognise it.

The code is the same for both databases: a mail is claimed by a conditional update, which one of two
senders at a time wins, and every note about it is written under that very claim.
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.models import OutgoingMail
from alignment.outbox.choices import stop_address
from alignment.outbox.registry import Letter, composer_of
from alignment.outbox.rights import why_not

log = logging.getLogger(__name__)

#: Seconds until the next try after the first failure, the second …; after the last one it is given up.
RETRY_AFTER = (60, 5 * 60, 15 * 60, 60 * 60, 4 * 60 * 60)
#: How long words are kept of what could not be sent, so that an owner can try again.
KEPT_DAYS = 7
#: How long mail waits in production while no mail server is named; it may hold secrets.
WAITS_HOURS = 24
#: What a run takes up at a time.
BATCH = 50


@dataclass
class Tally:
    """What a run did."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0


class _ServerAway(Exception):
    """No mail can be handed over at the moment."""


def goes_nowhere() -> bool:
    """Whether there is no way to send mail: in production without a mail server."""
    return bool(settings.HTTPS and not settings.MAIL_IS_SET_UP)


def send_due(*, only: int | None = None) -> Tally:
    """Sends every mail that is due, or the one with this id. Stops when the mail server cannot be reached."""
    tally = Tally()
    if goes_nowhere():
        tally.dropped = _give_up_waiting(timezone.now())
        return tally
    connection = get_connection()
    try:
        for mail in _claims(only):
            try:
                _deal_with(mail, connection, tally)
            except _ServerAway:
                break
    finally:
        with suppress(OSError):
            connection.close()
    return tally


def waiting() -> QuerySet[OutgoingMail]:
    """What is neither sent nor given up."""
    found: QuerySet[OutgoingMail] = OutgoingMail.objects.filter(sent_at=None, dropped_at=None)
    return found


def _claims(only: int | None) -> Iterator[OutgoingMail]:
    """Claims one mail after the other; a mail is claimed by one sender only, until its claim is old."""
    while True:
        now = timezone.now()
        free = _free(now) if only is None else _free(now).filter(pk=only)
        pks = list(free.values_list("pk", flat=True)[:BATCH])
        for pk in pks:
            claim = timezone.now()
            if _free(claim).filter(pk=pk).update(claimed_at=claim):
                found = OutgoingMail.objects.select_related("workspace", "user", "person").get(pk=pk)
                found.claimed_at = claim
                yield found
        if only is not None or len(pks) < BATCH:
            return


def _free(now: datetime) -> QuerySet[OutgoingMail]:
    """What is due and claimed by nobody, or by one that has said nothing for too long."""
    silent = now - timedelta(seconds=settings.SILENT_SECONDS)
    return waiting().filter(Q(claimed_at=None) | Q(claimed_at__lt=silent), due_at__lte=now)


def _deal_with(mail: OutgoingMail, connection: Any, tally: Tally) -> None:
    """Sends one mail that is claimed, and notes what became of it."""
    refusal = why_not(mail)
    if refusal:
        tally.dropped += _drop(mail, refusal)
        return
    try:
        letter = _letter(mail)
        if letter is None:
            tally.dropped += _drop(mail, "")
            return
        message = message_of(mail, letter, connection)
        message.message()  # a header that breaks the line is refused here, before anything is sent
    except Exception:
        log.exception("Mail %s of kind %s could not be written", mail.pk, mail.kind)
        tally.failed += _failed(mail, _("It could not be written."))
        return
    try:
        connection.open()  # once for all mails of a run
        message.send()
    except smtplib.SMTPRecipientsRefused as problem:
        final = all(code >= 500 for code, _said in problem.recipients.values())
        said = _("The mail server refuses the address.")
        tally.failed += _drop(mail, said, keep=True) if final else _failed(mail, said)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as problem:
        tally.failed += _failed(
            mail, _("The mail server refused it: %(code)s.") % {"code": problem.smtp_code}
        )
        _hang_up(connection)
    except OSError as problem:
        log.warning("The mail server could not be reached: %s", type(problem).__name__)
        tally.failed += _failed(mail, _("The mail server could not be reached."))
        _hang_up(connection)
        raise _ServerAway from problem
    else:
        tally.sent += _note(mail, sent_at=timezone.now(), problem="", text="", html="")


def _letter(mail: OutgoingMail) -> Letter | None:
    """The words of a mail: those it was queued with, or written now."""
    compose = composer_of(mail.kind)
    return compose(mail) if compose else Letter(mail.subject, mail.text, mail.html)


def message_of(mail: OutgoingMail, letter: Letter, connection: Any = None) -> EmailMultiAlternatives:
    """The mail as it goes over the wire, always with the same Message-ID."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    stop = stop_address(mail)
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        to=[mail.to],
        headers=headers,
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _failed(mail: OutgoingMail, problem: str) -> int:
    """Notes a try that failed, and when the next one is; given up after the last."""
    failures = mail.attempts + 1
    if failures > len(RETRY_AFTER):
        return _drop(mail, problem, keep=True)
    later = timezone.now() + timedelta(seconds=RETRY_AFTER[failures - 1])
    return _note(mail, attempts=failures, problem=problem[:200], due_at=later, claimed_at=None)


def _drop(mail: OutgoingMail, problem: str, *, keep: bool = False) -> int:
    """Gives a mail up. Its words are kept for a while when somebody may try again, else emptied at once."""
    words = {} if keep else {"text": "", "html": ""}
    return _note(mail, dropped_at=timezone.now(), problem=problem[:200], **words)


def _note(mail: OutgoingMail, **fields: Any) -> int:
    """Writes down what became of a mail, if the claim still holds."""
    return waiting().filter(pk=mail.pk, claimed_at=mail.claimed_at).update(**fields)


def _hang_up(connection: Any) -> None:
    """Forgets a connection of which nobody knows what state it is in; the next mail opens another."""
    with suppress(OSError):
        connection.close()


def _give_up_waiting(now: datetime) -> int:
    """Without a mail server mail waits for a day; then it is given up, and its words are emptied."""
    old = waiting().filter(due_at__lt=now - timedelta(hours=WAITS_HOURS))
    return old.update(dropped_at=now, problem=_("No mail server is set up."), text="", html="")


def tidy(now: datetime) -> int:
    """Empties what nobody will send any more, and forgets the addresses of people who were erased."""
    old = OutgoingMail.objects.filter(dropped_at__lt=now - timedelta(days=KEPT_DAYS)).exclude(
        text="", html=""
    )
    erased = OutgoingMail.objects.filter(person__erased_at__isnull=False).exclude(to="")
    gone = erased.filter(sent_at=None, dropped_at=None)
    gone.update(dropped_at=now, problem=_("The person was erased."))
    return old.update(text="", html="") + erased.update(to="", subject="", text="", html="")
