"""What of a workspace's trace belongs to one plan (design, section 3.5, Scope)."""

from dataclasses import dataclass

from alignment.rules.content import Layer
from alignment.rules.graph import Graph
from alignment.rules.suspects import to_recheck
from alignment.rules.verdicts import Trace


@dataclass(frozen=True, slots=True)
class Scope:
    """The live goals and initiatives that a plan shows, and all items whose home it is (live or not)."""

    own: frozenset[str]
    goals: tuple[str, ...]
    initiatives: tuple[str, ...]
    foreign: frozenset[str]  # those of the initiatives whose home is another plan
    suspect: int  # counted links that are suspect, with an end at home here


def scope(graph: Graph, trace: Trace, plan: str | None = None) -> Scope:
    """One plan's share of the verdicts, by key in code-point order; of the whole workspace without a plan.

    A plan shows its own goals, its own initiatives, and foreign ones that reach its goals.
    """
    own = frozenset(key for key, node in graph.nodes.items() if plan is None or node.plan == plan)
    goals = tuple(key for key in trace.goals if key in own)
    wanted = trace.goal_set(set(goals))
    foreign = {key for key, found in trace.initiatives.items() if key not in own and found.reached & wanted}
    initiatives = tuple(key for key in trace.initiatives if key in own or key in foreign)
    return Scope(own, goals, initiatives, frozenset(foreign), to_recheck(graph, plan))


def is_apart(graph: Graph, key: str) -> bool:
    """Whether it is an initiative for personal development or compliance, which is listed apart."""
    node = graph.nodes[key]
    return node.layer is Layer.INITIATIVE and node.purpose in {"personal_development", "compliance"}
