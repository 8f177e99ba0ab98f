"""Narrows a plan's content to what concerns one goal, one person or one target group."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from alignment.rules.content import Item, Layer, PlanContent, is_live
from alignment.rules.graph import Graph
from alignment.rules.paths import reach_down, reach_up

Row = TypeVar("Row", bound=Item)


def of_goal(content: PlanContent, graph: Graph, goal: str) -> PlanContent:
    """A content narrowed to one goal: its own chain and nothing beside it."""
    return only(content, reach_down(graph, goal) | {goal})


def of_person(content: PlanContent, graph: Graph, person: str) -> PlanContent:
    """The goals that a person owns or sponsors with their chains, and the outcomes that the person owns.

    Of an outcome that somebody else's goal asks for, the goal and the chain of this outcome alone.
    """
    shown: set[str] = set()
    for goal in content.goals:
        if person in (goal.owner, goal.sponsor) and is_live(Layer.GOAL, goal):
            shown |= reach_down(graph, goal.key) | {goal.key}
    for outcome in content.outcomes:
        if outcome.owner == person and outcome.key not in shown:
            shown |= reach_down(graph, outcome.key) | {outcome.key} | reach_up(graph, outcome.key)
    return only(content, shown)


def of_group(content: PlanContent, graph: Graph, group: str) -> PlanContent:
    """What a target group learns, by what, for which moments, up to the goals."""
    shown: set[str] = set()
    for learning in content.learning_outcomes:
        if any(need.group == group for need in learning.target_groups) and not learning.archived:
            shown |= {learning.key} | reach_down(graph, learning.key) | reach_up(graph, learning.key)
    return only(content, shown)


def groups_of(content: PlanContent) -> list[str]:
    """The keys of the target groups that live learning outcomes of a content name, in their order."""
    named = {
        need.group for one in content.learning_outcomes if not one.archived for need in one.target_groups
    }
    return [group.key for group in content.target_groups if group.key in named and not group.archived]


def deciders_of(content: PlanContent) -> list[str]:
    """The keys of the people who own or sponsor live goals, or own outcomes, in the order of the people."""
    named = {outcome.owner for outcome in content.outcomes if not outcome.archived}
    for goal in content.goals:
        if is_live(Layer.GOAL, goal) and not goal.foreign:
            named |= {goal.owner, goal.sponsor}
    return [person.key for person in content.people if person.key in named and not person.archived]


def only(content: PlanContent, shown: Collection[str]) -> PlanContent:
    """A content with some of its items, by their keys."""

    def kept(items: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(item for item in items if item.key in shown)

    return replace(
        content,
        goals=kept(content.goals),
        outcomes=kept(content.outcomes),
        moments=kept(content.moments),
        learning_outcomes=kept(content.learning_outcomes),
        initiatives=kept(content.initiatives),
    )
