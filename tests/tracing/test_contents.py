"""What a plan says, read from the database."""

from collections.abc import Callable
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alignment.models import Layer, Plan, Workspace
from alignment.rules.graph import graph_of_content
from alignment.rules.verdicts import trace
from alignment.tracing.contents import content_of
from alignment.tracing.queries import graph_of, traced
from tests.factories import (
    make_chain,
    make_goal,
    make_initiative,
    make_learning,
    make_link,
    make_metric,
    make_outcome,
    make_plan,
    make_reading,
)


def test_content_holds_every_layer_in_order(workspace: Workspace, plan: Plan) -> None:
    goal, outcome, moment, learning, initiative = make_chain(plan)
    metric = make_metric(outcome, baseline=12, target=30)
    make_reading(metric, "2026-09-30", 19)

    found = content_of(workspace)

    assert [item.key for _layer, item in found.layered()] == [
        goal.key, outcome.key, moment.key, learning.key, initiative.key
    ]  # fmt: skip
    assert [(link.lower, link.upper, link.suspect) for link in found.links] == [
        (outcome.key, goal.key, False),
        (moment.key, outcome.key, False),
        (learning.key, moment.key, False),
        (initiative.key, learning.key, False),
    ]
    assert found.metrics[0].item == outcome.key
    assert [str(reading.value.normalize()) for reading in found.metrics[0].readings] == ["19"]


def test_a_plan_shows_foreign_work_below_its_goals_and_marks_it(workspace: Workspace, plan: Plan) -> None:
    other = make_plan(workspace, title="Academy")
    _goal, _outcome, moment, _learning, _initiative = make_chain(plan)
    shared = make_learning(other, moment)
    academy = make_initiative(other, shared)
    make_goal(other, title="Not ours")

    found = content_of(workspace, plan)

    assert [(i.key, i.foreign) for i in found.learning_outcomes][-1] == (shared.key, True)
    assert [(i.key, i.foreign) for i in found.initiatives][-1] == (academy.key, True)
    assert [goal.title for goal in found.goals if goal.foreign] == []


def test_a_plan_shows_the_neighbours_of_its_items(workspace: Workspace, plan: Plan) -> None:
    other = make_plan(workspace)
    goal = make_goal(other, title="Theirs")
    make_outcome(plan, goal)

    found = content_of(workspace, plan)

    assert [(one.title, one.foreign) for one in found.goals] == [("Theirs", True)]
    assert len(found.links) == 1


def test_graph_from_rows_equals_graph_from_content(workspace: Workspace, plan: Plan) -> None:
    goal, outcome, *_rest = make_chain(plan)
    make_chain(plan, status="stopped")
    make_metric(goal, baseline=1, target=2, target_date="2027-01-01")
    make_metric(outcome, kind="qualitative")

    rows, content = graph_of(workspace), graph_of_content(content_of(workspace))

    assert rows.nodes == content.nodes
    assert sorted(rows.edges, key=lambda e: (e.lower, e.upper)) == sorted(
        content.edges, key=lambda e: (e.lower, e.upper)
    )
    assert trace(rows) == trace(content)


@pytest.mark.parametrize("confidence", [0, 1, 2, 3])
def test_rows_tell_what_each_link_is_worth(workspace: Workspace, plan: Plan, confidence: int) -> None:
    goal = make_goal(plan)
    reasons = ["", " ", "\u2003\n\t \x1f\u3000", "\n Because", "Because ", "ß"]
    for reason, changed in product(reasons, [False, True]):
        outcome = make_outcome(plan)
        digests = {"lower_meaning": "other"} if changed else {}
        make_link(outcome, goal, reason=reason, confidence=confidence, **digests)

    rows, content = graph_of(workspace), graph_of_content(content_of(workspace))

    assert rows.rungs.nodes == content.rungs.nodes
    for sound, least in product([False, True], range(4)):
        hops = [list(graph.rungs.hops(Layer.OUTCOME, least, sound)) for graph in (rows, content)]
        assert sorted(hops[0]) == sorted(hops[1])
        assert len(hops[0]) == (0 if least > confidence else 3 if sound else 12)
    assert len(list(rows.rungs.suspects())) == 6
    edges = [sorted(map(repr, graph.edges)) for graph in (rows, content)]
    assert edges[0] == edges[1]


@pytest.mark.parametrize("of_plan", [True, False])
def test_content_costs_the_same_queries_for_one_and_three(
    workspace: Workspace, plan: Plan, of_plan: bool
) -> None:
    def cost() -> int:
        traced(workspace)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            content_of(workspace, plan if of_plan else None)
        return len(caught)

    make_chain(plan)
    one = cost()
    make_chain(plan)
    make_chain(plan)
    workspace.refresh_from_db()

    assert cost() == one


@pytest.mark.parametrize("chains", [1, 3])
def test_a_graph_costs_three_queries_whatever_it_holds(
    workspace: Workspace, plan: Plan, chains: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(chains):
        _goal, outcome, *_rest = make_chain(plan)
        make_metric(outcome, baseline=12, target=30)

    with django_assert_num_queries(3):
        graph = graph_of(workspace)

    assert (len(graph.nodes), len(graph.edges)) == (5 * chains, 4 * chains)


def test_trace_is_kept_for_a_revision_and_renewed_after_a_write(
    workspace: Workspace, plan: Plan, django_assert_num_queries: Callable[..., object]
) -> None:
    *_chain, initiative = make_chain(plan)
    workspace.refresh_from_db()
    assert traced(workspace)[1].initiatives[initiative.key].verdict == "traced"
    with django_assert_num_queries(0):
        traced(workspace)

    orphan = make_initiative(plan)
    workspace.refresh_from_db()

    assert traced(workspace)[1].initiatives[orphan.key].verdict == "orphan"
