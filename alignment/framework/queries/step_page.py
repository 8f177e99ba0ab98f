"""What a step page lists: the items of one layer, grouped under what they serve, a page at a time.

The whole layer is read as bare ids and titles, ordered and cut into pages; only what one page shows
is read in full. The number of queries does not depend on how much there is.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from alignment.models import ITEM, LINK_UP, METRIC_FIELD, Item, Layer, Link, Metric, Plan

PER_PAGE = 40
NOTHING = 0  # the group of items that serve nothing yet


@dataclass(frozen=True)
class ItemRow:
    """An item with its links upward, its first metric, and its neighbours in the list."""

    item: Any
    links: tuple[Any, ...] = ()
    metric: Metric | None = None
    above: int | None = None
    below: int | None = None

    @property
    def anchor(self) -> str:
        """The id of the row in its page."""
        return f"{self.item.layer.word}-{self.item.pk}"


@dataclass(frozen=True)
class Mention:
    """An item that is shown under another heading, or is at home in another plan."""

    pk: int
    title: str
    plan: str = ""


@dataclass
class Group:
    """What items serve, and those that serve it. `upper` is None for goals and for what serves nothing."""

    upper: Any = None
    plan: str = ""
    rows: list[ItemRow] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True)
class StepPage:
    """One page of a step's list."""

    layer: Layer
    groups: tuple[Group, ...]
    page: Page[Any]
    count: int


@dataclass(frozen=True)
class _Entry:
    """One line of the list before it is read in full."""

    group: int
    item: int | None = None
    mention: Mention | None = None
    above: int | None = None
    below: int | None = None


def step_page(plan: Plan, layer: Layer, number: int | str = 1) -> StepPage:
    """A page of a plan's items of one layer, under what they serve; what serves nothing comes first."""
    items = _bare(plan, layer)
    entries, heads = _flat(items) if layer is Layer.GOAL else _grouped(plan, layer, items)
    page = Paginator(entries, PER_PAGE).get_page(number)
    shown = list(page.object_list)
    rows = rows_in_full(layer, [entry.item for entry in shown if entry.item is not None])
    uppers = _uppers(layer, {entry.group for entry in shown} - {NOTHING})
    groups: dict[int, Group] = {}
    for entry in shown:
        group = groups.setdefault(
            entry.group, Group(uppers.get(entry.group), _foreign(uppers.get(entry.group), plan))
        )
        if entry.item is not None and entry.item in rows:
            row = rows[entry.item]
            group.rows.append(ItemRow(row.item, row.links, row.metric, entry.above, entry.below))
        if entry.mention is not None:
            group.mentions.append(entry.mention)
    ordered = sorted(groups.items(), key=lambda pair: heads.index(pair[0]))
    return StepPage(layer, tuple(group for _pk, group in ordered), page, len(items))


def rows_in_full(layer: Layer, ids: list[int]) -> dict[int, ItemRow]:
    """Items with all that a row shows, by id: a fixed number of queries."""
    found = ITEM[layer].objects.filter(pk__in=ids).select_related("plan", "owner", *_RELATED[layer])
    items: dict[int, Any] = {item.pk: item for item in found.prefetch_related(*_LISTS[layer])}
    links = _links_of(layer, ids)
    metrics = _metrics_of(layer, ids)
    return {pk: ItemRow(item, tuple(links[pk]), metrics.get(pk)) for pk, item in items.items()}


_RELATED: dict[Layer, tuple[str, ...]] = {
    Layer.GOAL: ("parent", "agreed_by"),
    Layer.OUTCOME: (),
    Layer.MOMENT: ("remedy_owner",),
    Layer.LEARNING: (),
    Layer.INITIATIVE: (),
}
_LISTS: dict[Layer, tuple[str, ...]] = {
    Layer.GOAL: (),
    Layer.OUTCOME: ("contribution",),
    Layer.MOMENT: ("behaviours",),
    Layer.LEARNING: ("needs__group",),
    Layer.INITIATIVE: ("costs", "claims__goal"),
}


def ahead_of(plan: Plan, layer: Layer) -> list[Layer]:
    """The steps before this one that hold nothing yet."""
    return [
        below
        for below in Layer
        if below < layer and not ITEM[below].objects.current().filter(plan=plan).exists()
    ]


def _bare(plan: Plan, layer: Layer) -> dict[int, str]:
    """Id and title of every item of a plan's layer, in order."""
    rows = ITEM[layer].objects.current().filter(plan=plan).values_list("pk", "title", "position", "key")
    return {pk: title for pk, title, _position, _key in sorted(rows, key=lambda row: (row[2], row[3]))}


def _flat(items: dict[int, str]) -> tuple[list[_Entry], list[int]]:
    return _in_line(NOTHING, list(items)), [NOTHING]


def _grouped(plan: Plan, layer: Layer, items: dict[int, str]) -> tuple[list[_Entry], list[int]]:
    """The list's lines and the order of its headings."""
    serving: dict[int, list[int]] = defaultdict(list)
    strangers: dict[int, Mention] = {}
    foreign: dict[int, tuple[str, str]] = {}
    for low, title, home, home_title, up, up_title, up_home, up_home_title in _bare_links(plan, layer):
        serving[up].append(low)
        if home != plan.pk:
            strangers[low] = Mention(low, title, home_title)
        if up_home != plan.pk:
            foreign[up] = (up_home_title, up_title)
    own = list(_bare(plan, Layer(layer - 1)))
    heads = [NOTHING, *own, *sorted(foreign, key=lambda up: (*foreign[up], up))]
    place = {pk: index for index, pk in enumerate(items)}
    home_of: dict[int, int] = {}
    for up in heads[1:]:
        for low in serving[up]:
            home_of.setdefault(low, up)
    serving[NOTHING] = [pk for pk in items if pk not in home_of]
    entries: list[_Entry] = []
    for up in heads:
        mine = [low for low in serving[up] if low in place and home_of.get(low, NOTHING) == up]
        entries += _in_line(up, sorted(mine, key=place.__getitem__))
        settled = set(mine)
        others = [low for low in serving[up] if low not in settled]
        entries += [_Entry(up, mention=strangers.get(low) or Mention(low, items[low])) for low in others]
        if not serving[up] and up != NOTHING:
            entries.append(_Entry(up))
    return entries, heads


def _in_line(group: int, ids: list[int]) -> list[_Entry]:
    """Lines of one group, each knowing whose place it can take."""
    last = len(ids) - 1
    return [
        _Entry(group, pk, None, ids[at - 1] if at else None, ids[at + 1] if at < last else None)
        for at, pk in enumerate(ids)
    ]


def _bare_links(plan: Plan, layer: Layer) -> list[tuple[Any, ...]]:
    near = Q(lower__plan=plan) | Q(upper__plan=plan)
    model: Any = LINK_UP[layer]
    found = model.objects.filter(near, lower__archived_at=None, upper__archived_at=None)
    return list(
        found.values_list(
            "lower_id",
            "lower__title",
            "lower__plan_id",
            "lower__plan__title",
            "upper_id",
            "upper__title",
            "upper__plan_id",
            "upper__plan__title",
        )
    )


def _uppers(layer: Layer, ids: set[int]) -> dict[int, Item]:
    """The headings of one page; a goal with its notes of step 2."""
    if layer is Layer.GOAL:
        return {}
    found = ITEM[Layer(layer - 1)].objects.filter(pk__in=ids).select_related("plan")
    if layer is Layer.OUTCOME:
        found = found.prefetch_related("momentum__owner")
    return {item.pk: item for item in found}


def _foreign(upper: Item | None, plan: Plan) -> str:
    return str(upper.plan) if upper is not None and upper.plan_id != plan.pk else ""


def _links_of(layer: Layer, ids: list[int]) -> dict[int, list[Link]]:
    """The links upward of some items, with their suspicion, in order."""
    links: dict[int, list[Link]] = defaultdict(list)
    if layer in LINK_UP:
        model: Any = LINK_UP[layer]
        found = model.objects.filter(lower__in=ids, upper__archived_at=None).with_suspect()
        for link in sorted(found.select_related("upper__plan"), key=lambda one: (one.position, one.pk)):
            links[link.lower_id].append(link)
    return links


def _metrics_of(layer: Layer, ids: list[int]) -> dict[int, Metric]:
    """The first metric of some goals or outcomes."""
    name = METRIC_FIELD[layer]
    found = Metric.objects.filter(**{f"{name}__in": ids}, archived_at=None)
    first: dict[int, Metric] = {}
    for metric in sorted(found, key=lambda one: (one.position, one.key)):
        first.setdefault(getattr(metric, f"{name}_id"), metric)
    return first
