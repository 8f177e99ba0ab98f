"""The overview of a plan: steps, first fact, what to fix next, whom to ask."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.exchange.samples import load_samples
from alignment.framework.queries.overview import Overview, overview_of
from alignment.models import Plan, User
from alignment.rules.content import Layer
from tests.factories import make_chain, make_goal, make_initiative, make_link, make_plan

SignIn = Callable[[User], Client]
TODAY = date(2026, 11, 20)


@pytest.fixture
def leaders(db: None) -> Plan:
    load_samples(today=TODAY)
    return Plan.objects.get(workspace__slug="sample", key="leaders")


def statuses(overview: Overview) -> list[str]:
    return [line.state.status.value for line in overview.steps]


def test_the_sample_shows_its_three_planted_gaps_first(leaders: Plan) -> None:
    overview = overview_of(leaders, TODAY)
    assert [(gap.kind.value, gap.key, gap.metric) for gap in overview.fixes] == [
        ("no_link_up", "time-management", ""),
        ("no_link_down", "new-manager-talk", ""),
        ("stale", "development-plan", "plans-reviewed"),
    ]
    assert overview.fixes[0].amount == 9500
    assert statuses(overview)[:2] == ["complete", "complete"]
    assert overview.complete == 2
    assert (overview.served.count, overview.served.of) == (3, 4)
    assert overview.next_text is not None
    assert overview.next_text.number == 3
    assert [one.who for one in overview.steps[0].consulted] == ["Priya Nair (sample)", "Tom Birch (sample)"]
    _fixing_a_gap_moves_the_numbers(leaders, overview)


def _fixing_a_gap_moves_the_numbers(leaders: Plan, before: Overview) -> None:
    moment = leaders.momentoftruths.get(key="new-manager-talk")
    make_link(leaders.learningoutcomes.get(key="listen"), moment, reason="They have to hear first.")
    leaders.workspace.refresh_from_db()
    after = overview_of(leaders, TODAY)
    assert len(after.gaps) == len(before.gaps) - 1
    assert after.score.satisfied == before.score.satisfied + 1
    assert after.fixes[1].key == "development-plan"


def test_an_empty_plan_starts_with_step_one(ann: User, plan: Plan, client_of: SignIn) -> None:
    response = client_of(ann).get(reverse("framework:plan_overview", args=["acme", plan.pk]))
    overview = response.context["overview"]
    assert (overview.is_empty, statuses(overview)) == (True, ["not_started"] * 5)
    assert response.context["next_url"] == reverse("framework:step", args=["acme", plan.pk, "goals"])
    assert "Continue with step 1" in response.content.decode()


def test_a_reader_is_led_to_the_answers_and_not_to_a_step(ben: User, plan: Plan, client_of: SignIn) -> None:
    page = client_of(ben).get(reverse("framework:plan_overview", args=["acme", plan.pk])).content.decode()
    assert ("Continue with" in page, "Check the plan" in page) == (False, True)


def test_steps_say_what_is_missing(plan: Plan) -> None:
    make_goal(plan, title="Stay")
    make_goal(plan, title="Grow")
    first, second, third, *_ = overview_of(plan, TODAY).steps
    assert first.sentence == (
        "2 business goals. “Stay” does not say how the organisation wants to get there. And 7 more."
    )
    assert second.sentence == "What has to change so that the goals are met?"
    assert third.sentence == "You can start now and come back to what comes before."


def test_fixes_lead_to_what_closes_them_and_back(ann: User, plan: Plan, client_of: SignIn) -> None:
    *_, moment, _, _ = make_chain(plan)
    orphan = make_initiative(plan, title="Old course")
    here = reverse("framework:plan_overview", args=["acme", plan.pk])
    fix = client_of(ann).get(here).context["fixes"][0]
    link_new = reverse("framework:link_new", args=["acme", "initiative", orphan.pk])
    assert (fix.title, fix.action) == ("Old course", "Link it")
    assert fix.action_address == f"{link_new}?next=%2Fw%2Facme%2Fplans%2F{plan.pk}%2F"
    assert moment.plan == plan


@pytest.mark.parametrize("count", [1, 3])
def test_overview_costs_the_same_for_any_number(ann: User, plan: Plan, client_of: SignIn, count: int) -> None:
    for _ in range(count):
        make_chain(plan)
    client = client_of(ann)
    here = reverse("framework:plan_overview", args=["acme", plan.pk])
    client.get(here)
    with CaptureQueriesContext(connection) as warm:
        response = client.get(here)
    assert response.context["overview"].steps[Layer.INITIATIVE - 1].state.count == count
    assert len(warm) == 7  # two of them for the sign-offs


def test_a_reader_is_offered_no_change(ben: User, plan: Plan, client_of: SignIn) -> None:
    make_initiative(plan, title="Old course")
    page = client_of(ben).get(reverse("framework:plan_overview", args=["acme", plan.pk]))
    assert page.status_code == 200
    for name in ("plan_edit", "plan_copy", "plan_archive", "note_add"):
        assert reverse(f"framework:{name}", args=["acme", plan.pk]) not in page.content.decode()
    assert "Link it<" not in page.content.decode()


def test_a_plan_reaches_goals_of_another(plan: Plan) -> None:
    other = make_plan(plan.workspace, title="Other")
    goal, outcome, moment, learning, _ = make_chain(other)
    make_initiative(plan, learning, title="Academy")
    overview = overview_of(plan, TODAY)
    assert (overview.served.count, overview.served.of) == (1, 1)
    assert statuses(overview) == ["not_started", "not_started", "not_started", "complete", "complete"]
