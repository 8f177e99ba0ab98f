"""Looks for gaps and hints: one look at a plan's content on one day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any

from alignment.rules.content import (
    DismissedHint,
    Goal,
    Initiative,
    Item,
    Layer,
    Link,
    Metric,
    PlanContent,
    is_live,
)
from alignment.rules.evidence import is_evidenced, lacks_reading, metrics_of
from alignment.rules.expectations import Reply, is_late, reply
from alignment.rules.gap_kinds import HINTS, Action, Gap, GapKind
from alignment.rules.graph import Edge, Graph
from alignment.rules.money import money
from alignment.rules.progress import Measurement, Status, is_concrete, measure
from alignment.rules.score import Relation, score
from alignment.rules.verdicts import UNDER_WAY, Trace, Verdict

MANY_PARENTS = 3
SHOWN = 2  # from this confidence on, a link says that somebody has seen it
RANKS = {kind: rank for rank, kind in enumerate(GapKind)}


class Sight:
    """What there is to see; the list is made of it in `gaps`."""

    def __init__(self, content: PlanContent, graph: Graph, trace: Trace, as_of: date) -> None:
        self.content, self.graph, self.trace, self.as_of = content, graph, trace, as_of
        self.own: dict[str, tuple[Layer, Item]] = {
            item.key: (layer, item)
            for layer, item in content.layered()
            if not item.foreign and is_live(layer, item)
        }
        self._place = {key: place for place, key in enumerate(self.own)}
        self._metrics = metrics_of(content)

    def everything(self) -> Iterator[Gap]:
        """Every gap and every hint, dismissed ones too, in no order."""
        return chain(
            self._of_relations(),
            self._of_initiatives(),
            self._of_goals(),
            self._of_links(),
            self._of_metrics(),
            self._of_expectations(),
        )

    def order(self, gap: Gap) -> tuple[int, bool, Decimal, int]:
        """Initiatives that support nothing first, work under way and high cost before the rest."""
        rank = RANKS[gap.kind]
        if gap.kind is GapKind.NO_LINK_UP and gap.layer is not Layer.INITIATIVE:
            rank = RANKS[GapKind.NO_LINK_DOWN]
        return (
            rank,
            not gap.under_way,
            -(gap.amount or Decimal(0)),
            self._place.get(gap.key, len(self._place)),
        )

    def dismissed(self) -> Iterator[tuple[DismissedHint, Gap]]:
        """What was set aside about own items, with the hint as far as it can be named without looking."""
        for plan in self.content.plans:
            for said in plan.dismissed_hints:
                if said.item in self.own and said.kind in HINTS:
                    yield said, self._gap(GapKind(said.kind), said.item, other=said.other)

    def _of_relations(self) -> Iterator[Gap]:
        kinds = {Relation.UPWARD: GapKind.NO_LINK_UP, Relation.DOWNWARD: GapKind.NO_LINK_DOWN}
        for unmet in score(self.graph, self.own).unmet:
            if unmet.relation is Relation.CONCRETE:
                yield self._not_concrete(unmet.key)
            elif unmet.relation in kinds and not unmet.present:
                yield self._gap(kinds[unmet.relation], unmet.key)

    def _not_concrete(self, key: str) -> Gap:
        """A metric that is there already is completed; otherwise one is added."""
        metric = self._unfinished.get(key)
        if metric is None:
            return self._gap(GapKind.NOT_CONCRETE, key)
        return self._of_metric(GapKind.NOT_CONCRETE, metric, instead=Action.METRIC)

    @cached_property
    def _unfinished(self) -> dict[str, Metric]:
        """The first metric of each item that could say how much by when, and does not."""
        found: dict[str, Metric] = {}
        for metric in self.content.metrics:
            if not (metric.archived or metric.kind == "qualitative" or is_concrete(metric)):
                found.setdefault(metric.item, metric)
        return found

    def _of_initiatives(self) -> Iterator[Gap]:
        for key, (_, item) in self.own.items():
            if not isinstance(item, Initiative) or key not in self.trace.initiatives:
                continue
            found = self.trace.initiatives[key]
            yield from self._of_claims(item)
            started = item.status in {"running", "completed"}
            if started and item.purpose == "business_goal" and found.verdict is not Verdict.TRACED:
                yield self._gap(GapKind.NOT_TRACED, key, **self._way_on(key))
            late = item.created_on and item.start and item.created_on > item.start
            if late and not item.shift.strip():
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

    def _way_on(self, key: str) -> dict[str, Any]:
        """Where the chain of an initiative that is not traced is mended: the first place on its way up.

        That is a link that says no reason or is to be confirmed, or the item above which nothing stands.
        """
        while edges := self.graph.above.get(key):
            leading = [edge for edge in edges if edge.upper in self._leads]
            if not leading:
                key = self._highest(edges)
                continue
            edge = next((edge for edge in leading if edge.sound), leading[0])
            if not edge.sound:
                action = Action.CONFIRM if edge.has_reason else Action.LINK
                return {"instead": action, "link_id": edge.id, **self._at(edge.lower)}
            key = edge.upper
        return self._at(key)

    def _highest(self, edges: list[Edge]) -> str:
        """Of the items that links lead to, one from which the way goes on, if there is one."""
        return next((edge.upper for edge in edges if edge.upper in self.graph.above), edges[0].upper)

    def _at(self, key: str) -> dict[str, Any]:
        node = self.graph.nodes[key]
        return {"at_layer": node.layer, "at_id": node.id}

    @cached_property
    def _leads(self) -> set[str]:
        """The items from which links lead up to a live goal."""
        found = {node.key for node in self.graph.live(Layer.GOAL)}
        for layer in list(Layer)[1:]:
            for edge in self.graph.counted:
                if self.graph.nodes[edge.lower].layer is layer and edge.upper in found:
                    found.add(edge.lower)
        return found

    def _of_goals(self) -> Iterator[Gap]:
        for key, (_, item) in self.own.items():
            if not isinstance(item, Goal):
                continue
            if not item.strategy.strip():
                yield self._gap(GapKind.NO_STRATEGY, key)
            if item.horizon_end and item.horizon_end < self.as_of and item.status != "achieved":
                yield self._gap(GapKind.HORIZON_OVER, key, day=item.horizon_end)

    def _of_links(self) -> Iterator[Gap]:
        above: dict[str, int] = {}
        for link in self.content.links:
            if not self.graph.joins(link.lower, link.upper):
                continue
            above[link.lower] = above.get(link.lower, 0) + 1
            yield from self._of_link(link)
        for key, parents in above.items():
            if parents > MANY_PARENTS and key in self.own and self.own[key][0] is not Layer.INITIATIVE:
                yield self._gap(GapKind.MANY_PARENTS, key)

    def _of_link(self, link: Link) -> Iterator[Gap]:
        """Gaps of a link concern the plans of both ends; a hint stands, and is dismissed, in the lower's."""
        below, above = link.lower in self.own, link.upper in self.own
        shown = link.confidence >= SHOWN
        bare = lacks_reading(link, self._metrics) or not is_evidenced(link, self._metrics)
        kinds = {
            GapKind.SUSPECT: (below or above) and link.suspect,
            GapKind.NO_REASON: (below or above) and not link.reason.strip(),
            GapKind.NO_EVIDENCE: below and shown and bare,
        }
        for kind, holds in kinds.items():
            if holds:
                yield self._gap(
                    kind, link.lower, other=link.upper, link_id=link.id, confidence=link.confidence
                )

    def _of_metrics(self) -> Iterator[Gap]:
        for metric in self.content.metrics:
            if metric.archived or metric.item not in self.own:
                continue
            found = measure(metric, self.as_of)
            due, began = metric.target_date, metric.baseline_date
            unread = found.status is Status.NO_READING
            if found.stale and not unread:
                yield self._of_metric(GapKind.STALE, metric, day=found.current_date)
            if unread:
                yield self._of_metric(GapKind.NO_READING, metric)
            if due is not None and due < self.as_of and found.met is not True:
                yield self._target_passed(metric, found, due)
            if due is not None and began is not None and due < began:
                yield self._of_metric(GapKind.TARGET_BEFORE_BASELINE, metric, day=due)

    def _target_passed(self, metric: Metric, found: Measurement, due: date) -> Gap:
        """A reading since that day may say that it is met; after one that does not, the target is wrong."""
        read_since = found.current_date is not None and found.current_date >= due
        never = metric.kind == "qualitative" or not is_concrete(metric)
        instead = Action.METRIC if read_since or never else None
        return self._of_metric(GapKind.TARGET_PASSED, metric, day=due, instead=instead)

    def _of_metric(self, kind: GapKind, metric: Metric, **more: Any) -> Gap:
        more |= {"metric": metric.key, "metric_title": metric.title, "metric_id": metric.id}
        return self._gap(kind, metric.item, **more)

    def _of_expectations(self) -> Iterator[Gap]:
        """Nobody waits for what work that is over has promised; all else past its date is late."""
        names = {person.key: person.name for person in self.content.people}
        for one in self.content.expectations:
            node = self.graph.nodes.get(one.initiative)
            if not is_late(one, self.as_of) or (node is not None and not node.live):
                continue
            said: dict[str, Any] = {
                "kind": GapKind.UNANSWERED if reply(one) is Reply.UNANSWERED else GapKind.NOT_KEPT,
                "expectation": one.text,
                "expectation_id": one.id,
                "who": names.get(one.owner, ""),
                "day": one.due,
            }
            if node is None:
                alone = f"expectation:{one.key}"
                yield Gap(key=alone, title=one.text, layer=Layer.INITIATIVE, plan=one.plan, **said)
            else:
                yield replace(self._gap(said.pop("kind"), node.key, **said), plan=one.plan)

    def _gap(self, kind: GapKind, key: str, *, other: str = "", **more: Any) -> Gap:
        node, upper = self.graph.nodes[key], self.graph.nodes.get(other)
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
            other_plan=upper.plan if upper else "",
            amount=amount,
            currency=currency,
            under_way=node.layer is Layer.INITIATIVE and node.status in UNDER_WAY,
            **more,
        )

    def _cost(self, key: str) -> tuple[Decimal | None, str]:
        """What an own initiative costs as far as it is known; None for everything else."""
        _, item = self.own.get(key, (None, None))
        if not isinstance(item, Initiative):
            return None, ""
        found = money(item, self.content.currency)
        return found.costs or None, found.currency
