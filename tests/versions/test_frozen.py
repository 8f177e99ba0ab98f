"""A frozen plan says of itself what the live one says: samples, random documents, shared academies."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from alignment.exchange.document import read as read_file
from alignment.exchange.services import import_document, workspace_for
from alignment.models import Plan, User, Workspace
from alignment.rules.as_json import measure_json, trace_json
from alignment.rules.gaps import gaps, hints
from alignment.rules.graph import graph_of_content
from alignment.rules.scope import scope
from alignment.rules.score import score
from alignment.rules.verdicts import trace
from alignment.tracing.contents import content_now, content_of
from alignment.tracing.queries import traced
from alignment.versions.codec import decode, encode
from alignment.versions.frozen import FrozenProblem, digest, frozen, read, write
from tests.factories import (
    make_chain,
    make_goal,
    make_initiative,
    make_learning,
    make_metric,
    make_outcome,
    make_plan,
    make_reading,
)
from tests.rules.documents import content_of as content_of_file
from tests.rules.documents import plan_files

SAMPLES = Path(__file__).parents[2] / "alignment" / "samples"
NAMES = ("leaders", "leaders-start", "service", "sales", "social", "one-company")
TODAY = date(2026, 11, 20)
_slugs = (f"frozen-{number}" for number in itertools.count())


def said(content: Any, graph: Any, found: Any, plan: str) -> dict[str, Any]:
    """All that the pages of a plan derive from its content and graph."""
    own = scope(graph, found, plan)
    return {
        "trace": trace_json("x", graph, found, plan),
        "measure": measure_json(content, TODAY),
        "goals": {key: found.goals[key] for key in own.goals},
        "score": score(graph, own.own),
        "foreign": own.foreign,
        "gaps": gaps(content, graph, found, TODAY),
        "hints": hints(content, graph, found, TODAY),
    }


def assert_frozen_says_the_same(plan: Plan) -> None:
    content = content_of(plan.workspace, plan)
    again = read(write(frozen(*content_now(plan), plan.key)))
    live, now = traced(plan.workspace), trace(again.graph)
    assert said(again.content, again.graph, now, plan.key) == said(content, *live, plan.key)
    assert (list(again.content.layered()), again.content.links) == (list(content.layered()), content.links)
    assert again.content.metrics == content.metrics
    assert {item.key for _layer, item in content.layered()} <= again.graph.nodes.keys()


def load(*documents: dict[str, Any]) -> Workspace:
    slug = next(_slugs)
    for document in documents:
        parsed = read_file(json.dumps(document))
        import_document(parsed, workspace=workspace_for(parsed, slug), by=None)
    return Workspace.objects.get(slug=slug)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(plan_files())
def test_a_random_plan_says_the_same_when_it_is_frozen(document: dict[str, Any]) -> None:
    for plan in Plan.objects.filter(workspace=load(document)):
        assert_frozen_says_the_same(plan)


@pytest.mark.django_db
def test_the_samples_say_the_same_when_they_are_frozen() -> None:
    workspace = load(*(json.loads((SAMPLES / f"{name}.json").read_text()) for name in NAMES))
    plans = list(Plan.objects.filter(workspace=workspace))
    assert len(plans) == len(NAMES)
    for plan in plans:
        assert_frozen_says_the_same(plan)


def test_plans_that_share_an_academy_say_the_same(workspace: Workspace, plan: Plan) -> None:
    """Foreign work below own goals, own work for foreign goals, child goals and claims elsewhere."""
    academy, third = make_plan(workspace, title="Academy"), make_plan(workspace, title="Third")
    goal, outcome, moment, _learning, own = make_chain(plan)
    other, _outcome, far, *_ = make_chain(third)
    child = make_goal(third, parent=goal)
    make_outcome(third, child)
    shared = make_learning(academy, moment, far)
    make_initiative(academy, shared, status="running")
    make_initiative(plan, shared)
    make_chain(academy)
    make_reading(make_metric(outcome, baseline=1, target=2, target_date=TODAY), TODAY, 1)
    for one in (plan, academy, third):
        assert_frozen_says_the_same(one)
    assert other.key in read(write(frozen(*content_now(plan), plan.key))).graph.nodes
    assert own.key not in read(write(frozen(*content_now(academy), academy.key))).graph.nodes


def test_what_does_not_concern_the_plan_is_not_frozen(workspace: Workspace, plan: Plan) -> None:
    make_chain(plan)
    elsewhere = make_plan(workspace, title="Elsewhere", description="Secret")
    make_chain(elsewhere)
    what = frozen(*content_now(plan), plan.key)
    assert [one.key for one in what.content.plans] == [plan.key]
    assert {node.plan for node in what.graph.nodes.values()} == {plan.key}
    assert "Secret" not in write(what)


def test_people_and_groups_stay_where_something_names_them() -> None:
    content = content_of_file(json.loads((SAMPLES / "leaders.json").read_text()))
    extra = replace(content.people[0], key="nobody")
    what = frozen(replace(content, people=(*content.people, extra)), graph_of_content(content), "leaders")
    assert what.content.people == content.people
    assert what.content.target_groups == content.target_groups


@given(plan_files())
def test_content_comes_back_from_json_as_it_was(document: dict[str, Any]) -> None:
    content = content_of_file(document)
    assert decode(type(content), json.loads(json.dumps(encode(content)))) == content


def test_the_same_plan_gives_the_same_text(plan: Plan, ann: User) -> None:
    make_chain(plan)
    first = write(frozen(*content_now(plan), plan.key))
    assert first == write(frozen(*content_now(plan), plan.key)) == write(read(first))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no JSON"),
        ("[]", "not a version of a plan"),
        ('{"format": "throughline-plan", "version": 1}', "not a version of a plan"),
        ('{"format": "throughline-version", "version": 2}', "stored in format 2; only format 1 can be read"),
        ('{"format": "throughline-version", "version": 1}', "damaged: a field is missing"),
        (
            '{"format": "throughline-version", "version": 1, "plan": "p", "content": {"moon": 1}}',
            "damaged: content.moon: unknown field",
        ),
        (
            '{"format": "throughline-version", "version": 1, "plan": "p", "content":'
            ' {"goals": [{"key": 1}]}}',
            r"damaged: content.goals\[0\].key: '1' is no str",
        ),
        (
            '{"format": "throughline-version", "version": 1, "plan": "p", "content": {"goals": {}}}',
            "damaged: content.goals: not a list",
        ),
        (
            '{"format": "throughline-version", "version": 1, "plan": "p", "content": {},'
            ' "nodes": [{"key": "g", "layer": 9}]}',
            r"damaged: nodes\[0\].layer: '9' cannot be read",
        ),
    ],
)
def test_what_cannot_be_read_is_named(text: str, problem: str) -> None:
    with pytest.raises(FrozenProblem, match=problem):
        read(text)


def test_every_part_counts_in_the_digest() -> None:
    parts: dict[str, Any] = {
        "plan": "p",
        "number": 1,
        "note": "n",
        "as_of": TODAY,
        "made_at": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "made_by_name": "Ann",
        "satisfied": 1,
        "expected": 2,
        "content": "{}",
        "previous": "",
    }
    other = {
        "plan": "q",
        "number": 2,
        "note": "",
        "as_of": date(2026, 11, 21),
        "made_at": datetime(2026, 11, 20, 9, tzinfo=UTC),
        "made_by_name": "Ben",
        "satisfied": 2,
        "expected": 1,
        "content": "{} ",
        "previous": "0",
    }
    found = {digest(**parts), *(digest(**parts | {name: value}) for name, value in other.items())}
    assert len(found) == len(parts) + 1
