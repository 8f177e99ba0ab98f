"""What would follow from a change of one item, for its workspace: the rules' prediction, and what it takes.

Also reads what an imagined change has to know of the item: its links as they were confirmed, its metrics.
"""

from dataclasses import dataclass

from alignment.framework.queries.efforts import works
from alignment.framework.queries.ends import ends_of
from alignment.models import LINK_UP, METRIC_FIELD, Item, Metric, Workspace
from alignment.rules import content
from alignment.rules.effort import Effort, effort
from alignment.rules.graph import Graph, Node
from alignment.rules.scope import is_apart
from alignment.rules.what_if import Change, Prediction, Tie, predict
from alignment.tracing.queries import traced


@dataclass(frozen=True)
class Foresight:
    """A prediction with the graph as it is, and what the initiatives take that it is about.

    `freed` is what the item itself takes when it is an initiative that ends, `begun` when it comes
    back; `idle` what initiatives take that would support no goal any more, `linked` those that would
    begin to. Initiatives for personal development and compliance are in neither.
    """

    prediction: Prediction
    graph: Graph
    freed: Effort
    begun: Effort
    idle: Effort
    linked: Effort

    def node(self, key: str) -> Node:
        """An item as it is, or as it would be when it is not there yet."""
        return self.graph.nodes.get(key) or self.prediction.then.nodes[key]


def foresee(workspace: Workspace, change: Change, work: content.Initiative | None = None) -> Foresight:
    """What a change of one item would do. At most two queries beside those of the trace.

    `work` is what the changed item would take, when it is an initiative that would take something else.
    """
    graph, trace = traced(workspace)
    prediction = predict(graph, trace, change)
    key = change.node.key
    keys: dict[str, list[str]] = {"freed": [], "begun": [], "idle": [], "linked": []}
    for shift in prediction.initiatives:
        if shift.key == key and shift.effect in ("gone", "back"):
            keys["freed" if shift.effect == "gone" else "begun"].append(shift.key)
        elif shift.effect in ("lost", "gained") and not is_apart(prediction.then, shift.key):
            keys["idle" if shift.effect == "lost" else "linked"].append(shift.key)
    wanted = {graph.nodes[one].id: one for some in keys.values() for one in some}
    known = works(workspace, wanted)
    if work is not None:
        known[work.key] = work
    sums = {name: effort([known[one] for one in some], workspace.currency) for name, some in keys.items()}
    return Foresight(prediction, graph, **sums)


def ties_of(item: Item) -> list[Tie]:
    """The links of an item as they were confirmed. One query at each side of it."""
    ties = []
    for layer, end, other in ends_of(item.layer):
        columns = ("lower__key", "upper__key", f"{end}_meaning", f"{other}_meaning", f"{other}__meaning")
        rows = LINK_UP[layer]._default_manager.filter(**{end: item}).values_list(*columns)
        ties += [Tie(lower, upper, mine, was == now) for lower, upper, mine, was, now in rows]
    return ties


def metrics_of(item: Item, *, instead_of: Metric | None, first: Metric | None) -> list[content.Metric]:
    """What an item's metrics aim at, one of them replaced by `first`, which need not be stored."""
    there = Metric.objects.filter(**{METRIC_FIELD[item.layer]: item.pk}, archived_at=None)
    rows = [row for row in there if instead_of is None or row.pk != instead_of.pk]
    return [_aim(row) for row in ([first] if first is not None else []) + rows]


def _aim(metric: Metric) -> content.Metric:
    return content.Metric(
        key=metric.key,
        item="",
        title=metric.title,
        kind=metric.kind,
        baseline=metric.baseline,
        target=metric.target,
        target_low=metric.target_low,
        target_high=metric.target_high,
        target_date=metric.target_date,
    )
