"""Which relations are expected, and what satisfies them: the table of the design, line by line."""

from datetime import date
from decimal import Decimal

import pytest

from alignment.rules.content import Behaviour, Item, Link, Metric
from alignment.rules.graph import graph_of_content
from alignment.rules.score import Relation, Score, Unmet, score
from tests.rules.making import chain, goal, initiative, learning, link, moment, outcome, plan, whole

TARGET = {"kind": "at_least", "target": Decimal(1), "target_date": date(2027, 1, 1)}
UP, DOWN, CONCRETE = Relation.UPWARD, Relation.DOWNWARD, Relation.CONCRETE


def score_of(*rows: Item | Link | Metric) -> Score:
    return score(graph_of_content(plan(*rows)))


def lacking(*rows: Item | Link | Metric) -> list[tuple[str, str]]:
    return [(unmet.relation, unmet.key) for unmet in score_of(*rows).unmet]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (goal(), [DOWN, CONCRETE]),
        (goal(status="achieved"), []),
        (goal(no_learning_planned="The supplier trains"), [CONCRETE]),
        (goal(no_learning_planned=" "), [DOWN, CONCRETE]),
        (goal(status="retired"), []),
        (outcome(), [UP, DOWN, CONCRETE]),
        (outcome(archived=True), []),
        (moment(), [UP, DOWN]),
        (moment(behaviours=()), [UP, DOWN, Relation.HELPS, Relation.HINDERS]),
        (moment(behaviours=(Behaviour(effect="helps", text="Asks"),)), [UP, DOWN, Relation.HINDERS]),
        (moment(not_a_learning_problem="The rule"), [UP]),
        (learning(), [UP, DOWN]),
        (learning(target_groups=()), [UP, DOWN, Relation.TARGET_GROUP]),
        (initiative(), [UP]),
        (initiative(purpose="compliance"), []),
        (initiative(purpose="personal_development"), []),
        (initiative(status="declined"), []),
    ],
)
def test_an_item_alone_lacks_what_is_expected_of_it(item: Item, expected: list[Relation]) -> None:
    assert lacking(item) == [(relation, item.key) for relation in expected]


def test_a_whole_chain_with_numbers_is_complete() -> None:
    metrics = [Metric(key=f"x{item}", item=item, title="Number", **TARGET) for item in "go"]
    found = score_of(*whole(), *metrics)
    assert (found.satisfied, found.expected, found.percent, found.unmet) == (13, 13, 100, ())


def test_only_a_reason_that_needs_no_second_look_satisfies() -> None:
    rows = [row for row in whole() if not isinstance(row, Link)]
    found = score_of(*rows, *chain("g", "o", "m"), link("l", "m", " "), link("i", "l", suspect=True))
    assert [one for one in found.unmet if one.relation is not CONCRETE] == [
        Unmet(DOWN, "m", present=True),
        Unmet(UP, "l", present=True),
        Unmet(DOWN, "l", present=True),
        Unmet(UP, "i", present=True),
    ]


def test_a_live_child_goal_is_link_enough() -> None:
    assert lacking(goal(), goal("child", parent="g")) == [
        (DOWN, "child"),
        (CONCRETE, "child"),
        (CONCRETE, "g"),
    ]
    assert lacking(goal(), goal("child", parent="g", archived=True)) == [(DOWN, "g"), (CONCRETE, "g")]


def test_an_archived_metric_makes_nothing_concrete() -> None:
    metric = Metric(key="x", item="g", title="Number", archived=True, **TARGET)
    assert lacking(goal(), metric) == [(DOWN, "g"), (CONCRETE, "g")]


def test_a_plan_counts_the_items_whose_home_it_is() -> None:
    graph = graph_of_content(plan(*whole()))
    assert (score(graph, {"i", "l"}).expected, score(graph, {"i", "l"}).satisfied) == (4, 4)


def test_nothing_expected_is_no_score() -> None:
    assert score_of().percent is None


def test_the_percentage_is_rounded_down() -> None:
    assert (Score(199, 200).percent, Score(2, 3).percent, Score(0, 3).percent) == (99, 66, 0)
