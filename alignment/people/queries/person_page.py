"""Everything that a workspace knows about one person, for their page: the same queries whoever it is."""

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils import timezone

from alignment.models import (
    ITEM,
    METRIC_FIELD,
    Comment,
    Consultation,
    Expectation,
    Item,
    Layer,
    Metric,
    MetricReader,
    Person,
    Reading,
    ReviewRequest,
    SignOff,
)
from alignment.people.concerns import links_to_recheck
from alignment.rules import content
from alignment.rules.progress import Measurement, measure, shown_status

MOST_COMMENTS = 10

#: The fields of a metric from which its standing follows.
MEASURED = (
    *("key", "title", "kind", "unit", "baseline", "baseline_date", "target", "target_low", "target_high"),
    *("target_date", "effect_from", "period", "cadence", "volume_only"),
)


@dataclass(frozen=True)
class ReadMetric:
    """A metric that matters to somebody, or that they answer for, and how it stands today."""

    metric: Metric
    layer: Layer
    item: Item
    standing: Measurement

    @property
    def status(self) -> str:
        """The code of the status that is shown."""
        return shown_status(self.standing, self.metric.volume_only)


@dataclass(frozen=True)
class Owned:
    """An item, and what the person is to it."""

    layer: Layer
    item: Item
    owns: bool
    sponsors: bool


@dataclass(frozen=True)
class Asked:
    """One request for a review, with what the person decided about that version."""

    request: ReviewRequest
    sign_off: SignOff | None


@dataclass(frozen=True)
class PersonPage:
    """A person with all that is theirs; `last_contact` is the latest day on which something was said."""

    person: Person
    reads: list[ReadMetric]
    answers_for: list[ReadMetric]
    owned: list[Owned]
    to_recheck: int
    consultations: list[Consultation]
    expectations: list[Expectation]
    asked: list[Asked]
    decided: list[SignOff]  # without a request that is still there
    comments: list[Comment]
    comment_count: int
    last_contact: date | None


def page_of(person: Person, today: date) -> PersonPage:
    """What the page of a person shows; its number of queries does not depend on how much there is."""
    read_ids = list(MetricReader.objects.filter(person=person).values_list("metric_id", flat=True))
    metrics = _measured(person, read_ids, today)
    consultations = list(
        Consultation.objects.filter(person=person)
        .select_related("plan", "conversation")
        .order_by("-date", "-pk")
    )
    comments = Comment.objects.filter(person=person, withdrawn_at=None).select_related("plan")
    latest = list(comments.order_by("-created", "-pk")[:MOST_COMMENTS])
    asked, decided = _reviews(person)
    return PersonPage(
        person=person,
        reads=[one for one in metrics if one.metric.pk in read_ids],
        answers_for=[one for one in metrics if one.metric.owner_id == person.pk],
        owned=_owned(person),
        to_recheck=links_to_recheck(person.workspace)[person.pk],
        consultations=consultations,
        expectations=_expectations(person),
        asked=asked,
        decided=decided,
        comments=latest,
        comment_count=comments.count(),
        last_contact=_last_contact(consultations, latest, asked, decided, today),
    )


def _owned(person: Person) -> list[Owned]:
    found = []
    for layer, model in ITEM.items():
        mine = Q(owner=person)
        if layer is Layer.GOAL:
            mine |= Q(sponsor=person)
        rows = model.objects.filter(
            mine, workspace=person.workspace, archived_at=None, plan__archived_at=None
        )
        for item in rows.select_related("plan"):
            owns = item.owner_id == person.pk
            found.append(Owned(layer, item, owns, getattr(item, "sponsor_id", None) == person.pk))
    return found


def _measured(person: Person, read_ids: list[int], today: date) -> list[ReadMetric]:
    """The metrics that concern a person, as of a day: two queries."""
    rows = list(
        Metric.objects.filter(Q(pk__in=read_ids) | Q(owner=person), archived_at=None)
        .filter(workspace=person.workspace)
        .select_related(*METRIC_FIELD.values())
    )
    readings: dict[int, list[content.Reading]] = {row.pk: [] for row in rows}
    for one in Reading.objects.counting().filter(metric__in=readings, date__lte=today):
        plain = content.Reading(date=one.date, value=one.value, state=one.state)
        readings[one.metric_id].append(plain)
    return [
        ReadMetric(row, row.layer, row.item, measure(_plain(row, readings[row.pk]), today)) for row in rows
    ]


def _plain(row: Metric, readings: list[content.Reading]) -> content.Metric:
    said: dict[str, Any] = {name: getattr(row, name) for name in MEASURED}
    return content.Metric(**said, item=row.item.key, readings=tuple(readings), id=row.pk)


def _expectations(person: Person) -> list[Expectation]:
    mine = Expectation.objects.filter(Q(owner=person) | Q(party=person), workspace=person.workspace)
    rows = mine.select_related("plan", "owner", "party")
    return sorted(rows, key=lambda one: (one.done_on is not None, one.due or date.max, one.pk))


def _reviews(person: Person) -> tuple[list[Asked], list[SignOff]]:
    """What a person was asked to review, the latest first, and what they decided without being asked.

    Of somebody erased no decision is shown here: it keeps the name that it was signed with.
    """
    signed = SignOff.objects.filter(person=person).select_related("snapshot", "plan", "withdrawal")
    signed = signed.defer("snapshot__content")
    by_version: dict[int, SignOff] = {}
    for one in () if person.is_erased else signed.order_by("at", "pk"):
        by_version[one.snapshot_id] = one
    rows = ReviewRequest.objects.filter(person=person).select_related("snapshot", "plan")
    rows = rows.defer("snapshot__content")
    asked = [Asked(one, by_version.pop(one.snapshot_id, None)) for one in rows.order_by("-asked_at", "-pk")]
    return asked, sorted(by_version.values(), key=lambda one: one.at, reverse=True)


def _last_contact(
    consultations: list[Consultation],
    comments: list[Comment],
    asked: list[Asked],
    decided: list[SignOff],
    today: date,
) -> date | None:
    """The latest day on which the person was talked to, commented or decided; nothing of the future."""
    signed = chain(decided, (one.sign_off for one in asked if one.sign_off))
    moments = chain((one.created for one in comments), (one.at for one in signed))
    days = [one.date for one in consultations if one.date]
    days += [timezone.localtime(one).date() for one in moments]
    return max((day for day in days if day <= today), default=None)
