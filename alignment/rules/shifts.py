"""How two traces differ: goals that gain or lose support, initiatives with another verdict, the score."""

from collections.abc import Callable
from dataclasses import dataclass

from alignment.rules.bits import members
from alignment.rules.score import Score
from alignment.rules.verdicts import GoalTrace, GoalVerdict, InitiativeTrace, Trace, Verdict

LINKED = frozenset({Verdict.TRACED, Verdict.UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class GoalShift:
    """One goal in two traces; None where it is not live."""

    key: str
    before: GoalTrace | None
    after: GoalTrace | None

    @property
    def effect(self) -> str:
        """gone, back, lost (all support), gained (its first), weaker, stronger or changed."""
        if self.before is None or self.after is None:
            return "back" if self.before is None else "gone"
        had, has = (one.verdict is GoalVerdict.SUPPORTED for one in (self.before, self.after))
        if had != has:
            return "lost" if had else "gained"
        steps = list(zip(_measures(self.before), _measures(self.after), strict=True))
        less, more = any(now < was for was, now in steps), any(now > was for was, now in steps)
        if less == more:
            return "changed"
        return "weaker" if less else "stronger"


@dataclass(frozen=True, slots=True)
class InitiativeShift:
    """One initiative in two traces; None where it is not live. `lost` and `gained` are keys of goals."""

    key: str
    before: InitiativeTrace | None
    after: InitiativeTrace | None
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()

    @property
    def verdict_changed(self) -> bool:
        """Whether the verdict or the layer at which it stops differs; else only the goals do."""
        if self.before is None or self.after is None:
            return True
        return (self.before.verdict, self.before.stops_at) != (self.after.verdict, self.after.stops_at)

    @property
    def effect(self) -> str:
        """gone, back, lost (every goal), gained (its first), weaker, stronger or changed."""
        if self.before is None or self.after is None:
            return "back" if self.before is None else "gone"
        had, has = (one.verdict in LINKED for one in (self.before, self.after))
        if had != has:
            return "lost" if had else "gained"
        order = list(Verdict)
        was, now = order.index(self.before.verdict), order.index(self.after.verdict)
        if was != now:
            return "weaker" if now > was else "stronger"
        if bool(self.lost) == bool(self.gained):
            return "changed"
        return "weaker" if self.lost else "stronger"


@dataclass(frozen=True, slots=True)
class ScoreShift:
    """The links in place, before and after."""

    before: Score
    after: Score

    @property
    def changed(self) -> bool:
        """Whether the numbers differ."""
        return (self.before.satisfied, self.before.expected) != (self.after.satisfied, self.after.expected)


def goal_shifts(before: Trace, after: Trace) -> tuple[GoalShift, ...]:
    """The goals of which two traces say different things, in key order."""
    shifts = (
        GoalShift(key, before.goals.get(key), after.goals.get(key))
        for key in sorted(before.goals.keys() | after.goals.keys())
    )
    return tuple(one for one in shifts if _said(one.before) != _said(one.after))


def initiative_shifts(before: Trace, after: Trace) -> tuple[InitiativeShift, ...]:
    """The initiatives with another verdict, or other goals, in key order."""
    forth = _translation(before.names, after.names)
    back = _translation(after.names, before.names)
    shifts = []
    for key in sorted(before.initiatives.keys() | after.initiatives.keys()):
        was, now = before.initiatives.get(key), after.initiatives.get(key)
        had, has = was.reached if was else 0, now.reached if now else 0
        lost, gained = had & ~back(has), has & ~forth(had)
        shift = InitiativeShift(key, was, now, _named(before, lost), _named(after, gained))
        if shift.verdict_changed or lost or gained:
            shifts.append(shift)
    return tuple(shifts)


def _said(goal: GoalTrace | None) -> tuple[object, ...] | None:
    return None if goal is None else (goal.verdict, *_measures(goal), goal.outcomes, *goal.by_work.values())


def _measures(goal: GoalTrace) -> tuple[int, ...]:
    """What is the better the higher it is."""
    strength = -1 if goal.strength is None else goal.strength
    return goal.reaches, strength, goal.solid, goal.outcomes_reached, sum(goal.by_work.values())


def _named(trace: Trace, goals: int) -> tuple[str, ...]:
    return tuple(trace.names[number] for number in members(goals))


def _translation(names: tuple[str, ...], into: tuple[str, ...]) -> Callable[[int], int]:
    """Turns sets of goals that count along `names` into sets along `into`; goals not in there drop out."""
    if names == into:
        return lambda bits: bits
    left, known = set(into), set(names)
    gone = [place for place, key in enumerate(names) if key not in left][::-1]
    new = [place for place, key in enumerate(into) if key not in known]

    def turn(bits: int) -> int:
        for place in gone:
            low = (1 << place) - 1
            bits = bits & low | (bits >> 1) & ~low
        for place in new:
            low = (1 << place) - 1
            bits = bits & low | (bits & ~low) << 1
        return bits

    return turn
