"""How the stakeholders of plans stand to their versions: who was asked, how far they are, what they decided.

A fixed number of queries, whatever the number of plans, versions and people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alignment.models import Agreement, Comment, Person, Plan, ReviewRequest, SignOff, SignOffRule, Snapshot
from alignment.rules.sign_off import (
    Decision,
    PlanState,
    Progress,
    Request,
    Stage,
    Standing,
    is_overdue,
    stage,
    standing,
)

#: The status of each stage before a decision.
STATUS = {
    Stage.ASKED: "asked",
    Stage.OPENED: "opened",
    Stage.READ: "has_read",
    Stage.COMMENTED: "commented",
    Stage.WITHDRAWN: "not_asked",
}


@dataclass(frozen=True)
class Stakeholder:
    """One person who was asked about a version, how far they are, and what they decided."""

    request: ReviewRequest
    stage: Stage
    overdue: bool
    commented_at: datetime | None
    decision: SignOff | None  # the one that stands
    earlier: tuple[SignOff, ...]  # those that were taken back, the last one last

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.request.person

    @property
    def code(self) -> str:
        """Which status stands beside the name (ui/statuses.py): the decision, else how far they are."""
        return str(self.decision.decision) if self.decision is not None else STATUS[self.stage]

    @property
    def is_asked(self) -> bool:
        """Whether the request still stands."""
        return self.request.withdrawn_at is None

    @property
    def waits(self) -> bool:
        """Whether a decision is awaited."""
        return self.is_asked and self.decision is None

    @property
    def opened_at(self) -> datetime | None:
        """When they pressed Start on their link."""
        return self.request.link.started_at if self.request.link else None


@dataclass(frozen=True)
class VersionReview:
    """One version of a plan and how its stakeholders stand to it."""

    version: Snapshot  # without what it holds
    standing: Standing
    people: tuple[Stakeholder, ...]

    @property
    def asked(self) -> tuple[Stakeholder, ...]:
        """Those whose request still stands, in the order in which they were asked."""
        return tuple(one for one in self.people if one.is_asked)

    @property
    def not_agreeing(self) -> tuple[Stakeholder, ...]:
        """Those who have not agreed: who wants changes or does not agree, and who has not decided."""
        return tuple(
            one for one in self.asked if not one.decision or one.decision.decision != Agreement.AGREE
        )

    def without(self, person: Person) -> Standing:
        """How the others stand to it, as if this person were not asked."""
        rest = [one for one in self.asked if one.person.pk != person.pk]
        return standing(
            (Request(one.person.pk) for one in rest),
            (Decision(one.person.pk, one.decision.decision) for one in rest if one.decision),
            self.standing.rule,
        )


@dataclass(frozen=True)
class PlanReviews:
    """The reviews of a plan: of its latest version, and of the earlier ones that anybody was asked about."""

    latest: VersionReview | None  # None: nothing is frozen yet
    earlier: tuple[VersionReview, ...]  # the latest first
    rule: SignOffRule | None  # None: nobody has set one, so all have to agree

    @property
    def state(self) -> PlanState:
        """How far the plan is."""
        return self.latest.standing.state if self.latest else PlanState.DRAFT

    @property
    def last_asked(self) -> VersionReview | None:
        """The last version that anybody is asked about, which need not be the latest."""
        every = (*((self.latest,) if self.latest else ()), *self.earlier)
        return next((one for one in every if one.asked), None)

    @property
    def agreed(self) -> VersionReview | None:
        """The last version that was agreed, which need not be the latest."""
        every = (*((self.latest,) if self.latest else ()), *self.earlier)
        return next((one for one in every if one.standing.state is PlanState.AGREED), None)

    def left_out(self, review: VersionReview) -> dict[int, int]:
        """How many answered about an earlier version and are not asked about this one.

        By the number of the version that they answered about last, the latest first.
        """
        asked = {one.person.pk for one in review.asked}
        last: dict[int, int] = {}
        for before in self.earlier:
            if before.version.number < review.version.number:
                for one in before.asked:
                    person = one.person
                    if (
                        one.decision
                        and person.pk not in asked
                        and not (person.is_archived or person.erased_at)
                    ):
                        last.setdefault(person.pk, before.version.number)
        return dict(sorted(Counter(last.values()).items(), reverse=True))


NOTHING = PlanReviews(None, (), None)


def reviews_of(plan: Plan, today: date) -> PlanReviews:
    """The reviews of one plan as of a day: five queries."""
    return reviews_of_all([plan], today)[plan.pk]


def reviews_of_all(plans: Iterable[Plan], today: date) -> dict[int, PlanReviews]:
    """The reviews of several plans by their ids, as of a day: five queries for any number, two
    where nothing is frozen yet."""
    by_id = {plan.pk: plan for plan in plans}
    versions: dict[int, list[Snapshot]] = defaultdict(list)
    for version in Snapshot.objects.filter(plan__in=by_id).defer("content").order_by("-number"):
        version.plan = by_id[version.plan_id]
        versions[version.plan_id].append(version)
    if not versions:
        rules = {one.plan_id: one for one in SignOffRule.objects.filter(plan__in=by_id)}
        return {pk: PlanReviews(None, (), rules.get(pk)) for pk in by_id}
    read = _Read(by_id)
    return {pk: read.of_plan(versions[pk], read.rules.get(pk), today) for pk in by_id}


class _Read:
    """Rules, requests, decisions and comments of some plans, each read once."""

    def __init__(self, plans: Iterable[int]) -> None:
        ids = list(plans)
        self.rules = {one.plan_id: one for one in SignOffRule.objects.filter(plan__in=ids)}
        self.requests = _grouped(
            ReviewRequest.objects.filter(plan__in=ids).select_related("person", "link", "asked_by")
        )
        self.decisions = _grouped(
            SignOff.objects.filter(plan__in=ids).select_related("withdrawal", "person").order_by("at", "pk")
        )
        self.comments: dict[tuple[int, int], list[datetime]] = defaultdict(list)
        said = Comment.objects.filter(plan__in=ids, person__isnull=False, withdrawn_at=None)
        for plan, person, at in said.values_list("plan_id", "person_id", "created").order_by("created"):
            self.comments[plan, person].append(at)

    def of_plan(self, versions: list[Snapshot], rule: SignOffRule | None, today: date) -> PlanReviews:
        needed = rule.needed if rule else None
        found = [
            self.of_version(one, needed, today)
            for place, one in enumerate(versions)
            if not place or self.requests[one.pk]
        ]
        return PlanReviews(found[0] if found else None, tuple(found[1:]), rule)

    def of_version(self, version: Snapshot, needed: int | None, today: date) -> VersionReview:
        requests, decisions = self.requests[version.pk], self.decisions[version.pk]
        people = tuple(self.stakeholder(one, decisions, today) for one in requests)
        counted = standing(
            (Request(one.person_id, one.withdrawn_at is not None) for one in requests),
            (Decision(one.person_id, one.decision, is_taken_back(one)) for one in decisions),
            needed,
        )
        return VersionReview(version, counted, people)

    def stakeholder(self, request: ReviewRequest, decisions: list[SignOff], today: date) -> Stakeholder:
        mine = [one for one in decisions if one.person_id == request.person_id]
        stands = [one for one in mine if not is_taken_back(one)]
        said = self.comments[request.plan_id, request.person_id]
        commented = next((at for at in said if at >= request.asked_at), None)
        known = Progress(
            withdrawn=request.withdrawn_at is not None,
            opened=bool(request.link and request.link.started_at),
            read=request.read_at is not None,
            commented=commented is not None,
            decided=bool(stands),
            due=request.due,
        )
        return Stakeholder(
            request=request,
            stage=stage(known),
            overdue=is_overdue(known, today),
            commented_at=commented,
            decision=stands[-1] if stands else None,
            earlier=tuple(one for one in mine if is_taken_back(one)),
        )


def is_taken_back(sign_off: SignOff) -> bool:
    """Whether a sign-off was withdrawn."""
    return getattr(sign_off, "withdrawal", None) is not None


def _grouped(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.snapshot_id].append(row)
    return found
