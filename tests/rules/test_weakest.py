"""The weakest hop of every initiative and goal is one that its strength is due to."""

from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings

from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from tests.rules import making as make
from tests.rules.documents import content_of, plan_files


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan_files())
def test_it_stands_on_a_path_that_is_as_sure_as_any(document: dict[str, Any]) -> None:
    graph = graph_of_content(content_of(document))
    found, weakest = trace(graph), graph.weakest
    strengths = {key: max(one.goals.values()) for key, one in found.initiatives.items() if one.goals}
    assert {key: edge.confidence for key, edge in weakest.initiatives.items()} == strengths
    goals = {key: one.strength for key, one in found.goals.items() if one.strength is not None}
    assert {key: edge.confidence for key, edge in weakest.goals.items()} == goals
    for key, edge in (*weakest.initiatives.items(), *weakest.goals.items()):
        sure = nx.DiGraph(
            (one.lower, one.upper) for one in graph.counted if one.confidence >= edge.confidence
        )
        sure.add_edges_from((child, goal) for goal, many in graph.children.items() for child in many)
        sure.add_nodes_from(graph.nodes)
        below, above = nx.ancestors(sure, edge.lower), nx.descendants(sure, edge.upper)
        assert (below | {edge.lower}) & set(found.initiatives)
        assert (above | {edge.upper}) & set(found.goals)
        assert key in below | above | {edge.lower, edge.upper}


def items() -> list[Any]:
    return [make.goal(), make.outcome(), make.moment(), make.learning(), make.initiative()]


def test_of_several_as_weak_it_is_the_lowest() -> None:
    links = [make.link(*ends, reason="So", confidence=sure) for ends, sure in
             ((("o", "g"), 1), (("m", "o"), 3), (("l", "m"), 1), (("i", "l"), 2))]  # fmt: skip
    graph = make.judged(*items(), *links)[0]
    weakest = graph.weakest
    assert (weakest.initiatives["i"].lower, weakest.goals["g"].lower) == ("l", "l")


def test_it_is_that_of_the_path_whose_weakest_hop_is_strongest() -> None:
    rows = [make.moment("a"), make.link("l", "a", confidence=0), make.link("a", "o", confidence=3),
            make.link("l", "m", confidence=2), make.link("m", "o", confidence=1),
            make.link("i", "l", confidence=2), make.link("o", "g", confidence=3)]  # fmt: skip
    weakest = make.judged(*items(), *rows)[0].weakest
    assert [(edge.lower, edge.upper) for edge in (weakest.initiatives["i"], weakest.goals["g"])] == [
        ("m", "o"),
        ("m", "o"),
    ]


def test_of_paths_as_sure_it_is_that_of_the_sound_one() -> None:
    rows = [make.moment("a"), make.link("l", "a", ""), make.link("a", "o", confidence=3),
            make.link("l", "m"), make.link("m", "o"),
            make.link("i", "l", confidence=2), make.link("o", "g", confidence=2)]  # fmt: skip
    weakest = make.judged(*items(), *rows)[0].weakest
    assert [(edge.lower, edge.upper) for edge in (weakest.initiatives["i"], weakest.goals["g"])] == [
        ("l", "m"),
        ("l", "m"),
    ]


def test_what_serves_nothing_has_none() -> None:
    graph = make.judged(make.goal(), make.outcome(), make.initiative())[0]
    assert (graph.weakest.initiatives, graph.weakest.goals) == ({}, {})
