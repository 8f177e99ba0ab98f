"""What a step page lists: the items of one layer, grouped under what they serve, a page at a time.

Everything but the rows of the items themselves comes from the plan's content, which other pages read too.
The number of queries does not depend on how much there is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page, Paginator

from alignment.framework.money_words import amount_words
from alignment.framework.queries.strength import strength_of_goal_in
from alignment.models import ITEM, CostLine, Layer, Plan
from alignment.rules import content
from alignment.rules.content import LISTS, PlanContent
from alignment.tracing.contents import content_of
from alignment.tracing.strength_words import StrengthWords

PER_PAGE = 40
NOTHING = 0  # the group of items that serve nothing yet


@dataclass(frozen=True)
class RowLink:
    """A link upward: its id, what it leads to, in which other plan, why, whether it is to be re-checked."""

    id: int
    upper: str
    plan: str
    reason: str
    suspect: bool


@dataclass(frozen=True)
class ItemRow:
    """An item with all that its row shows, and its neighbours in the list."""

    item: Any
    links: tuple[RowLink, ...] = ()
    metric: content.Metric | None = None  # the first one
    behaviours: tuple[content.Behaviour, ...] = ()
    needs: tuple[tuple[content.TargetGroup, content.GroupNeed], ...] = ()
    costs: tuple[tuple[str, str], ...] = ()  # the known amounts in words, each with the name of its kind
    split: content.Outcome | None = None  # an outcome whose shares wait for agreement
    claims: tuple[str, ...] = ()  # the titles of the goals
    strength: StrengthWords | None = None  # of a goal: how sure its support is
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
    momentum: tuple[tuple[str, str], ...] = ()  # of a goal: what is under way, and who runs it
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
    said = content_of(plan.workspace, plan)
    items = _own(said, layer)
    entries, heads = _flat(items) if layer is Layer.GOAL else _grouped(said, layer, items)
    page = Paginator(entries, PER_PAGE).get_page(number)
    shown = list(page.object_list)
    rows = rows_in_full(plan, layer, [entry.item for entry in shown if entry.item is not None])
    groups = _groups(said, layer, {entry.group for entry in shown})
    for entry in shown:
        group = groups[entry.group]
        if entry.item is not None and entry.item in rows:
            group.rows.append(replace(rows[entry.item], above=entry.above, below=entry.below))
        if entry.mention is not None:
            group.mentions.append(entry.mention)
    ordered = sorted(groups.items(), key=lambda pair: heads.index(pair[0]))
    return StepPage(layer, tuple(group for _pk, group in ordered), page, len(items))


def rows_in_full(plan: Plan, layer: Layer, ids: list[int]) -> dict[int, ItemRow]:
    """Items of a plan with all that a row shows, by id: one query beside the plan's content."""
    found = ITEM[layer].objects.filter(pk__in=ids).select_related("owner", *_RELATED.get(layer, ()))
    rows = _Rows(content_of(plan.workspace, plan), layer)
    return {item.pk: replace(rows.row(item), strength=strength_of_goal_in(plan, item)) for item in found}


_RELATED = {Layer.GOAL: ("parent", "agreed_by"), Layer.MOMENT: ("remedy_owner",)}


class _Rows:
    """Looks up in a plan's content what the rows of one layer show."""

    def __init__(self, said: PlanContent, layer: Layer) -> None:
        self.currency = said.currency
        self.plans = {plan.key: plan.title for plan in said.plans}
        self.groups = {group.key: group for group in said.target_groups}
        self.items: dict[int, Any] = {item.id: item for item in getattr(said, LISTS[layer])}
        self.goals = {goal.key: goal.title for goal in said.goals}
        self.metrics: dict[str, content.Metric] = {}
        for metric in said.metrics:
            if not metric.archived and not metric.volume_only:
                self.metrics.setdefault(metric.item, metric)
        self.links: dict[str, list[RowLink]] = defaultdict(list)
        if layer is not Layer.GOAL:
            uppers = {upper.key: upper for upper in getattr(said, LISTS[Layer(layer - 1)])}
            for link in said.links:
                if link.upper in uppers and not uppers[link.upper].archived:
                    self.links[link.lower].append(self._link(link, uppers[link.upper]))

    def row(self, item: Any) -> ItemRow:
        """An item of the layer; one that is not in the content (somebody has just made it) has no lists."""
        known = self.items.get(item.pk)
        if known is None:
            return ItemRow(item)
        return ItemRow(
            item,
            tuple(self.links[known.key]),
            self.metrics.get(known.key),
            behaviours=getattr(known, "behaviours", ()),
            needs=tuple((self.groups[need.group], need) for need in getattr(known, "target_groups", ())),
            costs=tuple(
                (amount_words(cost, self.currency), str(CostLine.Kind(cost.kind).label))
                for cost in getattr(known, "costs", ())
                if cost.amount is not None
            ),
            split=known if getattr(known, "contribution", ()) and not known.contribution_agreed_on else None,
            claims=tuple(self.goals.get(claim.goal, claim.goal) for claim in getattr(known, "claims", ())),
        )

    def _link(self, link: content.Link, upper: content.Item) -> RowLink:
        plan = self.plans[upper.plan] if upper.foreign else ""
        return RowLink(link.id, upper.title, plan, link.reason, link.suspect)


def ahead_of(plan: Plan, layer: Layer) -> list[Layer]:
    """The steps before this one that hold nothing yet."""
    said = content_of(plan.workspace, plan)
    return [below for below in Layer if below < layer and not _own(said, below)]


def _own(said: PlanContent, layer: Layer) -> dict[int, content.Item]:
    """The plan's own items of a layer by id, in order; those in use."""
    items: Iterable[content.Item] = getattr(said, LISTS[layer])
    return {item.id: item for item in items if not item.foreign and not item.archived}


def _flat(items: dict[int, content.Item]) -> tuple[list[_Entry], list[int]]:
    return _in_line(NOTHING, list(items)), [NOTHING]


def _grouped(
    said: PlanContent, layer: Layer, items: dict[int, content.Item]
) -> tuple[list[_Entry], list[int]]:
    """The list's lines and the order of its headings."""
    plans = {plan.key: plan.title for plan in said.plans}
    serving: dict[int, list[int]] = defaultdict(list)
    strangers: dict[int, Mention] = {}
    foreign: dict[int, tuple[str, str]] = {}
    for lower, upper in _near(said, layer):
        serving[upper.id].append(lower.id)
        if lower.foreign:
            strangers[lower.id] = Mention(lower.id, lower.title, plans[lower.plan])
        if upper.foreign:
            foreign[upper.id] = (plans[upper.plan], upper.title)
    own = list(_own(said, Layer(layer - 1)))
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
        entries += [
            _Entry(up, mention=strangers.get(low) or Mention(low, items[low].title)) for low in others
        ]
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


def _near(said: PlanContent, layer: Layer) -> list[tuple[content.Item, content.Item]]:
    """Both ends of the links upward from a layer of which one is the plan's own; archived ends aside."""
    lowers: dict[str, content.Item] = {item.key: item for item in getattr(said, LISTS[layer])}
    uppers: dict[str, content.Item] = {item.key: item for item in getattr(said, LISTS[Layer(layer - 1)])}
    pairs = [
        (lowers[link.lower], uppers[link.upper])
        for link in said.links
        if link.lower in lowers and link.upper in uppers
    ]
    return [
        (lower, upper)
        for lower, upper in pairs
        if not (lower.foreign and upper.foreign) and not (lower.archived or upper.archived)
    ]


def _groups(said: PlanContent, layer: Layer, ids: set[int]) -> dict[int, Group]:
    """The headings of one page, still empty; a goal with its momentum for step 2."""
    groups = {NOTHING: Group()} if NOTHING in ids else {}
    if layer is Layer.GOAL:
        return groups
    above = Layer(layer - 1)
    plans = {plan.key: plan.title for plan in said.plans}
    people = {person.key: person.name for person in said.people}
    uppers: dict[int, Any] = {item.id: item for item in getattr(said, LISTS[above]) if item.id in ids}
    if above is Layer.GOAL:  # whose notes are shown with the words of their choices
        uppers = {row.pk: row for row in ITEM[above].objects.filter(pk__in=ids)}
    for item in getattr(said, LISTS[above]):
        if item.id in uppers:
            plan = plans[item.plan] if item.foreign else ""
            under_way = tuple((one.text, people.get(one.owner, "")) for one in getattr(item, "momentum", ()))
            groups[item.id] = Group(uppers[item.id], plan, under_way)
    return groups
