"""How sure the goals of a plan and single items are, from the trace that is kept."""

from dataclasses import dataclass

from alignment.models import Item, Layer, Plan
from alignment.rules.graph import Node
from alignment.rules.verdicts import GoalTrace
from alignment.tracing.queries import traced
from alignment.tracing.strength_words import StrengthWords, strength_of_goal, strength_of_initiative
from alignment.tracing.words import outcomes_words, work_words

MOST_GOALS = 12


@dataclass(frozen=True)
class GoalLine:
    """A goal of a plan: what the trace says of it, and how sure."""

    node: Node
    found: GoalTrace
    strength: StrengthWords | None

    @property
    def words(self) -> str:
        """How many of its outcomes are reached, and by what work."""
        return f"{outcomes_words(self.found)}, {work_words(self.found)}"


@dataclass(frozen=True)
class GoalLines:
    """The first goals of a plan in their order, and how many more there are."""

    lines: tuple[GoalLine, ...]
    more: int


def goal_lines(plan: Plan, most: int = MOST_GOALS) -> GoalLines:
    """The live goals of a plan with how sure each is; no query when the trace is kept."""
    graph, trace = traced(plan.workspace)
    own = [
        node
        for node in graph.nodes.values()
        if node.layer is Layer.GOAL and node.plan == plan.key and node.key in trace.goals
    ]
    slug = plan.workspace.slug
    lines = (
        GoalLine(node, trace.goals[node.key], strength_of_goal(graph, node.key, slug)) for node in own[:most]
    )
    return GoalLines(tuple(lines), max(0, len(own) - most))


def strength_of_item(item: Item) -> StrengthWords | None:
    """How sure a goal's support or an initiative's way to a goal is; None for the layers between."""
    graph, _trace = traced(item.workspace)
    if item.layer is Layer.GOAL:
        return strength_of_goal(graph, item.key, item.workspace.slug)
    if item.layer is Layer.INITIATIVE:
        return strength_of_initiative(graph, item.key, item.workspace.slug)
    return None


def strength_of_goal_in(plan: Plan, item: Item) -> StrengthWords | None:
    """How sure the support of a plan's goal is; None for other items and without an initiative."""
    if item.layer is not Layer.GOAL:
        return None
    graph, _trace = traced(plan.workspace)
    return strength_of_goal(graph, item.key, plan.workspace.slug)
