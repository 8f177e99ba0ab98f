"""Search over a workspace."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.queries.search import marked, search
from alignment.models import Plan, User, Workspace
from tests.asking import make_request
from tests.factories import (
    make_goal,
    make_initiative,
    make_metric,
    make_moment,
    make_person,
    make_plan,
    make_workspace,
)
from tests.offers import make_offer

SignIn = Callable[[User], Client]
PLACE = "/w/acme/search/"


def titles(workspace: Workspace, text: str, kind: str = "") -> dict[str, list[str]]:
    """What is found, by kind, as plain titles."""
    return {
        group.kind: ["".join(part for part, _hit in hit.title) for hit in group.hits]
        for group in search(workspace, text, kind)
    }


def test_every_kind_is_searched_by_title_description_and_key(workspace: Workspace) -> None:
    plan = make_plan(workspace, title="Feedback plan")
    make_goal(plan, title="Stay", description="More feedback for all")
    make_goal(plan, title="Grow", strategy="Feedback first")
    make_moment(plan, title="Talk", situation="The monthly feedback talk")
    make_initiative(plan, title="Card", key="feedback-card")
    make_metric(plan.businessgoals.first(), title="Feedback talks held")
    make_person(workspace, "Fiona Feedback")
    make_request(workspace, title="Talks fail", happening="No feedback is given")
    make_offer(workspace, title="Feedback in an hour", description="Not searched")
    make_offer(workspace, title="Not this one", description="Feedback")
    make_goal(plan, title="Nothing to do with it")
    make_goal(make_plan(make_workspace("elsewhere")), title="Feedback elsewhere")
    assert titles(workspace, "FEEDBACK") == {
        "plan": ["Feedback plan"],
        "goal": ["Grow", "Stay"],
        "moment": ["Talk"],
        "initiative": ["Card"],
        "metric": ["Feedback talks held"],
        "request": ["Talks fail"],
        "catalogue": ["Feedback in an hour"],
        "person": ["Fiona Feedback"],
    }


def test_every_word_must_be_there_and_the_best_comes_first(plan: Plan) -> None:
    for title in ("The sales course", "Sales course", "Course for sales", "Sales only", "Sales course II"):
        make_initiative(plan, title=title)
    make_initiative(plan, title="Sales course", archived_at="2026-01-01T00:00Z")
    (group,) = search(plan.workspace, "sales course")
    found = [("".join(part for part, _hit in hit.title), hit.archived) for hit in group.hits]
    assert found == [
        ("Sales course", False),
        ("Sales course II", False),
        ("The sales course", False),
        ("Course for sales", False),
        ("Sales course", True),
    ]


def test_letters_beyond_ascii_are_found_in_either_case(plan: Plan) -> None:
    make_goal(plan, title="Übergabe verbessern")
    assert titles(plan.workspace, "übergabe") == {"goal": ["Übergabe verbessern"]}


def test_few_are_listed_until_one_kind_is_asked_for(plan: Plan) -> None:
    for number in range(10):
        make_goal(plan, title=f"Goal {number}")
    make_initiative(plan, title="A goal-free course")
    first, second = search(plan.workspace, "goal")
    assert (first.kind, len(first.hits), first.more) == ("goal", 8, 2)
    assert (second.kind, len(second.hits), second.more) == ("initiative", 1, 0)
    (only,) = search(plan.workspace, "goal", "goal")
    assert (len(only.hits), only.more) == (10, 0)


def test_wildcards_are_plain_letters(plan: Plan) -> None:
    make_goal(plan, title="Save 10 %")
    make_goal(plan, title="Save 10 euros")
    assert titles(plan.workspace, "10 %") == {"goal": ["Save 10 %"]}
    assert titles(plan.workspace, "_") == {}


def test_what_matches_is_marked() -> None:
    assert marked("Give Feedback, get feedback", ["feedback", "give"]) == (
        ("Give", True),
        (" ", False),
        ("Feedback", True),
        (", get ", False),
        ("feedback", True),
    )
    assert marked("", ["x"]) == ()


def test_the_page_shows_hits_as_text_and_links(ben: User, plan: Plan, client_of: SignIn) -> None:
    goal = make_goal(plan, title="<b>Stay</b> here")
    page = client_of(ben).get(PLACE, {"q": "stay"}).content.decode()
    address = reverse("framework:item", args=["acme", "goal", goal.pk])
    assert f'<a href="{address}">&lt;b&gt;<mark>Stay</mark>&lt;/b&gt; here</a>' in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 101, "nobody wrote this"])
def test_nothing_is_found_without_an_error(ben: User, plan: Plan, client_of: SignIn, text: str) -> None:
    make_goal(plan, title="x")
    response = client_of(ben).get(PLACE, {"q": text})
    assert (response.status_code, response.context["groups"]) == (200, [])


def test_a_stranger_searches_nothing(cleo: User, plan: Plan, client_of: SignIn) -> None:
    assert client_of(cleo).get(PLACE, {"q": "plan"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_search_costs_the_same_for_any_number(ben: User, plan: Plan, client_of: SignIn, count: int) -> None:
    for _ in range(count):
        make_metric(make_goal(plan, title="Goal"), title="Goal score")
    client = client_of(ben)
    with CaptureQueriesContext(connection) as queries:
        groups = client.get(PLACE, {"q": "goal"}).context["groups"]
    assert [len(hits) for _group, hits in groups] == [count, count]
    assert len(queries) == 14
