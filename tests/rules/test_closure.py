"""The part of a graph on which one plan's verdicts depend: enough, in the same order, and no more."""

from typing import Any

from hypothesis import given

from alignment.rules.as_json import trace_json
from alignment.rules.closure import closure
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.scope import scope
from alignment.rules.score import score
from alignment.rules.verdicts import trace
from tests.rules.documents import content_of, plan_files
from tests.rules.making import goal, initiative, learning, link, moment, outcome, plan


def judged(graph: Graph, key: str) -> dict[str, Any]:
    """All that is said of a plan's own items and of what reaches its goals."""
    found = trace(graph)
    own = scope(graph, found, key)
    return {
        "trace": trace_json("x", graph, found, key),
        "goals": [found.goals[one] for one in own.goals],
        "score": score(graph, own.own),
        "scope": own,
    }


@given(plan_files())
def test_a_plan_is_judged_by_its_closure_as_by_everything(document: dict[str, Any]) -> None:
    graph = graph_of_content(content_of(document))
    for one in document["plans"]:
        narrow = closure(graph, one["key"])
        assert judged(narrow, one["key"]) == judged(graph, one["key"])
        assert [key for key in graph.nodes if key in narrow.nodes] == list(narrow.nodes)
        assert [edge for edge in graph.edges if edge in narrow.edges] == narrow.edges
        assert closure(narrow, one["key"]).nodes == narrow.nodes


def shared() -> Graph:
    """Plan a holds the goal, plan b everything below it; c claims it, d stands apart, e is its parent."""
    return graph_of_content(
        plan(
            goal("top", plan="e"),
            goal("g", plan="a", parent="top"),
            goal("child", plan="b", parent="g"),
            outcome("o", plan="b"),
            moment("m", plan="b"),
            learning("l", plan="b"),
            initiative("i", plan="b"),
            initiative("claims", "g", plan="c"),
            goal("far", plan="d"),
            outcome("apart", plan="d"),
            link("o", "child"),
            link("m", "o"),
            link("l", "m"),
            link("i", "l"),
            link("apart", "far"),
        )
    )


def test_everything_below_the_goals_and_above_is_kept() -> None:
    assert set(closure(shared(), "a").nodes) == {"top", "g", "child", "o", "m", "l", "i"}


def test_what_is_claimed_is_kept_with_what_stands_above() -> None:
    assert set(closure(shared(), "c").nodes) == {"top", "g", "claims"}


def test_an_unrelated_plan_keeps_to_itself() -> None:
    assert set(closure(shared(), "d").nodes) == {"far", "apart"}
    assert closure(shared(), "nobody").nodes == {}


def test_direct_neighbours_are_kept_where_no_goal_leads() -> None:
    graph = graph_of_content(
        plan(
            outcome("o", plan="a"),
            moment("m", plan="b"),
            learning("l", plan="b"),
            link("m", "o"),
            link("l", "m"),
        )
    )
    assert set(closure(graph, "a").nodes) == {"o", "m"}
