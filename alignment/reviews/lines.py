"""What the list of stakeholders says of each of them, and the log of all decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from alignment.framework.queries.agreement import Stakeholder, VersionReview
from alignment.models import Plan, SignOff
from alignment.reviews.queries.addresses import changes_before_signing
from alignment.ui.formats import day


@dataclass(frozen=True)
class Happened:
    """One thing that a stakeholder did, and when."""

    words: str
    at: datetime


@dataclass(frozen=True)
class StakeholderLine:
    """One stakeholder in the list."""

    one: Stakeholder
    trail: tuple[Happened, ...]
    address_note: str  # that the address is another one than when they were asked


@dataclass(frozen=True)
class LogLine:
    """One decision in the log."""

    sign_off: SignOff
    address_note: str


def version_lines(review: VersionReview, notes: dict[int, str]) -> list[StakeholderLine]:
    """The stakeholders of a version: who is asked first, then those who are not any more."""
    people = sorted(review.people, key=lambda one: not one.is_asked)
    return [
        StakeholderLine(one, tuple(_trail(one)), notes.get(one.decision.pk, "") if one.decision else "")
        for one in people
    ]


def _trail(one: Stakeholder) -> Iterator[Happened]:
    """What happened, in the order in which it did."""
    found = [
        (_("Asked"), one.request.asked_at),
        (_("Opened"), one.opened_at),
        (_("Commented"), one.commented_at),
        (_("Has read it"), one.request.read_at),
        (_("Reminded"), one.request.reminded_at),
        (_("Decided"), one.decision.at if one.decision else None),
        (_("Not asked any more"), one.request.withdrawn_at),
    ]
    yield from sorted(
        (Happened(words, at) for words, at in found if at is not None), key=lambda done: done.at
    )


def sign_off_log(plan: Plan) -> list[LogLine]:
    """Every decision about any version of a plan, taken back or not, the last first."""
    rows = SignOff.objects.filter(plan=plan).select_related("withdrawal", "snapshot", "person")
    found = list(rows.defer("snapshot__content").order_by("-at", "-pk"))
    notes = {
        pk: _("changed by %(who)s on %(day)s, after being asked")
        % {"who": change.by_name or _("somebody"), "day": day(change.at)}
        for pk, change in changes_before_signing(plan, found).items()
    }
    return [LogLine(one, notes.get(one.pk, "")) for one in found]


def notes_of(log: Iterable[LogLine]) -> dict[int, str]:
    """What is said of addresses, by the ids of the decisions."""
    return {line.sign_off.pk: line.address_note for line in log if line.address_note}
