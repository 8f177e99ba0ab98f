"""What of the workspace's verdicts belongs to one plan."""

from alignment.rules.as_json import trace_json
from alignment.rules.scope import is_apart, scope
from tests.rules.making import goal, initiative, judged, learning, link, moment, outcome, whole

ROWS = [
    *(row for row in whole() if row not in (goal(), initiative())),
    goal(plan="a"),
    outcome(plan="a"),
    moment(plan="a"),
    learning(plan="a"),
    initiative(plan="b"),
    initiative("stray", plan="b"),
    goal("h", plan="b"),
    initiative("must", plan="a", purpose="compliance"),
]


def test_a_plan_shows_foreign_initiatives_that_reach_its_goals() -> None:
    graph, trace = judged(*ROWS)
    a, b = scope(graph, trace, "a"), scope(graph, trace, "b")
    assert (a.goals, a.initiatives, a.foreign) == (("g",), ("i", "must"), {"i"})
    assert (b.goals, b.initiatives, b.foreign) == (("h",), ("i", "stray"), set())
    assert scope(graph, trace).initiatives == ("i", "must", "stray")


def test_verdicts_are_those_of_the_whole_workspace() -> None:
    graph, trace = judged(*ROWS)
    (first, _) = trace_json("acme", graph, trace, "b")["initiatives"]
    assert (first["key"], first["verdict"], first["goals"]) == ("i", "traced", [{"key": "g", "strength": 1}])


def test_an_initiative_for_compliance_is_listed_apart() -> None:
    graph, trace = judged(*ROWS)
    assert [key for key in graph.nodes if is_apart(graph, key)] == ["must"]


def test_lists_are_in_code_point_order() -> None:
    graph, trace = judged(
        *(initiative(key) for key in ("b", "B", "a-1", "a.1", "a1", "Z", "9", "_")), link("a", "b")
    )
    assert [row["key"] for row in trace_json("acme", graph, trace)["initiatives"]] == sorted(
        trace.initiatives
    )
    assert list(trace.initiatives) == ["9", "B", "Z", "_", "a-1", "a.1", "a1", "b"]
