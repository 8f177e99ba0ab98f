"""What speaks for a link: which reading it cites, and whether that reading still stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alignment.rules.content import Link, Metric, PlanContent, Reading

#: The confidence that says "measured": it demands a cited reading.
MEASURED = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """What a link cites: a day of a metric, and the value read on it."""

    title: str  # the metric's
    metric_id: int
    unit: str
    day: date
    value: Decimal | None  # None when there is no approved reading of that day (any more)

    @property
    def stands(self) -> bool:
        """Whether it counts as evidence."""
        return self.value is not None


def metrics_of(content: PlanContent) -> dict[str, Metric]:
    """The metrics that the links of a content can cite, by key."""
    return {metric.key: metric for metric in (*content.metrics, *content.cited_metrics)}


def reading_on(readings: Iterable[Reading], day: date) -> Reading | None:
    """The approved reading of a day, the one recorded last; None when there is none."""
    found = [one for one in readings if one.date == day and one.counts]
    return found[-1] if found else None


def cited_reading(link: Link, metrics: Mapping[str, Metric]) -> Reading | None:
    """The approved reading that a link cites; None when it cites none, or the one it cites is gone.

    `metrics` are those of the workspace by key. A metric that was put away keeps its readings: what
    was measured stays measured.
    """
    metric = metrics.get(link.cited_metric)
    if metric is None or link.cited_on is None:
        return None
    return reading_on(metric.readings, link.cited_on)


def cited_by(link: Link, metrics: Mapping[str, Metric]) -> Cited | None:
    """What a link cites, its reading there or gone; None when it cites nothing."""
    metric = metrics.get(link.cited_metric)
    if metric is None or link.cited_on is None:
        return None
    reading = cited_reading(link, metrics)
    return Cited(metric.title, metric.id, metric.unit, link.cited_on, reading.value if reading else None)


def cites(link: Link) -> bool:
    """Whether a link names a reading, be it still there or not."""
    return bool(link.cited_metric)


def is_evidenced(link: Link, metrics: Mapping[str, Metric]) -> bool:
    """Whether something speaks for a link: words or an address, or a cited reading that stands."""
    return bool(link.evidence.strip()) or cited_reading(link, metrics) is not None


def lacks_reading(link: Link, metrics: Mapping[str, Metric]) -> bool:
    """Whether a link is said to be measured while no approved reading is cited that could show it.

    Volume (hours, seats, completions) is never shown as an effect (C09), so it shows no link either.
    """
    if link.confidence < MEASURED:
        return False
    return cited_reading(link, metrics) is None or metrics[link.cited_metric].volume_only
