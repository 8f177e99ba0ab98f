"""The heat map of a plan as pages and paper draw it: a word in every cell, never colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.rules.content import PlanContent
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.heat import HeatCell, HeatGoal, HeatRow, heat_of, month_ends
from alignment.rules.progress import Status
from alignment.ui.formats import percent
from alignment.ui.statuses import status

MOST_ROWS = 60
NOTHING = "–"
#: What fits a narrow cell; the whole words are there for those who cannot see the column.
SHORT: dict[Status, str | Promise] = {
    Status.MET: _("Met"),
    Status.ON_TRACK: _("On"),
    Status.AT_RISK: _("Risk"),
    Status.OFF_TRACK: _("Off"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its short word, its tone, and all of it in words."""

    short: str | Promise
    tone: str
    words: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a goal's (`is_goal`), or a metric's with the layer of its item."""

    title: str
    cells: tuple[Cell, ...]
    layer: str
    note: str = ""
    metric_id: int = 0
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The months, and the rows that are drawn; `left` do not fit."""

    months: tuple[date, ...]
    lines: tuple[Line, ...]
    left: int

    @property
    def has_stale(self) -> bool:
        """Whether a cell carries the mark that has to be explained."""
        return any(cell.stale for line in self.lines for cell in line.cells)


def heat_map(
    content: PlanContent, as_of: date, graph: Graph | None = None, most: int = MOST_ROWS
) -> HeatMap | None:
    """The heat map of a content with at most so many rows; None while nothing in it is measured."""
    found = heat_of(content, graph or graph_of_content(content), as_of)
    if not any(one.own or one.below for one in found):
        return None
    months = month_ends(as_of)
    lines = [line for goal in found for line in _lines(goal, len(months))]
    return HeatMap(months, tuple(lines[:most]), max(0, len(lines) - most))


def _lines(goal: HeatGoal, months: int) -> Iterable[Line]:
    if goal.goal is None:
        yield Line(_now("Serves no goal"), _blank(months), "", is_goal=True)
    elif goal.cells is None:
        note = _now("no number of its own")
        yield Line(goal.goal.title, _blank(months), "goal", note, is_goal=True)
    else:
        only = goal.own[0] if len(goal.own) == 1 else None
        note = only.metric.title if only else _now("the worst of its own numbers")
        yield Line(
            goal.goal.title,
            tuple(map(_cell, goal.cells)),
            "goal",
            note,
            only.metric.id if only else 0,
            is_goal=True,
        )
    yield from map(_line, goal.rows)


def _line(row: HeatRow) -> Line:
    return Line(row.metric.title, tuple(map(_cell, row.cells)), row.layer.word, row.item.title, row.metric.id)


def _blank(months: int) -> tuple[Cell, ...]:
    return (Cell("", "none", _now("no number of its own"), False),) * months


def _cell(cell: HeatCell) -> Cell:
    known = status(cell.status.value)
    said = [str(known.label)]
    if cell.progress is not None:
        said.append(_now("%(share)s of the way") % {"share": percent(cell.progress)})
    if cell.stale:
        said.append(str(status("stale").label))
    words = ", ".join(said)
    tone = known.tone if cell.status in SHORT else "none"
    return Cell(SHORT.get(cell.status, NOTHING), tone, words, cell.stale and cell.status in SHORT)
