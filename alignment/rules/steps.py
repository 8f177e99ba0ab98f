"""How far each step of a plan is: complete only by its own rule, never by a visit.

The rules are those of the table "complete when": what a step still lacks, and what was in place
and has to be looked at again (then the step needs attention, whatever else it has).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alignment.rules.content import (
    Goal,
    Initiative,
    Item,
    Layer,
    Learning,
    Metric,
    Moment,
    PlanContent,
    is_live,
)
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.progress import Status, measure

GUIDED = (Layer.GOAL, Layer.OUTCOME, Layer.MOMENT, Layer.LEARNING)


class Progress(StrEnum):
    """How far a step is; the words on screen are in ui.statuses."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    NEEDS_ATTENTION = "needs_attention"


class Need(StrEnum):
    """What a step's own rule still asks for, about one item."""

    STRATEGY = "strategy"
    OWNER = "owner"
    AGREED = "agreed"
    CONCRETE = "concrete"
    OUTCOME = "outcome"  # a goal without an outcome that says why it serves
    MOMENT = "moment"  # an outcome without a moment
    HELPS = "helps"
    HINDERS = "hinders"
    LEARNING = "learning"  # a moment without a learning outcome, though learning would help
    LINKED = "linked"  # an item that supports nothing
    INITIATIVE = "initiative"  # a learning outcome without an initiative and without a date for one


class Doubt(StrEnum):
    """What was in place and has to be looked at again."""

    SUSPECT = "suspect"
    HORIZON = "horizon"
    STALE = "stale"
    PASSED = "passed"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a step from being complete; `key` is the item's."""

    need: Need
    key: str


@dataclass(frozen=True, slots=True)
class Worry:
    """One thing to look at again; `key` is the item's, `metric` the metric's where it is about one."""

    doubt: Doubt
    key: str
    metric: str = ""


@dataclass(frozen=True, slots=True)
class StepState:
    """How far one step is, and why; `count` is the number of its live items whose home is the plan."""

    step: Layer
    status: Progress
    count: int
    lacks: tuple[Lack, ...] = ()
    worries: tuple[Worry, ...] = ()


def steps_of(content: PlanContent, today: date) -> tuple[StepState, ...]:
    """The state of the four steps and of the initiatives, in this order."""
    graph = graph_of_content(content)
    return tuple(_state(content, graph, layer, today) for layer in Layer)


def complete_steps(states: tuple[StepState, ...]) -> int:
    """How many of the four steps are complete."""
    return sum(state.status is Progress.COMPLETE for state in states if state.step in GUIDED)


def next_step(states: tuple[StepState, ...]) -> Layer | None:
    """The first step that is not complete, initiatives included; None when everything is."""
    return next((state.step for state in states if state.status is not Progress.COMPLETE), None)


def _state(content: PlanContent, graph: Graph, layer: Layer, today: date) -> StepState:
    own = [item for item in content.items(layer) if not item.foreign and is_live(layer, item)]
    lacks = tuple(_lacks(content, graph, layer, own))
    worries = tuple(_worries(content, graph, own, today))
    if not own and not _borrows(content, graph, layer):
        return StepState(layer, Progress.NOT_STARTED, 0)
    if worries:
        status = Progress.NEEDS_ATTENTION
    else:
        status = Progress.IN_PROGRESS if lacks else Progress.COMPLETE
    return StepState(layer, status, len(own), lacks, worries)


def _borrows(content: PlanContent, graph: Graph, layer: Layer) -> bool:
    """Whether the plan's own items below build on items of this layer that are at home elsewhere."""
    if layer is Layer.INITIATIVE:
        return False
    below = {item.key for item in content.items(Layer(layer + 1)) if not item.foreign}
    return any(edge.lower in below for edge in graph.counted)


def _own(content: PlanContent, layer: Layer) -> Iterator[Item]:
    return (item for item in content.items(layer) if not item.foreign and is_live(layer, item))


def _lacks(content: PlanContent, graph: Graph, layer: Layer, own: list[Item]) -> Iterator[Lack]:
    if layer is Layer.OUTCOME:
        for goal in _own(content, Layer.GOAL):
            if _needs_outcome(graph, goal) and not _reasoned_below(graph, goal.key):
                yield Lack(Need.OUTCOME, goal.key)
    if layer is Layer.MOMENT:
        for outcome in _own(content, Layer.OUTCOME):
            if outcome.key not in graph.below:
                yield Lack(Need.MOMENT, outcome.key)
    if layer is Layer.LEARNING:
        for moment in _own(content, Layer.MOMENT):
            if not graph.nodes[moment.key].not_learning and moment.key not in graph.below:
                yield Lack(Need.LEARNING, moment.key)
    if layer is Layer.INITIATIVE:
        for outcome in _own(content, Layer.LEARNING):
            if isinstance(outcome, Learning) and not outcome.initiative_by and outcome.key not in graph.below:
                yield Lack(Need.INITIATIVE, outcome.key)
    for item in own:
        for need in _needs(graph, item):
            yield Lack(need, item.key)


def _needs_outcome(graph: Graph, goal: Item) -> bool:
    node = graph.nodes[goal.key]
    return not (node.status == "achieved" or node.no_learning or goal.key in graph.children)


def _reasoned_below(graph: Graph, key: str) -> bool:
    return any(edge.has_reason for edge in graph.below.get(key, ()))


def _needs(graph: Graph, item: Item) -> Iterator[Need]:
    """What an item's own fields still lack."""
    node = graph.nodes[item.key]
    if isinstance(item, Goal):
        if not item.strategy.strip():
            yield Need.STRATEGY
        if not item.owner:
            yield Need.OWNER
        if not node.concrete and item.status != "achieved":
            yield Need.CONCRETE
        if item.status == "proposed" or not item.agreed_by:
            yield Need.AGREED
    elif isinstance(item, Moment):
        if not node.helps:
            yield Need.HELPS
        if not node.hinders:
            yield Need.HINDERS
    elif node.layer is Layer.OUTCOME and not node.concrete:
        yield Need.CONCRETE
    if item.key not in graph.above and _belongs_under_something(item):
        yield Need.LINKED


def _belongs_under_something(item: Item) -> bool:
    return not isinstance(item, Goal) and not (
        isinstance(item, Initiative) and item.purpose != "business_goal"
    )


def _worries(content: PlanContent, graph: Graph, own: list[Item], today: date) -> Iterator[Worry]:
    keys = {item.key for item in own}
    for item in own:
        if any(edge.suspect for edge in graph.above.get(item.key, ())):
            yield Worry(Doubt.SUSPECT, item.key)
        if isinstance(item, Goal) and _is_over(item, today):
            yield Worry(Doubt.HORIZON, item.key)
    for metric in content.metrics:
        if metric.item in keys and not metric.archived:
            for doubt in _doubts(metric, today):
                yield Worry(doubt, metric.item, metric.key)


def _is_over(goal: Goal, today: date) -> bool:
    return goal.status != "achieved" and goal.horizon_end is not None and goal.horizon_end < today


def _doubts(metric: Metric, today: date) -> Iterator[Doubt]:
    found = measure(metric, today)
    if found.stale:
        yield Doubt.STALE
    if metric.target_date is None:
        return
    if metric.target_date < today and found.status is not Status.MET:
        yield Doubt.PASSED
    if metric.baseline_date is not None and metric.target_date < metric.baseline_date:
        yield Doubt.DATES
