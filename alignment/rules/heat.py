"""How the metrics of every goal stood at the end of each month: the rows of a heat map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from alignment.rules.content import Item, Layer, Metric, PlanContent
from alignment.rules.graph import Graph
from alignment.rules.paths import reach_down
from alignment.rules.progress import Status, measure

MONTHS = 12
#: Of several numbers of one goal the worst one speaks for it; what says nothing yet, only if all do.
WORST_FIRST = (
    *(Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.MET),
    *(Status.NO_READING, Status.NOT_MEASURABLE),
)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How something stood at the end of a month."""

    status: Status
    stale: bool
    progress: Decimal | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A metric, the item that it measures, and a cell for every month."""

    metric: Metric
    layer: Layer
    item: Item
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatGoal:
    """A goal with its own standing month by month (None: it has no number), and what hangs below it.

    Without a goal it holds what serves none.
    """

    goal: Item | None
    own: tuple[HeatRow, ...]
    below: tuple[HeatRow, ...]

    @property
    def cells(self) -> tuple[HeatCell, ...] | None:
        """The worst of the goal's own numbers: what happens below does not say whether a goal is met."""
        if not self.own:
            return None
        return tuple(
            min(month, key=lambda cell: WORST_FIRST.index(cell.status))
            for month in zip(*(row.cells for row in self.own), strict=True)
        )

    @property
    def rows(self) -> tuple[HeatRow, ...]:
        """The rows below the goal's: an only number of its own is the goal's row itself."""
        return (*(self.own if len(self.own) > 1 else ()), *self.below)


def month_ends(as_of: date, count: int = MONTHS) -> tuple[date, ...]:
    """The last day of each of the last months, oldest first; of the current one the day itself."""
    found = [as_of]
    while len(found) < count:
        first = found[-1].replace(day=1)
        if first == date.min:
            break
        found.append(first - timedelta(days=1))
    return tuple(reversed(found))


def heat_of(content: PlanContent, graph: Graph, as_of: date) -> tuple[HeatGoal, ...]:
    """The plan's own live goals with the metrics that show how they stood, then what serves no goal.

    A metric stands under every goal that its item serves. Volume is left out: it shows no effect.
    """
    days = month_ends(as_of)
    on = _rows_on(content, graph, days)
    found: list[HeatGoal] = []
    placed: set[str] = set()
    for goal in content.goals:
        if goal.foreign or not graph.nodes[goal.key].live:
            continue
        below = reach_down(graph, goal.key) - {goal.key}
        served = [row for key, rows in on.items() if key in below for row in rows]
        placed |= below | {goal.key}
        found.append(HeatGoal(goal, tuple(on.get(goal.key, ())), tuple(served)))
    loose = [row for key, rows in on.items() if key not in placed for row in rows]
    if loose:
        found.append(HeatGoal(None, (), tuple(loose)))
    return tuple(found)


def _rows_on(content: PlanContent, graph: Graph, days: Sequence[date]) -> dict[str, list[HeatRow]]:
    """The rows of each of the plan's own live items, goals first."""
    metrics: dict[str, list[Metric]] = {}
    for metric in content.metrics:
        if not metric.archived and not metric.volume_only:
            metrics.setdefault(metric.item, []).append(metric)
    return {
        item.key: [HeatRow(one, layer, item, _cells(one, days)) for one in metrics[item.key]]
        for layer, item in content.layered()
        if item.key in metrics and not item.foreign and graph.nodes[item.key].live
    }


def _cells(metric: Metric, days: Iterable[date]) -> tuple[HeatCell, ...]:
    stood = (measure(metric, day) for day in days)
    return tuple(HeatCell(one.status, one.stale, one.progress) for one in stood)
