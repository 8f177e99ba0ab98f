"""Reads what waits in the outbox of a workspace, what failed, and what a member chose."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from alignment.models import MailChoice, OutgoingMail, User, Workspace
from alignment.outbox.sending import goes_nowhere, waiting
from alignment.outbox.workers import worker_is_there

SHOWN = 50
LATELY_DAYS = 30


@dataclass(frozen=True)
class Outbox:
    """The mail of a workspace as its owners see it: never the words, which may hold a secret."""

    waiting: list[OutgoingMail]
    failed: list[OutgoingMail]
    sent: int  # in the last days
    more_waiting: int
    more_failed: int


@dataclass(frozen=True)
class MailWay:
    """How mail leaves this installation."""

    nowhere: bool
    console: bool
    worker: bool


def mail_way() -> MailWay:
    """Whether mail is sent, printed or kept, and whether a worker is there to do it."""
    console = not settings.MAIL_IS_SET_UP and not goes_nowhere()
    return MailWay(nowhere=goes_nowhere(), console=console, worker=worker_is_there())


def outbox_of(workspace: Workspace) -> Outbox:
    """What waits, what was given up with a problem, and how much was sent in the last days."""
    since = timezone.now() - timedelta(days=LATELY_DAYS)
    mine = OutgoingMail.objects.filter(workspace=workspace)
    still: QuerySet[OutgoingMail] = waiting().filter(workspace=workspace)
    given_up = mine.filter(dropped_at__gte=since).exclude(problem="").order_by("-dropped_at", "-pk")
    return Outbox(
        waiting=list(_lean(still)[:SHOWN]),
        failed=list(_lean(given_up)[:SHOWN]),
        sent=mine.filter(sent_at__gte=since).count(),
        more_waiting=max(0, still.count() - SHOWN),
        more_failed=max(0, given_up.count() - SHOWN),
    )


def _lean(mails: QuerySet[OutgoingMail]) -> QuerySet[OutgoingMail]:
    """Without the words; `can_retry` says whether there are any."""
    lean = mails.annotate(can_retry=~Q(text="")).defer("text", "html")
    return lean.select_related("user", "person")


def choice_of(workspace: Workspace, user: User) -> MailChoice:
    """What a member chose; the default, not saved, when they never did."""
    found: MailChoice | None = MailChoice.objects.filter(workspace=workspace, user=user).first()
    return found or MailChoice(workspace=workspace, user=user)
