"""The sign-off as briefings print it: how many agree, who does not or not yet, and the log of decisions."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alignment.briefings.briefs import Brief
from alignment.framework.agreement_words import left_out, others
from alignment.framework.queries.agreement import PlanReviews, reviews_of
from alignment.models import SignOff

MOST_LINES = 12


@dataclass(frozen=True)
class SignedOff:
    """What a briefing says of the sign-off of one version."""

    headline: str  # "Signed off by 2 of 5: version 2"
    missing: tuple[str, ...]  # who has not agreed, and why, and who was not asked again
    log: tuple[SignOff, ...]  # the decisions about it, taken back or not, the first on top
    more: int  # decisions that are not listed


def sign_off(brief: Brief) -> dict[str, Any] | None:
    """Who has signed off and who has not, in a line; None while nobody was asked."""
    found = signed_off(brief)
    return {"signed": found} if found else None


def sign_off_log(brief: Brief) -> dict[str, Any] | None:
    """Every decision about the version, with its words; None without any."""
    found = signed_off(brief)
    return {"signed": found} if found and found.log else None


def signed_off(brief: Brief) -> SignedOff | None:
    """The sign-off of the version that a briefing is about; of a plan as it is, of the last one reviewed."""
    if brief.version is not None:
        return _of(reviews_of(brief.version.plan, brief.source.as_of), brief.version.number)
    return _of(reviews_of(brief.live, brief.source.as_of), None) if brief.live else None


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
        "n": review.version.number,
    }
    said = [one.decision for one in review.people if one.decision]
    said += [back for one in review.people for back in one.earlier]
    log = sorted(said, key=lambda one: (one.at, one.pk))
    return SignedOff(
        headline=_("Signed off by %(agree)s of %(asked)s: version %(n)s") % counts,
        missing=(*others(review), *left_out(reviews, review)),
        log=tuple(log[:MOST_LINES]),
        more=max(0, len(log) - MOST_LINES),
    )
