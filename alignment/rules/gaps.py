"""What is missing or to be looked at again, in one list, the most useful first (design, section 3.8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from alignment.rules.content import Goal, Initiative, Item, Layer, Link, PlanContent, is_live
from alignment.rules.graph import Graph
from alignment.rules.money import money
from alignment.rules.progress import Status, measure
from alignment.rules.score import Relation, score
from alignment.rules.verdicts import UNDER_WAY, Trace, Verdict

MANY_PARENTS = 3
SHOWN = 2  # from this confidence on, a link says that somebody has seen it


class GapKind(StrEnum):
    """What is wrong; in the order in which it is worth putting right. The sentences are in tracing.words."""

    NO_LINK_UP = "no_link_up"
    CLAIM = "claim"
    NO_LINK_DOWN = "no_link_down"
    STALE = "stale"
    SUSPECT = "suspect"
    NO_REASON = "no_reason"
    TARGET_PASSED = "target_passed"
    TARGET_BEFORE_BASELINE = "target_before_baseline"
    NOT_CONCRETE = "not_concrete"
    NO_STRATEGY = "no_strategy"
    HORIZON_OVER = "horizon_over"
    NO_READING = "no_reading"
    # Hints: worth a thought, can be dismissed with a reason.
    NOT_TRACED = "not_traced"
    AFTER_START = "after_start"
    MANY_PARENTS = "many_parents"
    NO_EVIDENCE = "no_evidence"


HINTS = frozenset({GapKind.NOT_TRACED, GapKind.AFTER_START, GapKind.MANY_PARENTS, GapKind.NO_EVIDENCE})


class Action(StrEnum):
    """Where a gap is put right."""

    LINK_UP = "link_up"
    LINK_DOWN = "link_down"
    LINK = "link"  # edit or confirm the link itself
    METRIC_NEW = "metric_new"
    METRIC = "metric"
    READING = "reading"
    ITEM = "item"


ACTIONS = {
    GapKind.NO_LINK_UP: Action.LINK_UP,
    GapKind.CLAIM: Action.LINK_UP,
    GapKind.NO_LINK_DOWN: Action.LINK_DOWN,
    GapKind.STALE: Action.READING,
    GapKind.SUSPECT: Action.LINK,
    GapKind.NO_REASON: Action.LINK,
    GapKind.TARGET_PASSED: Action.READING,
    GapKind.TARGET_BEFORE_BASELINE: Action.METRIC,
    GapKind.NOT_CONCRETE: Action.METRIC_NEW,
    GapKind.NO_STRATEGY: Action.ITEM,
    GapKind.HORIZON_OVER: Action.ITEM,
    GapKind.NO_READING: Action.READING,
    GapKind.NOT_TRACED: Action.LINK_UP,
    GapKind.AFTER_START: Action.ITEM,
    GapKind.MANY_PARENTS: Action.ITEM,
    GapKind.NO_EVIDENCE: Action.LINK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing to put right. `key`, `layer`, `title`, `id` name the item that it is about.

    For a link that is its lower end, and `other…` the upper one; for a claim `other…` is the goal.
    `day` is the last reading, the target date or the horizon's end; `amount` what an initiative costs.
    """

    kind: GapKind
    key: str
    layer: Layer
    title: str
    id: int = 0
    plan: str = ""
    other: str = ""
    other_layer: Layer | None = None
    other_title: str = ""
    other_id: int = 0
    link_id: int = 0
    metric: str = ""
    metric_title: str = ""
    metric_id: int = 0
    day: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    under_way: bool = False

    @property
    def is_hint(self) -> bool:
        """Whether it may be dismissed with a reason."""
        return self.kind in HINTS

    @property
    def action(self) -> Action:
        """Where it is put right."""
        return ACTIONS[self.kind]


def gaps(content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> list[Gap]:
    """The gaps of the content's own live items, the most useful to close first; hints are apart.

    `graph` and `trace` may be those of the whole workspace; foreign items of the content are skipped.
    """
    return _found(_Sight(content, graph, trace, as_of), hints=False)


def hints(content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> list[Gap]:
    """What is worth a thought, in the same form as gaps."""
    return _found(_Sight(content, graph, trace, as_of), hints=True)


def fix_next(found: Iterable[Gap], limit: int = 3) -> list[Gap]:
    """The first few gaps of a list, one an item, so that each names something else to do."""
    first: dict[str, Gap] = {}
    for gap in found:
        first.setdefault(gap.key, gap)
    return list(first.values())[:limit]


def _found(sight: "_Sight", hints: bool) -> list[Gap]:
    every = chain(
        sight.of_relations(), sight.of_initiatives(), sight.of_goals(), sight.of_links(), sight.of_metrics()
    )
    return sorted((gap for gap in every if gap.is_hint == hints), key=sight.order)


class _Sight:
    """One look at a plan's content on one day."""

    def __init__(self, content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> None:
        self.content, self.graph, self.trace, self.as_of = content, graph, trace, as_of
        self.own: dict[str, tuple[Layer, Item]] = {
            item.key: (layer, item)
            for layer, item in content.layered()
            if not item.foreign and is_live(layer, item)
        }
        self._place = {key: place for place, key in enumerate(self.own)}

    def order(self, gap: Gap) -> tuple[int, bool, Decimal, int]:
        """Initiatives that support nothing first, work under way and high cost before the rest."""
        rank = list(GapKind).index(gap.kind)
        if gap.kind is GapKind.NO_LINK_UP and gap.layer is not Layer.INITIATIVE:
            rank = list(GapKind).index(GapKind.NO_LINK_DOWN)
        return (
            rank,
            not gap.under_way,
            -(gap.amount or Decimal(0)),
            self._place.get(gap.key, len(self._place)),
        )

    def of_relations(self) -> Iterator[Gap]:
        kinds = {Relation.UPWARD: GapKind.NO_LINK_UP, Relation.DOWNWARD: GapKind.NO_LINK_DOWN}
        kinds[Relation.CONCRETE] = GapKind.NOT_CONCRETE
        for unmet in score(self.graph, self.own).unmet:
            if unmet.relation in kinds and not unmet.present:
                yield self._gap(kinds[unmet.relation], unmet.key)

    def of_initiatives(self) -> Iterator[Gap]:
        for key, (_, item) in self.own.items():
            if not isinstance(item, Initiative) or key not in self.trace.initiatives:
                continue
            found = self.trace.initiatives[key]
            yield from self._of_claims(item)
            started = item.status in {"running", "completed"}
            if started and item.purpose == "business_goal" and found.verdict is not Verdict.TRACED:
                yield self._gap(GapKind.NOT_TRACED, key)
            if item.created_on and item.start and item.created_on > item.start:
                yield self._gap(GapKind.AFTER_START, key, day=item.start)

    def _of_claims(self, item: Initiative) -> Iterator[Gap]:
        """A chain that breaks off shows as a missing link further up, not as a claim."""
        found = self.trace.initiatives[item.key]
        if found.verdict is Verdict.BROKEN or not item.claims:
            return
        reached = found.goals
        for claim in item.claims:
            if claim.goal in self.trace.goals and claim.goal not in reached:
                yield self._gap(GapKind.CLAIM, item.key, other=claim.goal)

    def of_goals(self) -> Iterator[Gap]:
        for key, (_, item) in self.own.items():
            if not isinstance(item, Goal):
                continue
            if not item.strategy.strip():
                yield self._gap(GapKind.NO_STRATEGY, key)
            if item.horizon_end and item.horizon_end < self.as_of and item.status != "achieved":
                yield self._gap(GapKind.HORIZON_OVER, key, day=item.horizon_end)

    def of_links(self) -> Iterator[Gap]:
        above: dict[str, int] = {}
        for link in self.content.links:
            if not self.graph.joins(link.lower, link.upper):
                continue
            above[link.lower] = above.get(link.lower, 0) + 1
            if link.lower in self.own or link.upper in self.own:
                yield from self._of_link(link)
        for key, parents in above.items():
            if parents > MANY_PARENTS and key in self.own and self.own[key][0] is not Layer.INITIATIVE:
                yield self._gap(GapKind.MANY_PARENTS, key)

    def _of_link(self, link: Link) -> Iterator[Gap]:
        kinds = {
            GapKind.SUSPECT: link.suspect,
            GapKind.NO_REASON: not link.reason.strip(),
            GapKind.NO_EVIDENCE: link.confidence >= SHOWN and not link.evidence.strip(),
        }
        for kind, holds in kinds.items():
            if holds:
                yield self._gap(kind, link.lower, other=link.upper, link_id=link.id)

    def of_metrics(self) -> Iterator[Gap]:
        for metric in self.content.metrics:
            if metric.archived or metric.item not in self.own:
                continue
            found = measure(metric, self.as_of)
            target_date, baseline_date = metric.target_date, metric.baseline_date
            unread = found.status is Status.NO_READING
            passed = target_date is not None and target_date < self.as_of
            kinds = {
                GapKind.STALE: (found.stale and not unread, found.current_date),
                GapKind.NO_READING: (unread, None),
                GapKind.TARGET_PASSED: (passed and found.met is not True, target_date),
                GapKind.TARGET_BEFORE_BASELINE: (
                    target_date is not None and baseline_date is not None and target_date < baseline_date,
                    target_date,
                ),
            }
            for kind, (holds, day) in kinds.items():
                if holds:
                    yield self._gap(
                        kind,
                        metric.item,
                        metric=metric.key,
                        metric_title=metric.title,
                        metric_id=metric.id,
                        day=day,
                    )

    def _gap(
        self,
        kind: GapKind,
        key: str,
        *,
        other: str = "",
        link_id: int = 0,
        metric: str = "",
        metric_title: str = "",
        metric_id: int = 0,
        day: date | None = None,
    ) -> Gap:
        node = self.graph.nodes[key]
        upper = self.graph.nodes.get(other)
        amount, currency = self._cost(key)
        return Gap(
            kind=kind,
            key=key,
            layer=node.layer,
            title=node.title,
            id=node.id,
            plan=node.plan,
            other=other,
            other_layer=upper.layer if upper else None,
            other_title=upper.title if upper else "",
            other_id=upper.id if upper else 0,
            link_id=link_id,
            metric=metric,
            metric_title=metric_title,
            metric_id=metric_id,
            day=day,
            amount=amount,
            currency=currency,
            under_way=node.layer is Layer.INITIATIVE and node.status in UNDER_WAY,
        )

    def _cost(self, key: str) -> tuple[Decimal | None, str]:
        """What an own initiative costs as far as it is known; None for everything else."""
        _, item = self.own.get(key, (None, None))
        if not isinstance(item, Initiative):
            return None, ""
        found = money(item, self.content.currency)
        return found.costs or None, found.currency
