"""Codes of six digits that are mailed to whoever signs off by a link, to show that the address is theirs.

A code lasts ten minutes, stands five tries and works once; only a keyed digest of it is stored. What a
try costs is counted before the code is compared, so that nobody tries twice at once for the price of one.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from alignment.guests import valid_links
from alignment.models import OutgoingMail, ShareLink, SignOffCode, Workspace
from alignment.outbox.services import post
from alignment.versions.snapshots import title_of

LASTS = timedelta(minutes=10)
TRIES = 5
#: At most so many codes in an hour for one link: 25 tries in a million.
MOST_AN_HOUR = 5
DIGITS = 6


class TooManyCodes(Exception):
    """No further code is sent to this link for now."""


class WrongCode(Exception):
    """The code is not right, or is over; the message says what to do."""


def asks_for_code(link: ShareLink) -> bool:
    """Whether a decision by this link needs a mailed code: mail is set up, and the person has an address."""
    return bool(settings.MAIL_IS_SET_UP and link.person and link.person.email)


def send_code(link: ShareLink) -> None:
    """Mails a new code to the person whom a link is for; the one before is good no more."""
    person = link.person
    version = link.snapshot
    if person is None or version is None or not person.email:
        raise ValueError("A code goes to the address of a person.")
    version.plan, version.workspace = link.plan, link.workspace
    title, now = title_of(version), timezone.now()
    with transaction.atomic():
        # The row lock of the workspace: two requests at once do not send one code too many.
        Workspace.objects.select_for_update().get(pk=link.workspace_id)
        recent = SignOffCode.objects.filter(link=link, expires_at__gt=now + LASTS - timedelta(hours=1))
        if recent.count() >= MOST_AN_HOUR:
            raise TooManyCodes
        _open(link).update(used_at=now)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        row = SignOffCode.objects.create(
            workspace=link.workspace, link=link, code_hash=_digest(link, code), expires_at=now + LASTS
        )
        post(
            "sign_off_code",
            to=person.email,
            person=person,
            subject=_("Your code for “%(plan)s”") % {"plan": title},
            template="reviews/code_mail.txt",
            context={"code": code, "title": title, "minutes": LASTS.seconds // 60},
            once=f"sign-off-code:{row.pk}",
            workspace=link.workspace,
            urgent=True,
        )


def check_code(link: ShareLink, code: str) -> int:
    """The id of the code that was sent, if this is it; WrongCode otherwise. Costs a try.

    Must stand outside a deed: a try that failed stays counted. `use_code` uses it up.
    """
    row = _open(link).first()
    if row is None or not _open(link).filter(pk=row.pk).update(tries=F("tries") + 1):
        raise WrongCode(_("This code is over. Ask for a new one."))
    if constant_time_compare(row.code_hash, _digest(link, "".join(code.split()))):
        return int(row.pk)
    left = TRIES - row.tries - 1
    if left > 0:
        raise WrongCode(_("This is not the code of the last mail. Look again."))
    raise WrongCode(_("This is not the code, and it was the last try. Ask for a new one."))


def use_code(code: int) -> bool:
    """Uses a code up, inside the deed that it is for: whoever comes second is told that it is used."""
    now = timezone.now()
    mine = SignOffCode.objects.filter(pk=code, used_at=None, expires_at__gt=now)
    return bool(mine.update(used_at=now))


def why_not_any_more(mail: OutgoingMail) -> str:
    """Why a code that is queued may not go any more; empty when it can still be entered."""
    number = mail.once.partition(":")[2]
    codes = SignOffCode.objects.select_related("link")
    row = codes.filter(pk=number).first() if number.isdecimal() else None
    if row is None or not _open(row.link).filter(pk=row.pk).exists():
        return _("The code is over.")
    opens = valid_links().filter(pk=row.link_id).exists()
    return "" if opens else _("The link opens nothing any more.")


def _open(link: ShareLink) -> QuerySet[SignOffCode]:
    return SignOffCode.objects.filter(
        link=link, used_at=None, tries__lt=TRIES, expires_at__gt=timezone.now()
    ).order_by("-pk")


def _digest(link: ShareLink, code: str) -> str:
    """Bound to link and address: when either becomes another one, the code is worth nothing."""
    address = link.person.email if link.person else ""
    return salted_hmac(
        "alignment.sign-off-code", f"{link.pk}:{address}:{code}", algorithm="sha256"
    ).hexdigest()
