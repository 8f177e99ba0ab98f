"""What a request became, and what the trace says of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alignment.models import RESULT_FIELD, DevelopmentRequest, Item, Layer, Plan, RequestResult
from alignment.rules.graph import Graph
from alignment.rules.paths import reach_up
from alignment.rules.verdicts import Trace
from alignment.tracing.queries import traced
from alignment.tracing.words import verdict_words

MOST_GOALS = 3


@dataclass(frozen=True)
class ResultLine:
    """An item that grew out of a request: the cause it goes after, and where it leads."""

    id: int
    item: Item
    cause: str
    code: str  # of the verdict's tag; empty where there is none
    words: str
    goals: tuple[str, ...]

    @property
    def layer(self) -> str:
        return self.item.layer.word

    @property
    def plan(self) -> Plan:
        return self.item.plan


def results_of(asked: DevelopmentRequest) -> list[ResultLine]:
    """What a request became, in the order in which it did. One query, and the trace that is kept."""
    places = tuple(RESULT_FIELD.values())
    rows = list(
        RequestResult.objects.filter(request=asked).select_related(*(f"{place}__plan" for place in places))
    )
    if not rows:
        return []
    graph, trace = traced(asked.workspace)
    return [_line(row, graph, trace) for row in rows]


def _line(row: RequestResult, graph: Graph, trace: Trace) -> ResultLine:
    item = row.item
    code, words = _standing(item, trace, goals := _goals(item, graph))
    return ResultLine(row.pk, item, row.cause, code, words, goals)


def _standing(item: Item, trace: Trace, goals: tuple[str, ...]) -> tuple[str, str]:
    """The verdict of an initiative; of any other item whether it leads to a goal."""
    if item.is_archived:
        return "archived", ""
    found = trace.initiatives.get(item.key)
    if found is not None:
        return found.verdict.value, verdict_words(found)
    if item.layer is Layer.INITIATIVE:
        return str(getattr(item, "status", "")), ""  # it is not pursued any more
    return ("traced", "") if goals else ("orphan", _("Leads to no goal yet"))


def _goals(item: Item, graph: Graph) -> tuple[str, ...]:
    if item.key not in graph.nodes:
        return ()
    above = (graph.nodes[key] for key in sorted(reach_up(graph, item.key)))
    return tuple(node.title for node in above if node.layer is Layer.GOAL and node.live)[:MOST_GOALS]
