"""What is counted of the five practices, and what is said to be missing."""

from datetime import date

from alignment.rules.content import Layer
from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.practices import Agreed, Asked, Count, Lack, counted

DAY = date(2026, 11, 30)
SIGNED = Agreed(by=True, on=DAY, signed=True)


def goal(key: str, status: str = "agreed", **fields: object) -> Node:
    return Node(key, Layer.GOAL, key.upper(), live=status != "retired", status=status, **fields)  # type: ignore[arg-type]


def kept(count: Count) -> tuple[int, int, list[tuple[Lack, str]]]:
    return count.met, count.of, [(one.lack, one.title) for one in count.missing]


def test_a_goal_is_agreed_when_it_says_who_and_when_and_a_signed_version_holds_it() -> None:
    graph = Graph.of(
        [goal("a"), goal("b"), goal("c"), goal("d", "proposed"), goal("e", "retired"), goal("f", "achieved")],
        [],
    )
    agreed = {
        "a": SIGNED,
        "b": Agreed(by=True, signed=True),
        "c": Agreed(by=True, on=DAY),
        "d": SIGNED,
        "f": SIGNED,
    }
    found = counted(graph, agreed, [], [], [])["objectives"]
    missing = [(Lack.NO_WHO_OR_WHEN, "B"), (Lack.NOT_SIGNED_OFF, "C"), (Lack.NOT_AGREED, "D")]
    assert kept(found) == (2, 5, missing)


def test_goals_and_outcomes_are_measured_and_what_is_achieved_needs_no_metric() -> None:
    outcomes = [Node("x", Layer.OUTCOME, "X", concrete=True), Node("y", Layer.OUTCOME, "Y")]
    graph = Graph.of([goal("a"), goal("b", concrete=True), goal("f", "achieved"), *outcomes], [])
    found = counted(graph, {}, [], [], [])["metrics"]
    assert kept(found) == (2, 4, [(Lack.NO_METRIC, "A"), (Lack.NO_METRIC, "Y")])


def test_learning_is_customised_by_a_group_and_a_counted_link_to_a_moment() -> None:
    nodes = [
        Node("m", Layer.MOMENT, "M"),
        Node("gone", Layer.MOMENT, "Gone", live=False),
        Node("l", Layer.LEARNING, "L", has_group=True),
        Node("n", Layer.LEARNING, "N", has_group=True),
        Node("o", Layer.LEARNING, "O"),
    ]
    edges = [Edge("l", "m", suspect=True), Edge("n", "gone", has_reason=True), Edge("o", "m", True)]
    found = counted(Graph.of(nodes, edges), {}, [], [], [])["customise"]
    assert kept(found) == (1, 3, [(Lack.NO_MOMENT, "N"), (Lack.NO_GROUP, "O")])


def test_steps_of_plans_in_use_and_requests_count_as_consulted() -> None:
    asked = [Asked(1, "Late", "consultation"), Asked(2, "A course", "order"), Asked(3, "Slow")]
    consulted = [("p", 1), ("p", 1), ("p", 3), ("p", 5), ("gone", 2)]
    found = counted(Graph.of([], []), {}, consulted, ["p"], asked)["consult"]
    assert (found.met, found.of) == (3, 7)
    assert [(one.lack, one.plan, one.step, one.id) for one in found.missing] == [
        (Lack.NOT_CONSULTED, "p", 2, 0),
        (Lack.NOT_CONSULTED, "p", 4, 0),
        (Lack.AN_ORDER, "", 0, 2),
        (Lack.MODE_NOT_SAID, "", 0, 3),
    ]


def test_where_nothing_is_to_be_counted_there_is_no_share() -> None:
    counts = counted(Graph.of([], []), {}, [], [], [])
    assert list(counts) == ["customise", "objectives", "metrics", "consult"]
    assert {one.share for one in counts.values()} == {None}
