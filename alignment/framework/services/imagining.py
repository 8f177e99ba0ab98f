"""What a save would make of an item, without saving anything: the steps of `items`, on a copy in memory.

Nothing is written and no lock is taken. `rules.what_if` tells what would follow for the workspace.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from alignment.deeds import StaleWrite
from alignment.framework.queries.efforts import work_in
from alignment.framework.queries.values import Values, field_names, first_metric, values_of
from alignment.framework.queries.what_if import metrics_of, ties_of
from alignment.framework.services.checks import PERSONS, intended, no_cycle
from alignment.framework.services.deciding import status_when_stopped
from alignment.framework.services.merging import merged
from alignment.framework.services.quick_metric import QuickMetric, said_by_quick_fields
from alignment.models import BusinessGoal, Initiative, Item, Layer, TargetGroup
from alignment.rules import content, meaning
from alignment.rules.content import live_status
from alignment.rules.graph import Graph, Node
from alignment.rules.progress import is_concrete
from alignment.rules.what_if import Change, archiving, doubts_after

Lists = Mapping[str, list[dict[str, Any]]]
#: Nested lists that no rule reads; their people would have to be made to be compared.
UNREAD = frozenset({"momentum", "contribution", "benefits"})
NEW_GROUP = 0  # in place of the id of a target group that does not exist yet


@dataclass(frozen=True)
class Imagined:
    """A change of one item, and for an initiative what it would then take."""

    change: Change
    work: content.Initiative | None = None


def imagine_save(
    item: Item,
    graph: Graph,
    *,
    version: int,
    fields: Mapping[str, Any],
    lists: Lists | None = None,
    metric: QuickMetric | None = None,
    wording_only: bool = False,
) -> Imagined:
    """What `save_item` with the same arguments would make of an item; `graph` is that of its workspace.

    Raises what `save_item` raises: Clashed, StaleWrite for an archived item, ValidationError. People
    who do not exist yet are left aside, because no rule reads them.
    """
    if item.is_archived or item.key not in graph.nodes:
        raise StaleWrite(item)
    mine = intended(item, *_readable(item, fields, lists or {}))
    changes = merged(item, version, mine, metric)
    node = graph.nodes[item.key]
    if not changes:
        return Imagined(Change(node))
    there = values_of(item)
    said = there | changes
    then = _copy(item, changes)
    measured = _measured(then, changes)
    after = _node(node, then, said, measured, graph)
    digest = _digest(then, said, measured)
    doubts = doubts_after(
        ties_of(item),
        item.meaning,
        digest,
        wording_only=wording_only,
        revived=after.live and not node.live,
    )
    work = work_in(then, said) if then.layer is Layer.INITIATIVE else None
    return Imagined(Change(after, doubts), work)


def imagine_end(item: Item, graph: Graph, *, archived: bool) -> Imagined:
    """What archiving an item would make of it, or stopping an initiative, or retiring a goal.

    An item that is archived already, or not pursued any more, stays as it is.
    """
    node = graph.nodes[item.key]
    if item.is_archived:
        return Imagined(Change(node))
    if archived:
        return Imagined(archiving(graph, item.key))
    status = item.status if not node.live else _ended(item)  # type: ignore[attr-defined]
    return imagine_save(item, graph, version=item.version, fields={"status": status})


def _ended(item: Item) -> str:
    """The status of a goal or an initiative that is given up."""
    if isinstance(item, Initiative):
        return status_when_stopped(item)
    return str(BusinessGoal.Status.RETIRED)


def _readable(item: Item, fields: Mapping[str, Any], lists: Lists) -> tuple[dict[str, Any], dict[str, Any]]:
    """What of the fields and lists rules read; a target group by a new name as one that is nobody's yet."""
    read = {name: rows for name, rows in lists.items() if name not in UNREAD}
    if "needs" in read:
        read["needs"] = [{**row, "group": _group(item, row.get("group"))} for row in read["needs"]]
    return {name: value for name, value in fields.items() if name not in PERSONS}, read


def _group(item: Item, named: Any) -> Any:
    if not isinstance(named, tuple):
        return named
    name = " ".join(str(named[0]).split())
    there = TargetGroup.objects.filter(workspace=item.workspace).current().order_by("position", "pk")
    known = (group for group in there if group.name.casefold() == name.casefold())
    return next(known, TargetGroup(pk=NEW_GROUP, workspace=item.workspace, name=name))


def _copy(item: Item, changes: Values) -> Any:
    """The item with its own fields changed, checked as a save would check them."""
    then = copy.copy(item)
    for name, value in changes.items():
        if name in field_names(type(item)):
            setattr(then, name, value)
    then.full_clean(exclude=["workspace", "plan"])
    if isinstance(then, BusinessGoal) and then.parent_id:
        no_cycle(then)
    return then


def _measured(then: Item, changes: Values) -> list[content.Metric]:
    """The item's metrics as they would be, those that are not archived."""
    if then.layer not in (Layer.GOAL, Layer.OUTCOME):
        return []
    there = first_metric(then)
    first = said_by_quick_fields(then, there, changes) or there
    return metrics_of(then, instead_of=there, first=first)


def _node(node: Node, then: Any, said: Values, measured: list[content.Metric], graph: Graph) -> Node:
    """What the rules would read of the item."""
    status = getattr(then, "status", "")
    after = replace(node, title=then.title, status=status, live=live_status(then.layer, status))
    after.concrete = any(map(is_concrete, measured))
    if then.layer is Layer.GOAL:
        after.parent = _keys(graph, then.parent_id)[0] if then.parent_id else ""
        after.no_learning = bool(then.no_learning_planned.strip())
    elif then.layer is Layer.MOMENT:
        effects = {effect for effect, _text in said["behaviours"]}
        after.not_learning = bool(then.not_a_learning_problem.strip())
        after.helps, after.hinders = "helps" in effects, "hinders" in effects
    elif then.layer is Layer.LEARNING:
        after.has_group = bool(said["needs"])
    elif then.layer is Layer.INITIATIVE:
        after.purpose = then.purpose
        after.claims = _keys(graph, *(goal for goal, _reason in said["claims"]))
    return after


def _keys(graph: Graph, *goals: int) -> tuple[str, ...]:
    """The keys of goals by their ids."""
    keys = {node.id: node.key for node in graph.nodes.values() if node.layer is Layer.GOAL}
    return tuple(keys[goal] for goal in goals)


def _digest(then: Any, said: Values, measured: list[content.Metric]) -> str:
    """What the item would mean (as services.meaning.fresh_meaning would find it after a save)."""
    targets = meaning.targets_of(measured)
    if then.layer is Layer.GOAL:
        return meaning.meaning_of_goal(
            then.title, then.strategy, then.horizon_start, then.horizon_end, targets
        )
    if then.layer is Layer.OUTCOME:
        return meaning.meaning_of_outcome(then.title, targets)
    if then.layer is Layer.MOMENT:
        return meaning.meaning_of_moment(then.title, then.situation, said["behaviours"])
    if then.layer is Layer.LEARNING:
        ids = {group for group, _required, _current in said["needs"]}
        keys = dict(TargetGroup.objects.filter(pk__in=ids).values_list("pk", "key"))
        return meaning.meaning_of_learning(then.title, then.kind, (keys.get(pk, "") for pk in ids))
    return meaning.meaning_of_initiative(then.title, then.kind)
