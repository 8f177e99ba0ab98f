"""What of a plan concerns one person: what carries their name, what hangs on it, and a few chains to read.

A chain runs from a goal down to an initiative. Nobody reads all of them in five minutes: for every item
of the person's there is one through each item right below it, always the best one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alignment.rules.content import Goal, Layer, Moment, PlanContent, is_live
from alignment.rules.graph import Edge, Graph
from alignment.rules.paths import paths, reach_down, reach_up

MOST_CHAINS = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """Items from the top down; `links` join each to the next (None: a goal and its parent goal)."""

    keys: tuple[str, ...]
    links: tuple[Edge | None, ...]


@dataclass(frozen=True, slots=True)
class PersonChains:
    """The chains that somebody should read."""

    own: frozenset[str]  # the items that are theirs; empty: the chains are those of the whole plan
    chains: tuple[Chain, ...]
    left: int  # how many are not listed


def own_items(content: PlanContent, person: str) -> frozenset[str]:
    """The live items of a plan that carry a person's name (by key).

    Those they own, goals they sponsor or agreed to, remedies they take on, and items whose metrics
    they own or care about.
    """
    found = {
        item.key
        for layer, item in content.layered()
        if is_live(layer, item) and (item.owner == person or person in _named(item))
    }
    live = {item.key for layer, item in content.layered() if is_live(layer, item)}
    measured = {
        metric.item
        for metric in content.metrics
        if not metric.archived and (metric.owner == person or person in metric.matters_to)
    }
    return frozenset(found | (measured & live)) if person else frozenset()


def _named(item: object) -> tuple[str, ...]:
    if isinstance(item, Goal):
        return item.sponsor, item.agreed_by
    return (item.remedy_owner,) if isinstance(item, Moment) else ()


def concerning(graph: Graph, keys: Iterable[str]) -> frozenset[str]:
    """Some items with everything that hangs on them: up to the goals and down to the initiatives."""
    found: set[str] = set()
    for key in keys:
        found |= {key} | reach_up(graph, key) | reach_down(graph, key)
    return frozenset(found)


def chains_of_person(
    content: PlanContent, graph: Graph, own: frozenset[str], plan: str, most: int = MOST_CHAINS
) -> PersonChains:
    """The chains of a plan (its key) through somebody's own items; of the whole plan when there are none.

    Whose an item is may stand in what is left out of `content` for a guest, so it is found before.
    """
    order = [item.key for layer, item in content.layered() if is_live(layer, item)]
    starts = [key for key in order if key in own]
    if not starts:
        starts = [goal.key for goal in content.goals if goal.key in order and goal.plan == plan]
    found: dict[tuple[str, ...], Chain] = {}
    for start in starts:
        for chain in _through(graph, start):
            found.setdefault(chain.keys, chain)
    kept = [chain for chain in found.values() if not _is_part(chain, found.values())]
    return PersonChains(own, tuple(kept[:most]), max(0, len(kept) - most))


def _is_part(chain: Chain, others: Iterable[Chain]) -> bool:
    """Whether all of a chain stands on a longer one."""
    return any(set(chain.keys) < set(other.keys) for other in others if len(other.keys) > len(chain.keys))


def _through(graph: Graph, key: str) -> Iterator[Chain]:
    """One chain through each item right below: the best way up, and the best way down from there."""
    upward = paths(graph, key, limit=20)
    if not upward:
        return
    top = list(reversed(upward[0].keys))
    links = [hop.edge for hop in reversed(upward[0].hops)]
    below = graph.below.get(key, ())
    if not below:
        yield Chain(tuple(top), tuple(links))
    for edge in sorted(below, key=_rank):
        keys, down = [edge.lower], [edge]
        while further := graph.below.get(keys[-1], ()):
            best = min(further, key=lambda one: (not _reaches(graph, one.lower), *_rank(one)))
            keys.append(best.lower)
            down.append(best)
        yield Chain((*top, *keys), (*links, *down))


def _reaches(graph: Graph, key: str) -> bool:
    """Whether anything hangs below an item, or it is at the bottom already."""
    return bool(graph.below.get(key)) or graph.nodes[key].layer is Layer.INITIATIVE


def _rank(edge: Edge) -> tuple[bool, int, str]:
    """Smallest for the link to follow first."""
    return not edge.sound, -edge.confidence, edge.lower
