"""The trace score: how many of the relations that a plan needs are in place (design, section 3.5)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from alignment.rules.content import Layer
from alignment.rules.graph import Graph, Node, Rungs


class Relation(StrEnum):
    """What is expected of an item."""

    UPWARD = "upward"
    DOWNWARD = "downward"
    CONCRETE = "concrete"
    HELPS = "helps"
    HINDERS = "hinders"
    TARGET_GROUP = "target_group"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A relation that is expected and not in place.

    `present` says that there is a counted link, only none with a reason that needs no second look.
    """

    relation: Relation
    key: str
    present: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Two numbers to show together; `unmet` lists the difference by layer."""

    satisfied: int
    expected: int
    unmet: tuple[Unmet, ...] = ()

    @property
    def percent(self) -> int | None:
        """Per cent, rounded down: 100 only when all are satisfied; None when nothing is expected."""
        return self.satisfied * 100 // self.expected if self.expected else None


def score(graph: Graph, keys: Collection[str] | None = None) -> Score:
    """The score of all live items, or of those among `keys` (a plan's own items)."""
    expected, unmet = 0, []
    for node, relation, satisfied, present in _judged(graph, keys):
        expected += 1
        if not satisfied:
            unmet.append(Unmet(relation, node.key, bool(present)))
    return Score(expected - len(unmet), expected, tuple(unmet))


def scores_of_plans(graph: Graph) -> dict[str, Score]:
    """The scores by the home plan of the items, without what is unmet; their sum is that of all items."""
    counts: dict[str, list[int]] = {}
    for node, _relation, satisfied, _present in _judged(graph):
        count = counts.setdefault(node.plan, [0, 0])
        count[0] += bool(satisfied)
        count[1] += 1
    return {plan: Score(satisfied, expected) for plan, (satisfied, expected) in counts.items()}


def _judged(
    graph: Graph, keys: Collection[str] | None = None
) -> Iterator[tuple[Node, Relation, int | bool, int | bool]]:
    """Every expected relation: of what, which, whether it is satisfied, whether a link is there at all."""
    rungs = graph.rungs
    present_up, present_down = _linked(rungs, sound=False)
    sound_up, sound_down = _linked(rungs, sound=True)
    parents = {node.parent for node in rungs.goals}  # of live goals
    for number, node in enumerate(rungs.nodes):
        if keys is not None and node.key not in keys:
            continue
        for relation in _expected(node, node.key in parents):
            if relation is Relation.UPWARD:
                yield node, relation, sound_up[number], present_up[number]
            elif relation is Relation.DOWNWARD:
                yield node, relation, sound_down[number], present_down[number]
            else:
                yield node, relation, _has(node, relation), False


def _linked(rungs: Rungs, sound: bool) -> tuple[bytearray, bytearray]:
    """For each item whether it has a counted (and sound) link upward, and downward."""
    up, down = bytearray(len(rungs.nodes)), bytearray(len(rungs.nodes))
    for layer in Layer:
        for lower, upper in rungs.hops(layer, sound=sound):
            up[lower] = down[upper] = 1
    return up, down


def _expected(node: Node, is_parent: bool) -> Iterator[Relation]:
    if node.layer is Layer.GOAL:
        achieved = node.status == "achieved"
        if not (achieved or node.no_learning or is_parent):
            yield Relation.DOWNWARD
        if not achieved:
            yield Relation.CONCRETE
        return
    if node.layer is not Layer.INITIATIVE or node.purpose == "business_goal":
        yield Relation.UPWARD
    if node.layer is Layer.OUTCOME:
        yield Relation.DOWNWARD
        yield Relation.CONCRETE
    elif node.layer is Layer.MOMENT:
        if not node.not_learning:
            yield Relation.DOWNWARD
        yield Relation.HELPS
        yield Relation.HINDERS
    elif node.layer is Layer.LEARNING:
        yield Relation.DOWNWARD
        yield Relation.TARGET_GROUP


def _has(node: Node, relation: Relation) -> bool:
    if relation is Relation.CONCRETE:
        return node.concrete
    if relation is Relation.HELPS:
        return node.helps
    if relation is Relation.HINDERS:
        return node.hinders
    return node.has_group
