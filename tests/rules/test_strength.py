"""The weakest hop: it has the strength that the verdicts give, on a path that is there."""

from typing import Any

from hypothesis import given, settings

from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.strength import Weakest, weakest_above, weakest_below
from alignment.rules.verdicts import Trace, trace
from tests.rules.documents import content_of, plan_files


def judged(document: dict[str, Any]) -> tuple[Graph, Trace]:
    graph = graph_of_content(content_of(document))
    return graph, trace(graph)


def check(graph: Graph, found: Weakest | None, strength: int | None) -> None:
    assert (found.confidence if found else None) == strength
    if found is not None:
        assert found.edge in graph.above[found.lower.key]
        assert (found.edge.lower, found.edge.upper) == (found.lower.key, found.upper.key)


@settings(max_examples=200, deadline=None)
@given(document=plan_files())
def test_weakest_hop_has_the_strength_of_the_verdict(document: dict[str, Any]) -> None:
    graph, found = judged(document)
    for goal in found.goals.values():
        check(graph, weakest_below(graph, goal.key), goal.strength)
    for initiative in found.initiatives.values():
        check(graph, weakest_above(graph, initiative.key), max(initiative.goals.values(), default=None))


def chain(*confidences: int) -> dict[str, Any]:
    keys = ("g", "o", "m", "l", "i")
    names = ("goals", "outcomes", "moments", "learning_outcomes", "initiatives")
    links = [
        {"lower": lower, "upper": upper, "reason": "x", "confidence": sure}
        for lower, upper, sure in zip(keys[1:], keys, confidences, strict=False)
    ]
    rows = {name: [{"key": key, "title": key}] for name, key in zip(names, keys, strict=True)}
    return {
        "format": "throughline-plan",
        "version": 1,
        "plans": [{"key": "p", "title": "P"}],
        **rows,
        "links": links,
    }


def test_weakest_hop_is_named() -> None:
    graph, _found = judged(chain(3, 1, 2, 3))
    for weakest in (weakest_below(graph, "g"), weakest_above(graph, "i")):
        assert weakest is not None
        assert (weakest.lower.key, weakest.upper.key, weakest.confidence) == ("m", "o", 1)


def test_of_equally_weak_hops_the_lowest_is_named() -> None:
    graph, _found = judged(chain(1, 2, 1, 3))
    weakest = weakest_below(graph, "g")
    assert weakest is not None
    assert (weakest.lower.key, weakest.upper.key) == ("l", "m")


def test_nothing_is_weakest_where_nothing_reaches() -> None:
    graph, _found = judged(chain(1, 1, 1))
    assert weakest_below(graph, "g") is None
    assert weakest_above(graph, "i") is None
    assert weakest_below(graph, "nobody") is None
