"""Which readings can be cited as evidence of a link, which are cited, and by what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Value

from alignment.models import LINK_UP, METRIC_FIELD, Item, Layer, Link, Metric, Plan, Reading
from alignment.rules.evidence import Cited
from alignment.tracing.evidence_words import cited_line

#: How many readings of one metric, and how many metrics besides those of the two ends, a form offers.
MOST_READINGS = 24
MOST_METRICS = 100


@dataclass(frozen=True)
class Offered:
    """One reading that can be cited, with its metric."""

    metric: Metric
    cited: Cited

    @property
    def value(self) -> str:
        """What stands for it in a form."""
        return f"{self.metric.pk}:{self.cited.day.isoformat()}"


@dataclass(frozen=True)
class CitedIn:
    """A link that cites a metric: the day, and its two ends."""

    day: date
    layer: Layer  # of the lower end
    lower_id: int
    lower: str
    upper: str


def offer_readings(plan: Plan, ends: Iterable[Item], keep: Link | None = None) -> list[list[Offered]]:
    """The approved readings that a link can cite, metric by metric, the newest first. Two queries.

    First come the metrics of the link's two ends, then those of the other items of the plan. What the
    link `keep` cites stands first, also when it is at home elsewhere or its reading is gone.
    """
    items = list(ends)
    near, wanted = Q(), Q(pk=keep.cited_metric_id) if keep else Q()
    for layer, field in METRIC_FIELD.items():
        near |= Q(**{f"{field}__in": [item.pk for item in items if item.layer is layer]})
        wanted |= Q(**{f"{field}__plan": plan, f"{field}__archived_at": None}, archived_at=None)
    rows = Metric.objects.filter(near & Q(archived_at=None) | wanted, workspace=plan.workspace)
    places = {(item.layer, item.pk): index for index, item in enumerate(items)}

    def order(metric: Metric) -> tuple[bool, int, int, int, str]:
        item = (metric.layer, getattr(metric, f"{METRIC_FIELD[metric.layer]}_id"))
        kept = keep is not None and metric.pk == keep.cited_metric_id
        return not kept, places.get(item, len(places)), metric.layer, metric.position, metric.key

    metrics = sorted(rows, key=order)[: MOST_METRICS + len(items)]
    readings = _approved(Reading.objects.filter(metric__in=metrics))
    found = [_of_metric(metric, readings[metric.pk], keep) for metric in metrics]
    return [offered for offered in found if offered]


def _of_metric(metric: Metric, readings: dict[date, Reading], keep: Link | None) -> list[Offered]:
    days = sorted(readings, reverse=True)[:MOST_READINGS]
    kept = keep.cited_on if keep is not None and keep.cited_metric_id == metric.pk else None
    if kept is not None and kept not in days:
        days.append(kept)
    return [Offered(metric, _cited(metric, day, readings.get(day))) for day in days]


def _approved(readings: Any) -> dict[int, dict[date, Reading]]:
    """The approved reading of each day that counts, the one recorded last, by metric and day."""
    found: dict[int, dict[date, Reading]] = defaultdict(dict)
    for reading in sorted(readings.counting(), key=lambda one: (one.position, one.pk)):
        found[reading.metric_id][reading.date] = reading
    return found


def _cited(metric: Metric, day: date, reading: Reading | None) -> Cited:
    return Cited(metric.title, metric.pk, metric.unit, day, reading.value if reading else None)


def with_citations(links: list[Any], workspace: str) -> list[Any]:
    """Gives each link its `cited` in words, or None. Two queries, none where nothing is cited."""
    pairs = {(link.cited_metric_id, link.cited_on) for link in links if link.cited_metric_id}
    metrics = {}
    readings: dict[int, dict[date, Reading]] = {}
    if pairs:
        metrics = Metric.objects.in_bulk([metric for metric, _day in pairs])
        days = {day for _metric, day in pairs}
        readings = _approved(Reading.objects.filter(metric__in=list(metrics), date__in=days))
    for link in links:
        link.cited = None
        if link.cited_metric_id:
            reading = readings.get(link.cited_metric_id, {}).get(link.cited_on)
            cited = _cited(metrics[link.cited_metric_id], link.cited_on, reading)
            link.cited = cited_line(cited, workspace)
    return links


def links_citing(metric: Metric, day: date) -> list[Any]:
    """The links that cite a metric's reading of a day, with their ends: one query a kind of link."""
    return [
        link
        for model in LINK_UP.values()
        for link in model._default_manager.filter(cited_metric=metric, cited_on=day)
        .select_related("lower", "upper")
        .order_by("pk")
    ]


def cites_count(reading: Reading) -> int:
    """How many links cite this very reading: none where it is no approved one, or a later one counts."""
    of_day = Reading.objects.filter(metric=reading.metric_id, date=reading.date)
    counting = _approved(of_day).get(reading.metric_id, {}).get(reading.date)
    if counting is None or counting.pk != reading.pk:
        return 0
    return sum(one.day == reading.date for one in cited_in(reading.metric))


def cited_in(metric: Metric) -> list[CitedIn]:
    """The links that cite a metric, the latest day first. One query."""
    first, *others = [
        model._default_manager.filter(cited_metric=metric)
        .order_by()
        .annotate(at=Value(int(layer)))
        .values_list("at", "cited_on", "lower_id", "lower__title", "upper__title")
        for layer, model in LINK_UP.items()
    ]
    rows = first.union(*others, all=True)
    found = [CitedIn(day, Layer(at), pk, lower, upper) for at, day, pk, lower, upper in rows]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.layer, one.lower, one.upper))
