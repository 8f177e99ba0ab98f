"""Digests: queued once for every member and period, written when they are sent."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.digest import Digest, digest_of
from alignment.briefings.periods import Period, period_of
from alignment.models import MailChoice, Membership, OutgoingMail, Workspace
from alignment.outbox.choices import DIGEST, stop_address
from alignment.outbox.registry import Letter, composes, due
from alignment.outbox.services import post
from alignment.speaking import speaking_to, zone_of

BATCH = 500


@due
def digests_due(now: datetime) -> int:
    """Queues the digest of this week, or month, for every member who was there when it began."""
    choices = {
        (workspace, user): often
        for workspace, user, often in MailChoice.objects.exclude(user=None).values_list(
            "workspace_id", "user_id", "digest"
        )
    }
    members = Membership.objects.filter(user__is_active=True, workspace__is_sample=False)
    queued, batch = 0, []
    for member in members.select_related("user", "workspace").order_by("pk"):
        often = choices.get((member.workspace_id, member.user_id), MailChoice.Often.WEEKLY)
        if often == MailChoice.Often.NEVER:
            continue
        period = period_of(now, zone_of(member.user, member.workspace), often)
        if member.created < period.start:
            batch.append((once_of(member, period), member))
        if len(batch) == BATCH:
            queued += _queue(batch)
            batch = []
    return queued + _queue(batch)


def once_of(member: Membership, period: Period) -> str:
    """What makes a digest one: the member and the period."""
    return f"digest:{member.workspace_id}:{member.user_id}:{period.name}"


def _queue(batch: list[tuple[str, Membership]]) -> int:
    names = [once for once, _member in batch]
    there = set(OutgoingMail.objects.filter(once__in=names).values_list("once", flat=True))
    queued = 0
    for once, member in batch:
        if once in there:
            continue
        with transaction.atomic():
            mail = post(
                DIGEST,
                to=member.user.email,
                subject="",
                template="",
                context={},
                once=once,
                workspace=member.workspace,
                user=member.user,
            )
        queued += mail is not None
    return queued


@composes(DIGEST)
def digest_letter(mail: OutgoingMail) -> Letter | None:
    """The digest as it is now; None when nothing waits and nothing changed."""
    if mail.user is None or mail.workspace is None:
        return None
    with speaking_to(mail.user, mail.workspace):
        zone = zone_of(mail.user, mail.workspace)
        often = MailChoice.Often.WEEKLY if "-W" in mail.once else MailChoice.Often.MONTHLY
        since = period_of(mail.created, zone, often).since
        now = timezone.now()
        found = digest_of(mail.workspace, mail.user, since, now, timezone.localdate(now))
        if found.is_empty:
            return None
        said = {
            "digest": found,
            "workspace": mail.workspace,
            "site": settings.SITE_URL,
            "stop": stop_address(mail),
            "monthly": often == MailChoice.Often.MONTHLY,
        }
        return Letter(
            _subject(mail.workspace, found),
            render_to_string("briefings/digest.txt", said),
            render_to_string("briefings/digest.html", said),
        )


def _subject(workspace: Workspace, found: Digest) -> str:
    if not found.count:
        return _("%(name)s: what changed") % {"name": workspace.name}
    return ngettext(
        "%(name)s: %(n)s thing waits for you", "%(name)s: %(n)s things wait for you", found.count
    ) % {"name": workspace.name, "n": found.count}
