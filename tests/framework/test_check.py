"""The check page and the interview sheet."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.queries.check import check_of
from alignment.framework.questions import STEPS
from alignment.models import Plan, User
from tests.factories import make_chain, make_goal, make_learning, make_metric, make_plan, make_reading

SignIn = Callable[[User], Client]
TODAY = date(2026, 11, 20)


def place(plan: Plan) -> str:
    return reverse("framework:check", args=["acme", plan.pk])


def test_everything_of_a_plan_stands_on_one_page(ann: User, plan: Plan) -> None:
    goal, outcome, *_ = make_chain(plan)
    metric = make_metric(outcome, baseline=12, baseline_date=date(2026, 1, 1), target=30)
    make_reading(metric, date(2026, 9, 30), 19)
    make_goal(plan, title="Retired", status="retired", position=1)
    make_goal(plan, title="Archived", archived_at="2026-01-01T00:00Z")
    make_learning(make_plan(plan.workspace), title="Foreign")
    check = check_of(plan, TODAY)
    assert [[answers.item.title for answers in step.items] for step in check.steps] == [
        [goal.title, "Retired"],
        *[[item.title] for item in (outcome, *_)],
    ]
    answers = check.steps[1].items[0]
    assert [(title, link.reason) for title, link in answers.supports] == [(goal.title, "Because it helps")]
    assert [(one.metric.title, one.now.current) for one in answers.metrics] == [("Employee score", 19)]
    assert [one.live for one in check.steps[0].items] == [True, False]
    assert [fact.label for fact in check.steps[2].items[0].facts] == ["What helps", "What hinders"]


def test_gaps_come_first_each_with_what_closes_it(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = make_goal(plan, title="Stay")
    response = client_of(ann).get(place(plan))
    assert [(fix.kind, fix.action) for fix in response.context["fixes"]] == [
        ("no_link_down", "Add or link one"),
        ("not_concrete", "Add a metric"),
        ("no_strategy", "Edit"),
    ]
    support = reverse("framework:item_support", args=["acme", "goal", goal.pk])
    page = response.content.decode()
    assert page.index(support) < page.index("1. Business goals")
    edit = reverse("framework:item_edit", args=["acme", "goal", goal.pk])
    assert f"{edit}?next={place(plan)}%23goal-{goal.pk}" in page


def test_a_reader_gets_no_change_links(ben: User, cleo: User, plan: Plan, client_of: SignIn) -> None:
    make_chain(plan)
    page = client_of(ben).get(place(plan)).content.decode()
    assert ("/edit/" in page, "data-print" in page) == (False, True)
    assert client_of(cleo).get(place(plan)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_check_costs_the_same_for_any_number(ann: User, plan: Plan, client_of: SignIn, count: int) -> None:
    for _ in range(count):
        make_chain(plan)
    client = client_of(ann)
    client.get(place(plan))
    with CaptureQueriesContext(connection) as warm:
        client.get(place(plan))
    assert len(warm) == 4


@pytest.mark.parametrize("text", STEPS, ids=lambda text: text.slug)
def test_the_interview_sheet_asks_every_question(
    ben: User, plan: Plan, client_of: SignIn, text: object
) -> None:
    slug, prompts = text.slug, text.prompts  # type: ignore[attr-defined]
    response = client_of(ben).get(reverse("framework:interview", args=["acme", plan.pk, slug]))
    page = response.content.decode()
    assert (response.status_code, page.count("interview-lines")) == (200, len(prompts))
    assert page.index(str(prompts[0])[:20]) < page.index(str(prompts[-1])[:20])


def test_there_is_no_sheet_for_another_word(ben: User, plan: Plan, client_of: SignIn) -> None:
    place = reverse("framework:interview", args=["acme", plan.pk, "metrics"])
    assert client_of(ben).get(place).status_code == 404
