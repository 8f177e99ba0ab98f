"""The links in place as they were: the score of earlier days, worked out from the history (C10).

Every change of what counts stands in the history. Each table of it is read once, in its order and in
few columns; a day's score is then that of the graph which its rows make. What is over does not change
any more, so it is kept whatever happens today; today's score is the live one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils import timezone

from alignment.models import ITEM, LINK_UP, Behaviour, GroupNeed, Layer, Metric, Plan, Workspace
from alignment.rules.content import live_status
from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.score import Score, scores_of_plans
from alignment.tracing.kept import Kept
from alignment.tracing.queries import concrete_metrics, no_collection, traced

MONTHS = 12
EVERY_DAY = 14  # up to so many days of history every day is shown,
EVERY_WEEK = 92  # up to so many every seventh, then the ends of months

#: One row in few columns; None once it is gone.
Row = tuple[Any, ...] | None
#: Day by day the last state on that day of every row that changed on it.
Days = dict[date, dict[int, Row]]
#: Scores by the id of the home plan, as text.
ByPlan = dict[str, Score]

ARCHIVED = Case(When(archived_at=None, then=0), default=1)
ITEM_COLUMNS: dict[Layer, tuple[str, ...]] = {
    Layer.GOAL: ("status", "parent_id", "no_learning_planned"),
    Layer.OUTCOME: (),
    Layer.MOMENT: ("not_a_learning_problem",),
    Layer.LEARNING: (),
    Layer.INITIATIVE: ("status", "purpose"),
}

_past: Kept[tuple[tuple[date, ByPlan], ...]] = Kept(8)


@dataclass(frozen=True, slots=True)
class Standing:
    """The links in place at the end of a day; of today, so far."""

    day: date
    satisfied: int
    expected: int

    @property
    def percent(self) -> int:
        """Per cent, rounded down; 0 when nothing is expected."""
        return Score(self.satisfied, self.expected).percent or 0


def course_of(workspace: Workspace, today: date, plan: Plan | None = None) -> list[Standing]:
    """How the links in place of a workspace or a plan came to where they are; today is the last.

    Days on which nothing was expected are left out. Twelve queries over the history once a day in
    each process, whatever the number of plans; days are those of the time zone in use.
    """
    place = today, timezone.get_current_timezone_name()
    days = _past.get_settled(workspace, lambda: past_of(workspace, today), *place)
    ids = dict(Plan.objects.filter(workspace=workspace).values_list("key", "pk"))
    now = {str(ids[key]): one for key, one in scores_of_plans(traced(workspace)[0]).items()}
    found = (_standing(day, scores, plan) for day, scores in (*days, (today, now)))
    return [one for one in found if one.expected]


def past_of(workspace: Workspace, today: date) -> tuple[tuple[date, ByPlan], ...]:
    """The scores at the ends of days before today, oldest first; empty when all history is of today."""
    with no_collection():
        tables = {name: _read(rows) for name, rows in _history(workspace)}
        first = min((min(days) for days in tables.values() if days), default=today)
        found: list[tuple[date, ByPlan]] = []
        state: dict[str, dict[int, Row]] = {name: {} for name in tables}
        scores, since = ByPlan(), date.min
        for day in days_to_show(first, today):
            if _bring(state, tables, since, day):
                scores = scores_of_plans(_graph(state))
            found.append((day, scores))
            since = day
    return tuple(found)


def days_to_show(first: date, today: date) -> list[date]:
    """The days before today whose ends are shown when history begins on `first`, oldest first."""
    span = (today - first).days
    if span <= EVERY_WEEK:
        step = 1 if span <= EVERY_DAY else 7
        return [today - timedelta(days=back) for back in range(step, span + 1, step)][::-1]
    ends, start = [], today.replace(day=1)
    for _month in range(MONTHS):
        ends.append(start - timedelta(days=1))
        start = ends[-1].replace(day=1)
    return [end for end in reversed(ends) if end >= first]


def _standing(day: date, scores: ByPlan, plan: Plan | None) -> Standing:
    if plan is not None:
        one = scores.get(str(plan.pk), Score(0, 0))
        return Standing(day, one.satisfied, one.expected)
    every = scores.values()
    return Standing(day, sum(one.satisfied for one in every), sum(one.expected for one in every))


def _history(workspace: Workspace) -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    """The history of what counts, table by table: what happened, to which row, when, and its state."""

    def rows(model: Any, *columns: str, **more: Any) -> QuerySet[Any, Any]:
        found = model.history.filter(workspace=workspace).annotate(**more).order_by("history_id")
        chosen: QuerySet[Any, Any] = found.values_list("history_type", "id", "history_date", *columns, *more)
        return chosen

    for layer in Layer:
        own = ITEM_COLUMNS[layer]
        yield f"item {layer:d}", rows(ITEM[layer], "plan_id", "meaning", *own, archived=ARCHIVED)
    for layer, link in LINK_UP.items():
        yield (
            f"link {layer:d}",
            rows(link, "lower_id", "upper_id", "reason", "lower_meaning", "upper_meaning"),
        )
    yield "act", rows(Behaviour, "moment_id", "effect")
    yield "need", rows(GroupNeed, "learning_outcome_id")
    whole = Case(When(concrete_metrics(), archived_at=None, then=1), default=0)
    yield "metric", rows(Metric, "goal_id", "outcome_id", whole=whole)


def _read(rows: QuerySet[Any, Any]) -> Days:
    """A table's history by the days of the time zone in use; of a row only the last state of each day.

    A row is never taken to be earlier than those written before it, whatever its clock said.
    """
    zone, found = timezone.get_current_timezone(), Days()
    end, today = datetime.min.replace(tzinfo=UTC), dict[int, Row]()
    for kind, pk, at, *state in rows.iterator(chunk_size=5000):
        if at >= end:
            day = at.astimezone(zone).date()
            end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)
            today = found.setdefault(day, {})
        today[pk] = None if kind == "-" else tuple(state)
    return found


def _bring(state: dict[str, dict[int, Row]], tables: dict[str, Days], since: date, day: date) -> bool:
    """Brings every table from the end of one day to that of a later one; False when nothing happened."""
    changed = False
    for name, days in tables.items():
        for one in sorted(days):
            if since < one <= day:
                state[name].update(days[one])
                changed = True
    return changed


def _there(state: dict[str, dict[int, Row]], name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a table that are not gone."""
    return ((pk, row) for pk, row in state[name].items() if row is not None)


def _graph(state: dict[str, dict[int, Row]]) -> Graph:
    """What counts for the score, as tracing.queries reads it of today; keys are made of layers and ids."""
    marks = _marks(state)
    nodes: list[Node] = []
    meanings: dict[Layer, dict[int, str]] = {}
    for layer in Layer:
        known = meanings[layer] = {}
        for pk, (plan, meaning, *own, archived) in _there(state, f"item {layer:d}"):
            known[pk] = meaning
            nodes.append(_node(layer, pk, plan, bool(archived), own, marks))
    return Graph.of(nodes, _edges(state, meanings))


def _node(
    layer: Layer, pk: int, plan: int, archived: bool, own: list[Any], marks: dict[str, set[int]]
) -> Node:
    said = dict(zip(ITEM_COLUMNS[layer], own, strict=True))
    status = said.get("status", "")
    return Node(
        f"{layer:d}-{pk}",
        layer,
        plan=str(plan),
        live=not archived and live_status(layer, status),
        status=status,
        parent=f"{Layer.GOAL:d}-{said['parent_id']}" if said.get("parent_id") else "",
        no_learning=bool(said.get("no_learning_planned", "").strip()),
        not_learning=bool(said.get("not_a_learning_problem", "").strip()),
        purpose=said.get("purpose", ""),
        concrete=layer <= Layer.OUTCOME and pk in marks[layer.word],
        helps=layer is Layer.MOMENT and pk in marks["helps"],
        hinders=layer is Layer.MOMENT and pk in marks["hinders"],
        has_group=layer is Layer.LEARNING and pk in marks["group"],
        archived=archived,
    )


def _marks(state: dict[str, dict[int, Row]]) -> dict[str, set[int]]:
    """The ids of the items on which something hangs that is expected of them."""
    marks: dict[str, set[int]] = {"helps": set(), "hinders": set(), "group": set()}
    for _pk, (moment, effect) in _there(state, "act"):
        marks[effect].add(moment)
    marks["group"] = {learning for _pk, (learning,) in _there(state, "need")}
    whole = [(goal, outcome) for _pk, (goal, outcome, whole) in _there(state, "metric") if whole]
    marks[Layer.GOAL.word] = {goal for goal, _outcome in whole if goal}
    marks[Layer.OUTCOME.word] = {outcome for _goal, outcome in whole if outcome}
    return marks


def _edges(state: dict[str, dict[int, Row]], meanings: dict[Layer, dict[int, str]]) -> Iterator[Edge]:
    for layer in LINK_UP:
        below, above = meanings[layer], meanings[Layer(layer - 1)]
        for _pk, (lower, upper, reason, confirmed_lower, confirmed_upper) in _there(state, f"link {layer:d}"):
            holds = below.get(lower) == confirmed_lower and above.get(upper) == confirmed_upper
            yield Edge(
                f"{layer:d}-{lower}", f"{layer - 1:d}-{upper}", bool(reason.strip()), suspect=not holds
            )
