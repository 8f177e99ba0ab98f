"""What of a plan somebody without an account may read: an allow-list, so that nothing new leaks by itself.

Of the plan's own items it keeps what makes the chain understood, of its neighbours from other plans what
their cards on the map say, of stories those that may be quoted. Interest, influence, e-mail addresses, money,
decisions about the work, drafts, notes, archived rows and the names of other plans are left out; people stay
where an item or a quote names them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from alignment.rules.content import (
    LISTS,
    Behaviour,
    Goal,
    Initiative,
    Item,
    Layer,
    Learning,
    Link,
    Metric,
    Moment,
    Outcome,
    PlanContent,
)
from alignment.rules.graph import Graph
from alignment.rules.quoting import quotable

#: Stands for words that a guest is not shown where it matters that there are some.
UNSHOWN = "…"

_ITEM = ("key", "title", "plan", "description", "owner", "id")
_OWN: Mapping[type[Item], tuple[str, ...]] = {
    Goal: (
        *(*_ITEM, "parent", "level", "category", "strategy", "why_it_matters", "industry_context"),
        *("external_factors", "problem", "horizon_start", "horizon_end", "sponsor", "status", "agreed_by"),
        *("agreed_on", "no_learning_planned", "goes_well", "must_change", "momentum"),
    ),
    Outcome: (
        *(*_ITEM, "root_cause", "contribution", "contribution_agreed_by", "contribution_agreed_on"),
        *("goes_well", "must_change", "momentum"),
    ),
    Moment: (
        *(*_ITEM, "situation", "who", "when", "seen_by", "behaviours", "causes", "not_a_learning_problem"),
        *("remedy", "remedy_owner", "remedy_date", "starred"),
    ),
    Learning: (*_ITEM, "kind", "target_groups", "gain", "skill", "initiative_by"),
    Initiative: (
        *(*_ITEM, "kind", "purpose", "demand", "status", "start", "end", "needed_by", "hours", "seats"),
        *("sourcing", "shift", "claims"),
    ),
}
_CARD = ("key", "title", "id", "foreign")
_FOREIGN: Mapping[type[Item], tuple[str, ...]] = {
    Goal: (*_CARD, "parent", "horizon_end", "status"),
    Outcome: _CARD,
    Moment: (*_CARD, "who", "when", "not_a_learning_problem", "remedy", "remedy_date"),
    Learning: (*_CARD, "target_groups"),
    Initiative: (*_CARD, "purpose", "status", "start", "end"),
}
_METRIC = (
    *("key", "item", "title", "kind", "unit", "baseline", "baseline_date", "target", "target_low"),
    *("target_high", "target_date", "effect_from", "period", "cadence", "volume_only", "created_on", "id"),
)
_READING = ("date", "value", "state", "id")
_STORY = ("key", "item", "text", "kind", "date", "who", "person", "permission", "id")
_PEOPLE = ("owner", "sponsor", "agreed_by", "contribution_agreed_by", "remedy_owner")


def for_guests(content: PlanContent) -> PlanContent:
    """A plan's content without what is nobody else's business; the plan comes first in the content."""
    rows = {layer: [one for one in content.items(layer) if not one.archived] for layer in Layer}
    keys = frozenset(item.key for found in rows.values() for item in found)
    own = frozenset(item.key for found in rows.values() for item in found if not item.foreign)
    layers: dict[Layer, Any] = {
        layer: tuple(_item(one, keys) for one in found) for layer, found in rows.items()
    }
    shown = [item for found in layers.values() for item in found]
    metrics = [_metric(one) for one in content.metrics if one.item in keys and not one.archived]
    citable = frozenset(one.key for one in metrics if one.item in own)
    told = [one for story in content.stories if story.item in own and (one := quotable(story))]
    people, groups = _people_named(shown) | {one.person for one in told}, _groups_named(shown)
    return PlanContent(
        workspace=content.workspace,
        currency=content.currency,
        plans=tuple(_kept(one, ("key", "title", "description", "id")) for one in content.plans[:1]),
        people=tuple(_kept(one, ("key", "name")) for one in content.people if one.key in people),
        target_groups=tuple(
            _kept(one, ("key", "name", "size", "outside"))
            for one in content.target_groups
            if one.key in groups
        ),
        links=tuple(_link(one, own, citable) for one in content.links if {one.lower, one.upper} <= keys),
        metrics=tuple(metrics),
        stories=tuple(_kept(one, _STORY) for one in told),
        **{LISTS[layer]: found for layer, found in layers.items()},
    )


def graph_for_guests(graph: Graph, content: PlanContent, elsewhere: str) -> Graph:
    """The same graph in which whatever `content` does not hold is called `elsewhere` and has no address."""
    shown = {item.key for _layer, item in content.layered()}
    nodes = (
        node if node.key in shown else replace(node, title=elsewhere, id=0) for node in graph.nodes.values()
    )
    return Graph.of(nodes, graph.edges)


def _kept(row: Any, names: Iterable[str]) -> Any:
    """A row of the same kind with these fields and nothing else."""
    return type(row)(**{name: getattr(row, name) for name in names})


def _item(item: Item, keys: frozenset[str]) -> Item:
    """An item without what it says of items that are not shown."""
    kept: Item = _kept(item, (_FOREIGN if item.foreign else _OWN)[type(item)])
    if isinstance(kept, Goal):
        return replace(kept, parent=kept.parent if kept.parent in keys else "")
    if isinstance(kept, Initiative):
        return replace(kept, claims=tuple(claim for claim in kept.claims if claim.goal in keys))
    if isinstance(item, Moment) and isinstance(kept, Moment) and item.foreign:
        # Its card counts the behaviours; what they are is told in their own plan.
        unsaid = tuple(Behaviour(effect=one.effect, text=UNSHOWN) for one in item.behaviours)
        return replace(kept, behaviours=unsaid)
    return kept


def _link(link: Link, own: frozenset[str], citable: frozenset[str]) -> Link:
    """A link as a guest reads it; one between two foreign items says only whether it has a reason."""
    kept: Link = _kept(link, ("lower", "upper", "confidence", "suspect", "id"))
    if link.lower not in own and link.upper not in own:
        return replace(kept, reason=UNSHOWN if link.reason.strip() else "")
    kept = replace(kept, reason=link.reason, evidence=link.evidence)
    if link.cited_metric not in citable:
        return kept
    return replace(kept, cited_metric=link.cited_metric, cited_on=link.cited_on)


def _metric(metric: Metric) -> Metric:
    readings = tuple(_kept(one, _READING) for one in metric.readings if one.counts)
    return replace(_kept(metric, _METRIC), readings=readings)


def _people_named(items: Iterable[Item]) -> set[str]:
    named: set[str] = set()
    for item in items:
        named.update(getattr(item, name, "") for name in _PEOPLE)
        named.update(one.owner for one in getattr(item, "momentum", ()))
    return named


def _groups_named(items: Iterable[Item]) -> set[str]:
    return {need.group for item in items for need in getattr(item, "target_groups", ())}
