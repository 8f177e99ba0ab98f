"""Verdicts of initiatives and goals, case by case; the oracle covers their combinations."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from alignment.rules.as_json import trace_json
from alignment.rules.content import Item, Layer, Link
from alignment.rules.graph import Edge, Graph, Node
from alignment.rules.ladder import AT_ONCE
from alignment.rules.paths import reach_down, reach_up
from alignment.rules.verdicts import Trace, Verdict, trace
from tests.rules.making import CHAIN, chain, goal, initiative, judged, learning, link, moment, outcome, whole

ITEMS = [goal(), outcome(), moment(), learning(), initiative()]


def verdict_of(*rows: Item | Link) -> tuple[str, str | None]:
    found = judged(*rows)[1].initiatives["i"]
    return found.verdict, found.stops_at


def goal_of(*rows: Item | Link) -> tuple[str, int, int | None]:
    found = judged(*rows)[1].goals["g"]
    return found.verdict, found.reaches, found.strength


@pytest.mark.parametrize(
    ("links", "verdict"),
    [
        (chain(*CHAIN), ("traced", None)),
        (chain(*CHAIN, reason=" \n"), ("unconfirmed", None)),
        ([*chain("g", "o", "m", "l"), link("i", "l", suspect=True)], ("unconfirmed", None)),
        (chain("o", "m", "l", "i"), ("broken", "outcome")),
        (chain("m", "l", "i"), ("broken", "moment")),
        (chain("l", "i"), ("broken", "learning_outcome")),
        (chain("g", "o", "m", "l"), ("orphan", None)),
        ([], ("orphan", None)),
    ],
)
def test_an_initiative_is_judged_by_the_first_that_holds(links: list[Link], verdict: tuple[str, Any]) -> None:
    assert verdict_of(*ITEMS, *links) == verdict


def test_one_sound_path_is_enough() -> None:
    rows = [*whole(), moment("m2"), link("l", "m2", ""), link("m2", "o")]
    assert verdict_of(*rows) == ("traced", None)


def test_two_half_sound_paths_are_no_trace() -> None:
    rows = [*ITEMS, moment("m2"), link("o", "g"), link("i", "l")]
    rows += [link("m", "o", ""), link("l", "m"), link("m2", "o"), link("l", "m2", "")]
    assert verdict_of(*rows) == ("unconfirmed", None)


@pytest.mark.parametrize(
    ("dead", "verdict"),
    [
        (goal(status="retired"), ("broken", "outcome")),
        (goal(archived=True), ("broken", "outcome")),
        (outcome(archived=True), ("broken", "moment")),
        (learning(archived=True), ("orphan", None)),
    ],
)
def test_links_to_what_is_not_live_do_not_count(dead: Item, verdict: tuple[str, Any]) -> None:
    assert verdict_of(*whole(), dead) == verdict


def test_a_claim_counts_only_without_links_and_for_a_live_goal() -> None:
    assert verdict_of(goal(), initiative("i", "g")) == ("claimed", None)
    assert verdict_of(goal(status="retired"), initiative("i", "g")) == ("orphan", None)
    assert verdict_of(goal(), initiative("i", "nowhere")) == ("orphan", None)
    assert verdict_of(goal(), learning(), initiative("i", "g"), link("i", "l")) == (
        "broken",
        "learning_outcome",
    )


@pytest.mark.parametrize("status", ["stopped", "declined"])
def test_what_is_not_live_has_no_verdict(status: str) -> None:
    found = judged(*whole(), initiative(status=status))[1]
    assert (list(found.initiatives), found.goals["g"].verdict) == ([], "reaches_4")


def test_a_path_goes_on_to_live_parent_goals() -> None:
    parents = [
        goal("g", parent="top"),
        goal("top", parent="gone"),
        goal("gone", status="retired", parent="far"),
    ]
    found = judged(*whole(), *parents, goal("far"))[1]
    assert found.initiatives["i"].goals == {"g": 1, "top": 1}
    assert [(key, one.verdict) for key, one in found.goals.items()] == [
        ("far", "reaches_1"),
        ("g", "supported"),
        ("top", "supported"),
    ]
    top = found.goals["top"]
    assert (top.reaches, top.strength, top.outcomes, top.outcomes_reached) == (5, 1, 0, 0)


def test_a_ring_of_parents_ends() -> None:
    ring = [goal("g", parent="h"), goal("h", parent="k"), goal("k", parent="g"), goal("below", parent="k")]
    found = judged(*whole(), *ring, goal("self", parent="self"))[1]
    assert found.initiatives["i"].goals == {"g": 1, "h": 1, "k": 1}
    assert found.goals["below"].verdict == "reaches_1"


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([goal()], ("reaches_1", 1, None)),
        ([goal(), outcome(), *chain("g", "o")], ("reaches_2", 2, None)),
        ([goal(), outcome(), moment(), *chain("g", "o", "m")], ("reaches_3", 3, None)),
        ([*ITEMS, *chain("g", "o", "m", "l")], ("reaches_4", 4, None)),
        ([*ITEMS, *chain(*CHAIN, reason="")], ("supported", 5, 1)),
        ([goal(no_learning_planned="The supplier trains")], ("no_learning_planned", 1, None)),
        ([goal(no_learning_planned=" ")], ("reaches_1", 1, None)),
        ([*whole(), goal(no_learning_planned="No")], ("supported", 5, 1)),
    ],
)
def test_a_goal_is_judged_by_what_is_below_it(rows: list[Item | Link], verdict: tuple[str, int, Any]) -> None:
    assert goal_of(*rows) == verdict


def test_strength_is_the_weakest_link_of_the_best_path() -> None:
    rows = [*ITEMS, moment("m2"), *chain(*CHAIN, confidence=3)]
    weak = [link("m2", "o", "", 2), link("l", "m2", confidence=3)]
    mixed = [*chain("g", "o", confidence=3), *chain("o", "m", "l", "i", confidence=1)]
    assert goal_of(*ITEMS, *mixed) == ("supported", 5, 1)
    assert goal_of(*rows, *weak) == ("supported", 5, 3)
    without = [row for row in rows if not (isinstance(row, Link) and row.lower == "m")]
    assert goal_of(*without, *weak) == ("supported", 5, 2)


def test_a_goal_counts_outcomes_and_work() -> None:
    rows = [*whole(), outcome("o2"), link("o2", "g", ""), outcome("o3", archived=True), link("o3", "g")]
    rows += [
        initiative("j", status="proposed"),
        link("j", "l"),
        initiative("k", status="completed"),
        link("k", "l", ""),
    ]
    found = judged(*rows)[1].goals["g"]
    assert (found.outcomes, found.outcomes_reached) == (2, 1)
    assert found.by_work == {"under_way": 1, "proposed": 1, "completed": 1}


REFUND = moment("m2", not_a_learning_problem="The approval rule")


@pytest.mark.parametrize(
    ("rows", "solid"),
    [
        (whole(), True),
        ([*whole(), initiative(status="proposed")], False),
        ([*whole(), initiative(status="completed")], False),
        ([*whole()[:5], *chain("g", "o", "m", "l"), link("i", "l", "")], False),
        ([*whole(), outcome("o2"), link("o2", "g")], False),
        ([*whole(), outcome("o2"), link("o2", "g"), REFUND, link("m2", "o2")], True),
        (
            [
                *whole(),
                outcome("o2"),
                link("o2", "g"),
                REFUND,
                link("m2", "o2"),
                moment("m3"),
                link("m3", "o2"),
            ],
            False,
        ),
        ([goal(), outcome(), moment(not_a_learning_problem="No"), *chain("g", "o", "m")], False),
    ],
)
def test_a_headline_needs_every_outcome_over_a_trace_by_work_under_way(
    rows: list[Item | Link], solid: bool
) -> None:
    assert judged(*rows)[1].goals["g"].solid == solid


def test_a_parent_is_as_solid_as_its_children() -> None:
    rows = [*whole(), goal("g", parent="top"), goal("top")]
    assert judged(*rows)[1].goals["top"].solid
    rows += [goal("side", parent="top"), outcome("o2"), link("o2", "side")]
    assert not judged(*rows)[1].goals["top"].solid
    assert judged(*rows, goal("side", parent="top", no_learning_planned="Later"))[1].goals["top"].solid


def wide(width: int, suspect: bool = False) -> Graph:
    """A graph with `width` items on every layer, two links up from each."""
    nodes = [Node(f"{layer.word}{number}", layer) for layer in Layer for number in range(width)]
    edges = [
        Edge(f"{layer.word}{number}", f"{Layer(layer - 1).word}{above}", True, 2, suspect)
        for layer in list(Layer)[1:]
        for number in range(width)
        for above in {number, (number * 7 + 1) % width}
    ]
    return Graph.of(nodes, edges)


def test_suspect_links_are_counted_once_however_many_paths_cross_them() -> None:
    suspect = [link("o2", "g", suspect=True), link("m", "o2"), link("m", "o", suspect=True)]
    found = judged(*whole(), *chain("top", "o2"), goal("top"), outcome("o2"), *suspect)[1]
    assert found.initiatives["i"].suspect == 2
    assert (found.goals["g"].suspect, found.goals["top"].suspect) == (2, 0)


def test_a_link_that_does_not_count_is_never_suspect() -> None:
    rows = [row for row in whole() if row != link("i", "l")]
    found = judged(*rows, initiative(status="stopped"), link("i", "l", suspect=True))[1]
    assert found.goals["g"].suspect == 0


def test_thousands_of_suspect_links_are_counted_as_few_are() -> None:
    graph = wide(700, suspect=True)  # 5,600 links, more than are handed down at once
    found = trace(graph)
    assert len(graph.edges) > AT_ONCE
    for key in ("initiative0", "initiative350", "initiative699"):
        above = reach_up(graph, key)
        assert found.initiatives[key].suspect == sum(edge.lower in above for edge in graph.edges)
    for key in ("goal0", "goal699"):
        below = reach_down(graph, key)
        assert found.goals[key].suspect == sum(edge.upper in below for edge in graph.edges)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs: what time means, without a clock."""
    lines = 0

    def count(_frame: Any, event: str, _given: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("suspect", [False, True])
def test_the_work_grows_with_the_items_and_links_and_not_faster(suspect: bool) -> None:
    def report(width: int) -> int:
        graph = wide(width, suspect)
        return lines_run(lambda: trace_json("acme", graph, trace(graph)))

    assert report(400) <= report(100) * 4.1


def test_a_trace_of_many_items_is_whole() -> None:
    found: Trace = trace(wide(300))
    assert {one.verdict for one in found.initiatives.values()} == {Verdict.TRACED}
    assert {one.verdict for one in found.goals.values()} == {"supported"}
