"""What was done to a plan, and what of it is archived."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from alignment.models import ITEM, METRIC_FIELD, Deed, Item, Layer, Metric, Plan
from alignment.verbs import VERBS, deed_words
from alignment.versions.filters import deeds_of, narrowed

PER_PAGE = 30
MOST_NAMED = 5


@dataclass(frozen=True)
class Touched:
    """An item that a deed touched; `exists` is false when it was taken back since."""

    layer: Layer
    id: int
    title: str
    exists: bool


@dataclass
class DeedLine:
    """One deed as the history of a plan shows it."""

    deed: Deed
    words: str
    undone: bool
    final: bool
    large: bool = False
    items: list[Touched] = field(default_factory=list)

    @property
    def named(self) -> list[Touched]:
        """The items that are listed."""
        return self.items[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many items are not listed."""
        return max(0, len(self.items) - MOST_NAMED)


@dataclass(frozen=True)
class Archived:
    """An archived item of a plan, or a metric of one of its items (`layer` is that of the item)."""

    layer: Layer
    item: Any
    is_metric: bool = False


def doers_and_verbs(plan: Plan) -> list[tuple[str, str]]:
    """Who did which kinds of deeds in a plan, to offer as filters."""
    return list(deeds_of(plan).order_by().values_list("by_name", "verb").distinct())


def history_page(
    plan: Plan, number: int | str = 1, asked: dict[str, Any] | None = None, item: Item | None = None
) -> "tuple[Page[Deed], list[DeedLine]]":
    """One page of a plan's deeds, the latest first, with the items they touched: two queries a layer.

    `asked` is what the filters ask for (filters.HistoryForm), `item` the one item that is asked for.
    """
    return page_of(narrowed(deeds_of(plan), asked or {}, item), number)


def page_of(deeds: "QuerySet[Deed]", number: int | str) -> "tuple[Page[Deed], list[DeedLine]]":
    """One page of some deeds, the latest first, with the items they touched."""
    deeds = deeds.select_related("undone").order_by("-at", "-pk")
    page = Paginator(deeds, PER_PAGE).get_page(number)
    lines = {
        one.pk: DeedLine(
            one,
            deed_words(one.verb, one.subject),
            undone=getattr(one, "undone", None) is not None,
            final=VERBS[one.verb].final,
            large=VERBS[one.verb].large,
        )
        for one in page.object_list
    }
    for layer, model in ITEM.items():
        past = model.history.filter(deed__in=list(lines))  # type: ignore[attr-defined]
        rows = set(past.values_list("deed_id", "id", "title"))
        there = set(model.objects.filter(pk__in={pk for _, pk, _ in rows}).values_list("pk", flat=True))
        titles: dict[tuple[int, int], str] = {(deed, pk): title for deed, pk, title in rows}
        for (deed, pk), title in sorted(titles.items(), key=lambda one: (one[1], one[0])):
            lines[deed].items.append(Touched(layer, pk, title, pk in there))
    return page, list(lines.values())


def archived_of(plan: Plan) -> list[Archived]:
    """The archived items and metrics of a plan, the latest first: one query a layer and one for metrics."""
    found = [
        Archived(layer, item)
        for layer, model in ITEM.items()
        for item in model.objects.filter(plan=plan).archived().select_related("archived_by")
    ]
    here = Q()
    for name in METRIC_FIELD.values():
        here |= Q(**{f"{name}__plan": plan})
    metrics = Metric.objects.filter(here).archived().select_related("archived_by")
    found += [Archived(metric.layer, metric, is_metric=True) for metric in metrics]
    return sorted(found, key=lambda one: (one.item.archived_at, one.item.pk), reverse=True)


def items_made_by(row: Deed) -> set[tuple[str, int]]:
    """The items (layer, id) that a deed made: taken back, their pages are gone."""
    made: defaultdict[str, set[int]] = defaultdict(set)
    for layer, model in ITEM.items():
        history = model.history.filter(deed=row, history_type="+")  # type: ignore[attr-defined]
        made[layer.word].update(history.values_list("id", flat=True))
    return {(word, pk) for word, ids in made.items() for pk in ids}


def plan_is_there(plan_id: int) -> bool:
    """Whether a plan still exists: one that a deed made goes when the deed is taken back."""
    return Plan.objects.filter(pk=plan_id).exists()
