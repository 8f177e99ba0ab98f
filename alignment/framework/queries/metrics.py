"""Metrics as the rules see them, and how one stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from alignment.models import Metric, Reading
from alignment.rules import content
from alignment.rules.progress import Measurement, shown_status
from alignment.tracing.metric_words import target_words

PLAIN = (
    *("key", "title", "kind", "unit", "baseline", "baseline_date", "target", "target_low", "target_high"),
    *("target_date", "effect_from", "period", "cadence", "volume_only"),
)


@dataclass(frozen=True)
class MetricLine:
    """A metric of an item, and how it stands on a day."""

    metric: content.Metric
    now: Measurement

    @property
    def status(self) -> str:
        """The code of its status; that it is a count of our own work, where it is one."""
        return shown_status(self.now, self.metric.volume_only)

    @property
    def target_words(self) -> str:
        """The target in words, both ends of a range; empty when there is none."""
        return target_words(self.metric)


def readings_of(rows: Iterable[Reading]) -> "defaultdict[int, list[content.Reading]]":
    """Readings by the id of their metric, in the order in which they were recorded."""
    found: defaultdict[int, list[content.Reading]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        found[row.metric_id].append(content.Reading(date=row.date, value=row.value, state=row.state))
    return found


def as_content(metric: Metric, item: str, readings: list[content.Reading]) -> content.Metric:
    """What the rules need to know of a metric."""
    return content.Metric(
        item=item,
        readings=tuple(readings),
        created_on=metric.created.date(),
        id=metric.pk,
        **{name: getattr(metric, name) for name in PLAIN},
    )
