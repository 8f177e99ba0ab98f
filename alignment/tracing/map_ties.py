"""How the cards of a plan hang together: what supports what, and what belongs to one goal's tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alignment.rules.content import Goal, Item, Layer, Link, Moment, PlanContent, is_live

REMEDY = "remedy "  # a moment's other remedy; a space is in no item's key


@dataclass(frozen=True, slots=True)
class Tie:
    """One connector: what stands left of it, what right, and whether somebody has to look at it."""

    upper: str
    lower: str
    confidence: int = 1
    weak: bool = False  # no reason given, or to re-check
    kind: str = "link"  # link, parent or remedy


@dataclass(frozen=True, slots=True)
class Ties:
    """All live items by key with their layer, and the connectors among them in both directions."""

    items: Mapping[str, tuple[Layer, Item]]
    all: tuple[Tie, ...]
    above: Mapping[str, tuple[Tie, ...]]
    below: Mapping[str, tuple[Tie, ...]]

    def trace(self, key: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """The cards and connectors (upper, lower) on any path through one card, up and down."""
        if key not in self.items and key not in self.below:
            return frozenset(), frozenset()
        up, over = _walk(key, self.above, "upper")
        down, under = _walk(key, self.below, "lower")
        return up | down, over | under

    def tree(self, goal: str) -> frozenset[str]:
        """A goal, its parents, and everything below it and below its child goals."""
        down, _ = _walk(goal, self.below, "lower")
        up, _ = _walk(goal, self.above, "upper")
        return down | up

    def in_no_tree(self) -> frozenset[str]:
        """Everything that no goal stands above, with its remedies."""
        goals = [key for key, (layer, _) in self.items.items() if layer is Layer.GOAL]
        reached: frozenset[str] = frozenset()
        for goal in goals:
            if goal not in reached:
                reached |= _walk(goal, self.below, "lower")[0]
        remedies = {tie.lower for tie in self.all if tie.kind == "remedy"}
        return frozenset((self.items.keys() | remedies) - reached)


def _walk(
    start: str, ties: Mapping[str, tuple[Tie, ...]], end: str
) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    seen, pairs, waiting = {start}, set(), [start]
    while waiting:
        for tie in ties.get(waiting.pop(), ()):
            pairs.add((tie.upper, tie.lower))
            other = tie.upper if end == "upper" else tie.lower
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen), frozenset(pairs)


def ties_of(content: PlanContent) -> Ties:
    """The live items of a plan, the links that count, parent goals, and remedies of moments."""
    items = {item.key: (layer, item) for layer, item in content.layered() if is_live(layer, item)}
    found = [
        *_parents(items),
        *(_tie(link) for link in content.links if link.upper in items and link.lower in items),
        *_remedies(items.values()),
    ]
    above: dict[str, list[Tie]] = {}
    below: dict[str, list[Tie]] = {}
    for tie in found:
        above.setdefault(tie.lower, []).append(tie)
        below.setdefault(tie.upper, []).append(tie)
    return Ties(
        items=items,
        all=tuple(found),
        above={key: tuple(ties) for key, ties in above.items()},
        below={key: tuple(ties) for key, ties in below.items()},
    )


def _tie(link: Link) -> Tie:
    return Tie(link.upper, link.lower, link.confidence, weak=link.suspect or not link.reason.strip())


def _parents(items: Mapping[str, tuple[Layer, Item]]) -> Iterable[Tie]:
    for _, item in items.values():
        if isinstance(item, Goal) and item.parent in items:
            yield Tie(item.parent, item.key, kind="parent")


def _remedies(items: Iterable[tuple[Layer, Item]]) -> Iterable[Tie]:
    for _, item in items:
        if isinstance(item, Moment) and item.not_a_learning_problem.strip():
            yield Tie(item.key, REMEDY + item.key, kind="remedy")
