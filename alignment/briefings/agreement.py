"""The sign-off as briefings print it: how many agree, who does not or not yet, and the log of decisions."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alignment.framework.agreement_words import others
from alignment.framework.queries.agreement import PlanReviews, reviews_of
from alignment.models import Plan, SignOff, Snapshot

MOST_LINES = 12


@dataclass(frozen=True)
class SignedOff:
    """What a briefing says of the sign-off of one version."""

    headline: str  # "Signed off by 2 of 5: version 2"
    missing: tuple[str, ...]  # who has not agreed, and why
    log: tuple[SignOff, ...]  # the decisions about it, taken back or not, the first on top
    more: int  # decisions that are not listed


def sign_off_of(plan: Plan, as_of: date) -> SignedOff | None:
    """The sign-off of the last version that people are asked about; None while nobody was asked."""
    return _of(reviews_of(plan, as_of), None)


def sign_off_of_version(version: Snapshot) -> SignedOff | None:
    """The sign-off of one version."""
    return _of(reviews_of(version.plan, version.as_of), version.number)


def _of(reviews: PlanReviews, number: int | None) -> SignedOff | None:
    every = (*((reviews.latest,) if reviews.latest else ()), *reviews.earlier)
    if number is None:
        review = reviews.last_asked
    else:
        review = next((one for one in every if one.version.number == number and one.asked), None)
    if review is None:
        return None
    counts = {
        "agree": review.standing.agree,
        "asked": review.standing.asked,
        "number": review.version.number,
    }
    said = [one.decision for one in review.people if one.decision]
    said += [back for one in review.people for back in one.earlier]
    log = sorted(said, key=lambda one: (one.at, one.pk))
    return SignedOff(
        headline=_("Signed off by %(agree)s of %(asked)s: version %(number)s") % counts,
        missing=tuple(others(review)),
        log=tuple(log[:MOST_LINES]),
        more=max(0, len(log) - MOST_LINES),
    )
