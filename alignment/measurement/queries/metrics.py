"""Reads metrics with their items, readings and standing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alignment.measurement.check_words import CheckWords, check_words
from alignment.measurement.missing_words import missing_words
from alignment.measurement.sheet import SheetLine, sheet_of
from alignment.models import Item, Layer, Metric, Plan
from alignment.rules import content
from alignment.rules.content import PlanContent, is_live
from alignment.rules.metric_checks import checks_of
from alignment.rules.progress import Measurement, level_of, measure, next_due, shown_status
from alignment.tracing.contents import content_of
from alignment.tracing.metric_words import target_words


@dataclass(frozen=True, slots=True)
class MeasuredMetric:
    """A metric beside the item it is measured on and how it stands on a day."""

    metric: content.Metric
    layer: Layer
    item: content.Item
    standing: Measurement
    owner: str  # the name, or who answers for the item where the metric names nobody
    as_of: date
    names: Mapping[str, str] = field(default_factory=dict, repr=False)  # of people, by their keys

    @property
    def level(self) -> int:
        """Activity 0, reaction 1, learning 2, behaviour 3, results 4 (design, 3.6)."""
        return level_of(self.layer, self.metric.volume_only)

    @property
    def status(self) -> str:
        """The code of the status that is shown: that it is volume only takes the place of how it stands."""
        return shown_status(self.standing, self.metric.volume_only)

    @property
    def why(self) -> str:
        """Why progress cannot be said, in words; empty when it can."""
        return missing_words(self.standing)

    @property
    def next_due(self) -> date | None:
        """By when the next reading is due."""
        return next_due(self.metric, self.as_of)

    @property
    def is_due(self) -> bool:
        """Whether that day is over."""
        return self.next_due is not None and self.next_due < self.as_of

    @property
    def checks(self) -> tuple[CheckWords, ...]:
        """What a business leader would ask of it, in words, with what to do."""
        return check_words(checks_of(self.metric, self.layer, self.item), self.metric)

    @property
    def sheet(self) -> list[SheetLine]:
        """What is known of the number itself."""
        return sheet_of(self.metric, self.layer, self.owner, self.names)

    @property
    def target_words(self) -> str:
        """The target in words, both ends of a range; empty when there is none."""
        return target_words(self.metric)


def metrics_of(plan: Plan, as_of: date) -> list[MeasuredMetric]:
    """The metrics of a plan's own live items, goals first, in their order; archived ones are left out."""
    return measured(content_of(plan.workspace, plan), as_of)


def measured(found: PlanContent, as_of: date) -> list[MeasuredMetric]:
    """The metrics of the items at home in a content, as of a day."""
    people = {person.key: person.name for person in found.people}
    on: dict[str, list[content.Metric]] = {}
    for metric in found.metrics:
        if not metric.archived:
            on.setdefault(metric.item, []).append(metric)
    return [
        MeasuredMetric(
            metric, layer, item, measure(metric, as_of), people.get(metric.owner or item.owner, ""), as_of
        )
        for layer, item in found.layered()
        if not item.foreign and is_live(layer, item)
        for metric in on.get(item.key, ())
    ]


def metric_of(metric: Metric, as_of: date) -> MeasuredMetric:
    """One metric with all its readings, whatever its plan."""
    found = content_of(metric.workspace, metric.item.plan)
    people = {person.key: person.name for person in found.people}
    items = {item.key: (layer, item) for layer, item in found.layered()}
    plain = next(one for one in found.metrics if one.id == metric.pk)
    layer, item = items[plain.item]
    return MeasuredMetric(
        plain, layer, item, measure(plain, as_of), people.get(plain.owner or item.owner, ""), as_of, people
    )


def measurable_items(plan: Plan) -> list[tuple[Layer, content.Item]]:
    """The plan's own live items that a metric can be put on, goals first."""
    found = content_of(plan.workspace, plan)
    return [(layer, item) for layer, item in found.layered() if not item.foreign and is_live(layer, item)]


def standing_counts(rows: Iterable[MeasuredMetric]) -> dict[str, int]:
    """How many metrics have each status; volume only ones are left out, as they show no effect."""
    counts: dict[str, int] = {}
    for row in rows:
        if not row.metric.volume_only:
            counts[row.standing.status] = counts.get(row.standing.status, 0) + 1
    return counts


def aims(metric: Metric) -> bool:
    """Whether a metric says where to go, which is part of what its goal or outcome means."""
    said = (metric.target, metric.target_low, metric.target_high, metric.target_date)
    return any(one is not None for one in said)


def home_plan(item: Item) -> Plan:
    """The plan an item is at home in, with its workspace filled in."""
    item.plan.workspace = item.workspace
    return item.plan


def values_of(metric: Any) -> dict[str, Any]:
    """A metric as its form shows it."""
    values = {
        field.name: getattr(metric, field.name) for field in metric._meta.concrete_fields if field.editable
    }
    readers = list(metric.readers.values_list("person_id", flat=True))
    values |= {"owner": metric.owner_id, "matters_to": readers, "version": metric.version}
    return values | told_values(metric)


def told_values(metric: Metric) -> dict[str, Any]:
    """Who is told of a metric and how often, as the rows of its form show it."""
    found: dict[str, Any] = {}
    for place, (person, often) in enumerate(metric.tellings.values_list("person_id", "cadence")):
        found |= {f"told_{place}_person": person, f"told_{place}_cadence": often}
    return found
