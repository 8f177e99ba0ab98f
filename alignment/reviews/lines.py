"""What the list of stakeholders says of each of them, and the log of all decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from alignment.framework.queries.agreement import Stakeholder, VersionReview
from alignment.models import Plan, SignOff


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


def version_lines(review: VersionReview) -> list[StakeholderLine]:
    """The stakeholders of a version: who is asked first, then those who are not any more."""
    people = sorted(review.people, key=lambda one: not one.is_asked)
    return [StakeholderLine(one, tuple(_trail(one))) for one in people]


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


def sign_off_log(plan: Plan) -> list[SignOff]:
    """Every decision about any version of a plan, taken back or not, the last first."""
    found = SignOff.objects.filter(plan=plan).select_related("withdrawal", "snapshot", "person")
    return list(found.defer("snapshot__content").order_by("-at", "-pk"))
