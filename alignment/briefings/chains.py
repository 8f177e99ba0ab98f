"""The lines of page 1 that say why it should work: from a goal down to the work, with the weakest hop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from alignment.briefings.figures import GoalFacts
from alignment.briefings.shortening import CELL, short
from alignment.rules.content import Layer
from alignment.rules.graph import Edge, Graph
from alignment.rules.verdicts import UNDER_WAY
from alignment.tracing.words import confidence_in_print

MOST_CHAINS = 6

Rank = tuple[bool, int, int]  # every link sound; the weakest confidence; all confidence together
BEST: Rank = (True, 3, 0)


@dataclass(frozen=True, slots=True)
class Chain:
    """One line, from a goal to the surest initiative below one of its outcomes, or to where it stops."""

    goal: str
    outcome: str = ""
    moment: str = ""
    learning: str = ""
    initiative: str = ""
    weakest: str = ""  # "Give feedback → Monthly talk: reasoned, not yet shown"
    sound: bool = True
    stops: str = ""  # what is missing below the last cell; empty when an initiative is reached
    on_purpose: bool = False  # it stops because learning is not the answer
    repeats: bool = False  # the goal is that of the line above

    @property
    def missing(self) -> int:
        """How many cells at the end of the line are empty."""
        return [self.goal, self.outcome, self.moment, self.learning, self.initiative].count("")


def chains_of(graph: Graph, facts: Sequence[GoalFacts], limit: int = MOST_CHAINS) -> list[Chain]:
    """At most `limit` lines: of each goal in rank order its best one, then its further outcomes."""
    every = [_of_goal(graph, one) for one in facts]
    wanted = [0] * len(every)
    depth = 0
    while sum(wanted) < limit and any(len(lines) > depth for lines in every):
        for place, lines in enumerate(every):
            if len(lines) > depth and sum(wanted) < limit:
                wanted[place] += 1
        depth += 1
    return [
        replace(line, repeats=number > 0)
        for lines, count in zip(every, wanted, strict=True)
        for number, line in enumerate(lines[:count])
    ]


def _of_goal(graph: Graph, facts: GoalFacts) -> list[Chain]:
    goal = facts.goal
    title = short(goal.title, CELL)
    found = [_of_outcome(graph, edge, title) for edge in graph.below.get(goal.key, ())]
    if found:
        # What reaches the goal first, the surest of it on top.
        found.sort(key=lambda one: one[0], reverse=True)
        return [chain for _rank, chain in found]
    if facts.no_learning:
        return [Chain(title, stops=_("No learning planned, on purpose"), on_purpose=True)]
    if goal.key in graph.children:
        return []  # its parts have lines of their own
    return [Chain(title, stops=_("No performance outcome yet"))]


def _of_outcome(graph: Graph, top: Edge, goal: str) -> tuple[tuple[bool, bool, Rank], Chain]:
    """The surest line below one outcome of a goal, or the deepest when no initiative is reached."""
    ranks, ways = _surest(graph, top)

    def order(key: str) -> tuple[int, bool, bool, Rank]:
        node = graph.nodes[key]
        return node.layer, ranks[key][0], node.status in UNDER_WAY, ranks[key]

    deepest = max(sorted(ranks), key=order)
    edges = ways[deepest]
    titles = [short(graph.nodes[edge.lower].title, CELL) for edge in edges]
    outcome, moment, learning, initiative = (*titles, "", "", "")[:4]
    last = graph.nodes[deepest]
    chain = Chain(
        goal,
        outcome,
        moment,
        learning,
        initiative,
        weakest=_weakest(graph, edges),
        sound=all(edge.sound for edge in edges),
        stops=_stops(last.layer, last.not_learning),
        on_purpose=last.not_learning,
    )
    reached = last.layer is Layer.INITIATIVE
    return (reached, last.status in UNDER_WAY, ranks[deepest]), chain


def _surest(graph: Graph, top: Edge) -> tuple[Mapping[str, Rank], Mapping[str, tuple[Edge, ...]]]:
    """For an outcome and everything below it the best line up to the goal, as rank and as links."""
    ranks = {top.lower: _worse(BEST, top)}
    ways: dict[str, tuple[Edge, ...]] = {top.lower: (top,)}
    floor = [top.lower]
    while floor:
        below: list[str] = []
        for upper in floor:
            for edge in graph.below.get(upper, ()):
                rank = _worse(ranks[upper], edge)
                if edge.lower not in ranks:
                    below.append(edge.lower)
                if edge.lower not in ranks or rank > ranks[edge.lower]:
                    ranks[edge.lower], ways[edge.lower] = rank, (*ways[upper], edge)
        floor = below
    return ranks, ways


def _worse(rank: Rank, edge: Edge) -> Rank:
    sound, weakest, total = rank
    return sound and edge.sound, min(weakest, edge.confidence), total + edge.confidence


def _weakest(graph: Graph, edges: Sequence[Edge]) -> str:
    """The hop with the least confidence; one without a reason or to be checked again is weaker still."""
    weakest = min(edges, key=lambda edge: (edge.sound, edge.confidence))
    return _("%(lower)s → %(upper)s: %(sure)s") % {
        "lower": short(graph.nodes[weakest.lower].title, CELL),
        "upper": short(graph.nodes[weakest.upper].title, CELL),
        "sure": confidence_in_print(weakest.confidence),
    }


def _stops(layer: Layer, not_learning: bool) -> str:
    if not_learning:
        return _("Not a learning problem: solved without learning")
    return {
        Layer.OUTCOME: _("No moment of truth yet"),
        Layer.MOMENT: _("No learning outcome yet"),
        Layer.LEARNING: _("No initiative yet"),
    }.get(layer, "")
