"""What differs between two states of a plan: row by row, field by field, and in its verdicts.

Rows are matched by their key, links by the two items they join. Primary keys are no part of what a
plan says. Comparing the other way round gives the same rows with before and after exchanged.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from alignment.rules.content import LISTS, Layer, PlanContent
from alignment.rules.graph import Graph
from alignment.rules.scope import Scope, scope
from alignment.rules.score import score
from alignment.rules.shifts import ScoreShift
from alignment.rules.verdicts import GoalTrace, InitiativeTrace, Trace

#: What tells nothing of a row: where it is stored, and what is told in another way (`home`).
UNSAID = frozenset({"id", "foreign", "created_on", "plan"})
#: Lists that are frozen to be read and are not compared: a plan that is shown does not hold them.
READ_ONLY = frozenset({"requests", "triage_questions"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row that says something else; nested rows without their ids."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that was added (`before` is None), removed (`after` is None), changed or moved."""

    of: str  # the name of its list in PlanContent
    key: tuple[str, ...]
    before: Any
    after: Any
    fields: tuple[FieldChange, ...] = ()
    home: bool = False  # an item whose home plan is another one
    place: bool = False  # an item that stands elsewhere among those of its layer and plan

    @property
    def row(self) -> Any:
        """The row as it is now, or as it was last."""
        return self.before if self.after is None else self.after

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere."""
        return self.home or self.place


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """What the trace says of an initiative or a goal before and after; None where it is not live."""

    layer: Layer
    key: str
    title: str
    before: InitiativeTrace | GoalTrace | None
    after: InitiativeTrace | GoalTrace | None


@dataclass(frozen=True, slots=True)
class Effects:
    """How verdicts and score of a plan differ."""

    initiatives: tuple[VerdictChange, ...]
    goals: tuple[VerdictChange, ...]
    score: ScoreShift


def compare(before: PlanContent, after: PlanContent) -> list[RowChange]:
    """Every row that differs, in the order of the lists, as it stands after; what is gone stands last."""
    found: list[RowChange] = []
    for name in _lists():
        old, new = _by_key(getattr(before, name)), _by_key(getattr(after, name))
        moved = _moved_items(old, new) if name in LISTS.values() else set()
        for key in [*new, *(key for key in old if key not in new)]:
            change = _change(name, key, old.get(key), new.get(key), key in moved)
            if change is not None:
                found.append(change)
    return found


def effects(before: tuple[Graph, Trace], after: tuple[Graph, Trace], plan: str) -> Effects:
    """What the difference does to the verdicts and the score of a plan (its key)."""
    old, new = scope(*before, plan), scope(*after, plan)
    return Effects(
        tuple(_verdicts(Layer.INITIATIVE, before, after, old, new)),
        tuple(_verdicts(Layer.GOAL, before, after, old, new)),
        ScoreShift(score(before[0], old.own), score(after[0], new.own)),
    )


def _lists() -> list[str]:
    return [one.name for one in fields(PlanContent) if one.default == () and one.name not in READ_ONLY]


def _by_key(rows: Iterable[Any]) -> dict[tuple[str, ...], Any]:
    return {_key(row): row for row in rows}


def _key(row: Any) -> tuple[str, ...]:
    return (row.key,) if hasattr(row, "key") else (row.lower, row.upper)


def _change(name: str, key: tuple[str, ...], before: Any, after: Any, moved: bool) -> RowChange | None:
    if before is None or after is None:
        return RowChange(name, key, before, after)
    changes = tuple(_fields(before, after))
    home = name in LISTS.values() and before.plan != after.plan
    if not (changes or home or moved):
        return None
    return RowChange(name, key, before, after, changes, home, moved)


def _fields(before: Any, after: Any) -> Iterator[FieldChange]:
    for one in fields(after):
        if one.name in UNSAID:
            continue
        old, new = bare(getattr(before, one.name)), bare(getattr(after, one.name))
        if old != new:
            yield FieldChange(one.name, old, new)


def bare(value: Any) -> Any:
    """A value whose nested rows have lost their ids."""
    if isinstance(value, tuple):
        return tuple(bare(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "id"):
        return replace(value, id=0)
    return value


def _moved_items(old: dict[tuple[str, ...], Any], new: dict[tuple[str, ...], Any]) -> set[tuple[str, ...]]:
    """The fewest items that have to change their place, among those that stay in their plan."""
    found: set[tuple[str, ...]] = set()
    for plan in {row.plan for row in new.values()}:
        stays = {key for key, row in new.items() if row.plan == plan and key in old and old[key].plan == plan}
        found |= _moved([key for key in old if key in stays], [key for key in new if key in stays])
    return found


def _moved(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """All but a longest run of keys that both have in the same order; the same whichever comes first."""
    if before == after:
        return set()
    first, second = sorted((before, after))
    places = {key: place for place, key in enumerate(second)}
    ends: list[int] = []  # the lowest last place of a run of each length
    keys: list[tuple[str, ...]] = []  # whose place that is
    comes_after: dict[tuple[str, ...], tuple[str, ...] | None] = {}
    for key in first:
        length = bisect_left(ends, places[key])
        comes_after[key] = keys[length - 1] if length else None
        ends[length : length + 1] = [places[key]]
        keys[length : length + 1] = [key]
    run, last = set(), keys[-1] if keys else None
    while last is not None:
        run.add(last)
        last = comes_after[last]
    return set(first) - run


def _verdicts(
    layer: Layer, before: tuple[Graph, Trace], after: tuple[Graph, Trace], old: Scope, new: Scope
) -> Iterator[VerdictChange]:
    def said(of: tuple[Graph, Trace], shown: Scope) -> dict[str, InitiativeTrace | GoalTrace]:
        if layer is Layer.GOAL:
            return {key: of[1].goals[key] for key in shown.goals}
        return {key: of[1].initiatives[key] for key in shown.initiatives}

    were, are = said(before, old), said(after, new)
    for key in sorted(were.keys() | are.keys()):
        was, now = were.get(key), are.get(key)
        if _told(was) != _told(now):
            graph = after[0] if key in after[0].nodes else before[0]
            yield VerdictChange(layer, key, graph.nodes[key].title, was, now)


def _told(found: InitiativeTrace | GoalTrace | None) -> tuple[Any, ...]:
    """What pages say of a verdict."""
    if found is None:
        return ()
    if isinstance(found, InitiativeTrace):
        return found.verdict, found.stops_at, tuple(found.goals.items())
    work = tuple(found.by_work.values())
    return found.verdict, found.strength, found.outcomes, found.outcomes_reached, work
