"""Where stakeholders stand between interest and influence, and who matters in which plan.

For members only: nothing of this reaches a guest, a shared screen or a paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.models import (
    ITEM,
    METRIC_FIELD,
    BenefitLine,
    BusinessGoal,
    Comment,
    Consultation,
    Expectation,
    Metric,
    MetricReader,
    MomentOfTruth,
    Momentum,
    Participant,
    Person,
    Plan,
    ReviewRequest,
    ShareLink,
    Weight,
    Workspace,
)

Word = str | Promise
HIGH, MEDIUM, LOW = Weight.HIGH.value, Weight.MEDIUM.value, Weight.LOW.value

#: The four fields by influence and interest: what they are called and what to do with who stands there.
FIELDS: dict[tuple[str, str], tuple[Word, Word]] = {
    (HIGH, LOW): (_("Keep satisfied"), _("They can stop it, and it is not on their mind.")),
    (HIGH, HIGH): (_("Manage closely"), _("They decide, and they care. Talk to them often.")),
    (LOW, LOW): (_("Monitor"), _("A short word now and then is enough.")),
    (LOW, HIGH): (_("Keep informed"), _("They care and help to carry it. Tell them how it goes.")),
}
ROWS: tuple[tuple[str, Word], ...] = ((HIGH, _("High influence")), (LOW, _("Low influence")))
COLUMNS: tuple[tuple[str, Word], ...] = ((LOW, _("Low interest")), (HIGH, _("High interest")))


@dataclass(frozen=True)
class Quarter:
    """One field of the picture, with who stands in it."""

    name: Word
    advice: Word
    people: list[Person]


@dataclass(frozen=True)
class Between:
    """Somebody with a medium value, and the fields on both sides of it."""

    person: Person
    fields: list[Word]


@dataclass(frozen=True)
class Stakes:
    """The picture row by row, and beside it who stands between its fields and of whom too little is said."""

    columns: list[Word]
    rows: list[tuple[Word, list[Quarter]]]
    between: list[Between]
    unsaid: list[Person]

    @property
    def count(self) -> int:
        """How many people are shown."""
        placed = sum(len(one.people) for _name, quarters in self.rows for one in quarters)
        return placed + len(self.between) + len(self.unsaid)


def stakes_of(workspace: Workspace, *, plan: Plan | None = None, role: str = "") -> Stakes:
    """The picture of a workspace, or of the people who matter in one plan, or of one role. Two queries."""
    people = Person.objects.filter(workspace=workspace, archived_at=None, erased_at=None)
    if plan is not None:
        people = people.filter(pk__in=people_in(plan))
    if role:
        people = people.filter(role=role)
    return stakes(sorted(people, key=lambda one: (one.name.casefold(), one.pk)))


def stakes(people: list[Person]) -> Stakes:
    """Who stands where; nobody is put into a field that is not theirs."""
    placed: dict[tuple[str, str], list[Person]] = {place: [] for place in FIELDS}
    between, unsaid = [], []
    for one in people:
        place = (one.influence, one.interest)
        if not all(place):
            unsaid.append(one)
        elif place in placed:
            placed[place].append(one)
        else:
            between.append(Between(one, list(_sides(*place))))
    rows = [
        (
            name,
            [Quarter(*FIELDS[influence, interest], placed[influence, interest]) for interest, _n in COLUMNS],
        )
        for influence, name in ROWS
    ]
    return Stakes([name for _code, name in COLUMNS], rows, between, unsaid)


def _sides(influence: str, interest: str) -> Iterator[Word]:
    """The names of the fields that touch a medium value, in the order of the picture."""
    for (row, column), (name, _advice) in FIELDS.items():
        if influence in (row, MEDIUM) and interest in (column, MEDIUM):
            yield name


def people_in(plan: Plan) -> set[int]:
    """The ids of everybody who answers for, sponsors, reads, was consulted or asked in a plan. One query."""
    first, *others = list(_named(plan))
    return set(first.union(*others).values_list("stakeholder", flat=True)) - {None}


def _named(plan: Plan) -> Iterator[QuerySet[Any]]:
    for layer, model in ITEM.items():
        yield _who(model.objects.filter(plan=plan), "owner_id")
        on = {f"{METRIC_FIELD[layer]}__plan": plan}
        yield _who(Metric.objects.filter(archived_at=None, **on), "owner_id")
        read = {f"metric__{METRIC_FIELD[layer]}__plan": plan}
        yield _who(MetricReader.objects.filter(metric__archived_at=None, **read), "person_id")
    for column in ("sponsor_id", "agreed_by_id", "no_learning_by_id"):
        yield _who(BusinessGoal.objects.filter(plan=plan), column)
    yield _who(MomentOfTruth.objects.filter(plan=plan), "remedy_owner_id")
    yield _who(Momentum.objects.filter(goal__plan=plan), "owner_id")
    yield _who(Momentum.objects.filter(outcome__plan=plan), "owner_id")
    yield _who(BenefitLine.objects.filter(initiative__plan=plan), "confirmed_by_id")
    yield _who(Participant.objects.filter(session__plan=plan), "person_id")
    for of_person in (Consultation, ReviewRequest, ShareLink, Comment):
        yield _who(of_person.objects.filter(plan=plan), "person_id")
    for column in ("owner_id", "party_id"):
        yield _who(Expectation.objects.filter(plan=plan), column)


def _who(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    return rows.order_by().annotate(stakeholder=F(column)).values_list("stakeholder").distinct()
