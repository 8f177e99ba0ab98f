"""What would follow from a change, by hand: the graph is left alone, and both sides are compared in full."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from alignment.rules.content import CostLine, Initiative, live_status
from alignment.rules.effort import effort
from alignment.rules.graph import Graph, graph_of_content
from alignment.rules.shifts import goal_shifts, initiative_shifts
from alignment.rules.what_if import (
    Change,
    Prediction,
    Tie,
    archiving,
    doubts_after,
    imagined,
    pair,
    predict,
)
from tests.rules.making import (
    CHAIN,
    chain,
    goal,
    initiative,
    judged,
    learning,
    link,
    moment,
    outcome,
    plan,
    whole,
)


def foretold(change: Any, *rows: Any) -> Prediction:
    """What `change(graph)` would do to these rows."""
    graph, known = judged(*rows)
    return predict(graph, known, change(graph))


def with_status(graph: Graph, key: str, status: str) -> Change:
    """Another status; what comes back to life makes its links suspect, as imagining a save does."""
    node = graph.nodes[key]
    after = replace(node, status=status, live=live_status(node.layer, status))
    mine = [pair(edge) for edge in graph.edges if key in pair(edge)]
    return Change(after, dict.fromkeys(mine, True) if after.live and not node.live else {})


def effects(found: Prediction) -> tuple[dict[str, str], dict[str, str]]:
    goals = {one.key: one.effect for one in found.goals}
    return goals, {one.key: one.effect for one in found.initiatives}


@pytest.mark.parametrize(
    ("key", "verdict", "stops_at", "reaches"),
    [("o", "broken", "moment", 1), ("m", "broken", "learning_outcome", 2), ("l", "orphan", None, 3)],
)
def test_archiving_a_hop_breaks_what_hangs_on_it(key: str, verdict: str, stops_at: Any, reaches: int) -> None:
    found = foretold(lambda graph: archiving(graph, key), *whole())
    assert effects(found) == ({"g": "lost"}, {"i": "lost"})
    (shift,) = found.initiatives
    assert shift.after is not None
    assert (shift.after.verdict, shift.after.stops_at, shift.lost) == (verdict, stops_at, ("g",))
    (of_goal,) = found.goals
    assert of_goal.after is not None
    assert (of_goal.after.verdict, of_goal.after.strength) == (f"reaches_{reaches}", None)


def test_archiving_a_goal_leaves_the_other_goals_in_order() -> None:
    rows = [*whole(), goal("a"), goal("z"), link("o", "a"), link("o", "z")]
    found = foretold(lambda graph: archiving(graph, "g"), *rows)
    assert effects(found) == ({"g": "gone"}, {"i": "weaker"})
    assert (found.initiatives[0].lost, found.initiatives[0].gained) == (("g",), ())


def test_stopping_one_of_two_initiatives_weakens_and_breaks_nothing() -> None:
    rows = [*whole(), initiative("j"), link("j", "l", confidence=0)]
    assert effects(foretold(lambda graph: with_status(graph, "j", "stopped"), *rows)) == (
        {"g": "weaker"},
        {"j": "gone"},
    )
    found = foretold(lambda graph: with_status(graph, "i", "declined"), *rows)
    assert found.goals[0].after is not None
    assert (found.goals[0].effect, found.goals[0].after.strength) == ("weaker", 0)


def test_what_comes_back_to_life_makes_its_links_suspect() -> None:
    rows = [*whole(), initiative("i", status="stopped")]
    found = foretold(lambda graph: with_status(graph, "i", "running"), *rows)
    assert effects(found) == ({"g": "gained"}, {"i": "back"})
    assert [(edge.lower, edge.upper) for edge in found.to_check] == [("i", "l")]
    assert found.initiatives[0].after is not None
    assert found.initiatives[0].after.verdict == "unconfirmed"
    sleeping = foretold(lambda graph: with_status(graph, "i", "declined"), *rows)
    assert (sleeping.to_check, sleeping.nothing) == ((), True)


def test_a_goal_that_is_retired_takes_its_claims_along() -> None:
    rows = [goal(), initiative("i", "g")]
    found = foretold(lambda graph: with_status(graph, "g", "retired"), *rows)
    assert effects(found) == ({"g": "gone"}, {"i": "weaker"})
    assert found.initiatives[0].after is not None
    assert found.initiatives[0].after.verdict == "orphan"


def test_a_goal_gets_a_parent() -> None:
    rows = [*whole(), goal("top")]

    def under_top(graph: Graph) -> Change:
        return Change(replace(graph.nodes["g"], parent="top"))

    found = foretold(under_top, *rows)
    assert effects(found) == ({"top": "gained"}, {"i": "stronger"})
    assert found.initiatives[0].gained == ("top",)


def test_the_graph_that_is_there_stays_as_it_is() -> None:
    graph = graph_of_content(plan(*whole()))
    nodes, edges = dict(graph.nodes), [replace(edge) for edge in graph.edges]
    then = imagined(graph, Change(replace(graph.nodes["o"], live=False), {("o", "g"): True}))
    assert (graph.nodes, graph.edges) == (nodes, edges)
    assert [edge.suspect for edge in then.edges] == [True, False, False, False]
    assert then.nodes["m"] is graph.nodes["m"]
    assert imagined(graph, archiving(graph, "o")).edges is graph.edges


def test_scores_are_told_of_the_home_plan_and_of_all() -> None:
    rows = [goal("g", plan="p"), outcome("o", plan="q"), *chain("g", "o")]
    found = foretold(lambda graph: archiving(graph, "o"), *rows)
    sums = [
        (one.before.satisfied, one.before.expected, one.after.expected)
        for one in (found.plan, found.workspace)
    ]
    assert sums == [(1, 3, 0), (2, 5, 2)]


@pytest.mark.parametrize(
    ("confirmed", "other_holds", "options", "suspect"),
    [
        ("now", True, {}, True),  # the meaning moves
        ("then", True, {}, False),  # it moves back to what was confirmed
        ("then", False, {}, True),
        ("now", True, {"wording_only": True}, False),
        ("now", False, {"wording_only": True}, True),
        ("older", True, {"wording_only": True}, True),
        ("then", True, {"revived": True}, True),
        ("now", True, {"revived": True, "wording_only": True}, True),
    ],
)
def test_which_links_would_be_suspect(
    confirmed: str, other_holds: bool, options: dict[str, bool], suspect: bool
) -> None:
    ties = [Tie("o", "g", confirmed, other_holds)]
    assert doubts_after(ties, "now", "then", **options) == {("o", "g"): suspect}


def test_a_trace_compared_with_itself_says_nothing() -> None:
    _graph, known = judged(*whole())
    assert (goal_shifts(known, known), initiative_shifts(known, known)) == ((), ())
    assert foretold(lambda graph: Change(graph.nodes["i"]), *whole()).nothing


def test_traces_of_different_goals_are_compared_by_key() -> None:
    every = [goal("b"), goal("d"), outcome(), moment(), learning(), initiative(), *chain(*CHAIN[1:])]
    _graph, before = judged(*every, goal("a"), link("o", "a"), link("o", "d"))
    _graph, after = judged(*every, goal("c"), goal("e"), link("o", "c"), link("o", "d"), link("o", "e"))
    (shift,) = initiative_shifts(before, after)
    assert (shift.lost, shift.gained, shift.effect) == (("a",), ("c", "e"), "changed")
    assert {one.key: one.effect for one in goal_shifts(before, after)} == {
        "a": "gone",
        "c": "back",
        "e": "back",
    }


def test_effort_is_summed_by_currency_and_state_and_unknown_is_said() -> None:
    def line(amount: str | None, state: str = "", currency: str = "") -> CostLine:
        return CostLine(
            kind="other", amount=None if amount is None else Decimal(amount), state=state, currency=currency
        )

    found = effort(
        [
            Initiative(
                key="a",
                title="A",
                hours=Decimal("1.5"),
                seats=10,
                costs=(line("0.1", "planned"), line("0.2", "planned"), line("5", "spent", "USD")),
            ),
            Initiative(key="b", title="B", hours=Decimal(3), costs=(line(None), line("7"))),
            Initiative(key="c", title="C", seats=4),
        ],
        "EUR",
    )
    assert [
        (one.currency, one.planned, one.committed, one.spent, one.unsaid, one.total) for one in found.costs
    ] == [
        ("EUR", Decimal("0.3"), 0, 0, 7, Decimal("7.3")),
        ("USD", 0, 0, 5, 0, 5),
    ]
    assert (found.count, found.cost_unknown, found.hours, found.hours_unknown) == (3, 2, 15, 2)
