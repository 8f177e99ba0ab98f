"""Who must look at a plan again, and what changed for each of them since the version that they know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from alignment.framework.queries.agreement import PlanReviews, Stakeholder, VersionReview
from alignment.models import Person, Plan, Snapshot
from alignment.reviews.changes import PersonChanges, changes_for
from alignment.rules.comparing import compare
from alignment.tracing.sources import Source, live
from alignment.versions.frozen import FrozenProblem, concerned
from alignment.versions.snapshots import source_of


@dataclass(frozen=True)
class LookAgain:
    """One person who knows an earlier version of a plan."""

    known: Stakeholder  # as they stood to that version
    version: Snapshot  # the one they know
    asked: bool  # they are asked about the latest version already
    changes: PersonChanges | None  # None: it cannot be read

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.known.person


def look_again(plan: Plan, reviews: PlanReviews) -> list[LookAgain]:
    """Everybody who was asked about an earlier version and has not decided about the latest one."""
    if reviews.latest is None:
        return []
    now = _source(plan, reviews.latest.version)
    asked = {one.person.pk: one for one in reviews.latest.asked}
    found = []
    for known, review in _known(reviews):
        here = asked.get(known.person.pk)
        if here is None or here.decision is None:
            before = _source(plan, review.version)
            changes = changes_for(known.person.key, before, now) if before and now else None
            found.append(LookAgain(known, review.version, here is not None, changes))
    return found


def _known(reviews: PlanReviews) -> Iterator[tuple[Stakeholder, VersionReview]]:
    """Each person with the last earlier version that they decided about, or at least were asked about."""
    last: dict[int, tuple[Stakeholder, VersionReview]] = {}
    for review in reviews.earlier:
        for one in review.asked:
            there = last.get(one.person.pk)
            if there is None or (there[0].decision is None and one.decision is not None):
                last[one.person.pk] = (one, review)
    gone = {pk for pk, (one, _review) in last.items() if one.person.is_archived or one.person.erased_at}
    yield from (pair for pk, pair in last.items() if pk not in gone)


def changed_since(plan: Plan, version: Snapshot, today: date) -> int | None:
    """How many rows of a plan say something else today than in a version; None when it cannot be read."""
    source = _source(plan, version)
    if source is None:
        return None
    return len(compare(concerned(source.content), concerned(live(plan, today).content)))


def _source(plan: Plan, version: Snapshot) -> Source | None:
    version.plan, version.workspace = plan, plan.workspace
    try:
        return source_of(version)
    except FrozenProblem:
        return None
