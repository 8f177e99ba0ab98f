"""The list of plans, and making, renaming, copying and archiving one in the browser."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.queries.plans import plan_lines
from alignment.models import BusinessGoal, Plan, User, Workspace
from alignment.rules.content import Layer
from tests.factories import make_chain, make_goal, make_initiative, make_metric, make_plan

SignIn = Callable[[User], Client]
TODAY = date(2026, 11, 20)


def place(name: str, *args: Any) -> str:
    return reverse(f"framework:{name}", args=["acme", *args])


def test_plan_list_says_how_far_each_plan_is(workspace: Workspace) -> None:
    plan = make_plan(workspace, position=0)
    make_chain(plan, status="running", end="2026-12-24")
    make_initiative(plan, title="Old course")
    make_plan(workspace, title="Empty", position=1)
    workspace.refresh_from_db()
    first, second = plan_lines(workspace, archived=False, today=TODAY)
    assert (first.reached, first.items, first.served.count, first.served.of) == (Layer.INITIATIVE, 6, 1, 2)
    assert first.coming is not None
    assert (first.coming.day.isoformat(), first.coming.what) == (
        "2026-12-24",
        f"ends: {plan.initiatives.first().title}",
    )
    # Gaps: no strategy, no number on goal and outcome, an initiative that supports nothing.
    # The score counts the target group instead of the strategy.
    assert (first.gaps, first.score.satisfied, first.score.expected) == (4, 10, 14)
    assert (second.reached, second.gaps, second.score.percent, second.coming) == (None, 0, None, None)


def test_plan_list_counts_the_gaps_that_the_overview_lists(
    ann: User, workspace: Workspace, client_of: SignIn
) -> None:
    plan = make_plan(workspace)
    goal, *_ = make_chain(plan)
    make_metric(goal, target_date="2026-01-01", baseline_date="2026-06-01", cadence="monthly")
    response = client_of(ann).get(place("plan_overview", plan.pk))
    workspace.refresh_from_db()
    (line,) = plan_lines(workspace, archived=False, today=TODAY)
    assert line.gaps == len(response.context["overview"].gaps)


@pytest.mark.parametrize("count", [1, 3])
def test_plan_list_costs_the_same_for_any_number(
    ann: User, workspace: Workspace, client_of: SignIn, count: int
) -> None:
    for _ in range(count):
        make_chain(make_plan(workspace))
    client = client_of(ann)
    with CaptureQueriesContext(connection) as cold:
        client.get(place("plan_list"))
    with CaptureQueriesContext(connection) as warm:
        response = client.get(place("plan_list"))
    assert len(response.context["lines"]) == count
    assert (len(cold), len(warm)) == (20, 8)  # two of them for the sign-offs, of which there are none


def test_plan_list_shows_archived_plans_apart(ann: User, workspace: Workspace, client_of: SignIn) -> None:
    make_plan(workspace, title="Now")
    make_plan(workspace, title="Then", archived_at="2026-01-01T00:00Z")
    client = client_of(ann)
    assert [line.plan.title for line in client.get(place("plan_list")).context["lines"]] == ["Now"]
    archived = client.get(place("plan_list"), {"show": "archived"})
    assert [line.plan.title for line in archived.context["lines"]] == ["Then"]


def test_an_empty_workspace_says_what_to_do(
    ann: User, ben: User, workspace: Workspace, client_of: SignIn
) -> None:
    owner, reader = client_of(ann).get(place("plan_list")), client_of(ben).get(place("plan_list"))
    assert "Start your first plan" in owner.content.decode()
    assert "No plan yet" in reader.content.decode()
    assert place("plan_new") not in reader.content.decode()


def test_plan_new_makes_a_plan_with_its_goal(ann: User, workspace: Workspace, client_of: SignIn) -> None:
    client = client_of(ann)
    key = client.get(place("plan_new")).context["form"]["request_key"].value()
    sent = {"title": " People   plan ", "goal": "Keep our people", "request_key": key}
    response = client.post(place("plan_new"), sent)
    plan = Plan.objects.get()
    assert response.headers["Location"] == place("plan_overview", plan.pk)
    assert (plan.title, BusinessGoal.objects.get().title) == ("People plan", "Keep our people")
    again = client.post(place("plan_new"), sent)
    assert (again.headers["Location"], Plan.objects.count()) == (place("plan_overview", plan.pk), 1)


def test_plan_new_asks_for_a_name(ann: User, workspace: Workspace, client_of: SignIn) -> None:
    response = client_of(ann).post(place("plan_new"), {"title": "", "goal": "Keep our people"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["title"])
    assert response.context["form"]["goal"].value() == "Keep our people"


def test_plan_edit_saves_and_offers_undo(ann: User, plan: Plan, client_of: SignIn) -> None:
    client = client_of(ann)
    sent = {"title": "Plan 2028", "description": "For all", "version": 1}
    response = client.post(place("plan_edit", plan.pk), sent, follow=True)
    plan.refresh_from_db()
    assert (plan.title, plan.description) == ("Plan 2028", "For all")
    (message,) = response.context["messages"]
    assert (str(message), message.extra_tags.startswith("undo:acme:")) == ("Saved “Plan 2028”.", True)


def test_plan_edit_sets_how_often_people_are_told(ann: User, plan: Plan, client_of: SignIn) -> None:
    address, client = place("plan_edit", plan.pk), client_of(ann)
    sent = {"title": plan.title, "version": plan.version, "update_every": "monthly"}
    assert client.post(address, sent).status_code == 302
    assert (
        client.post(address, {**sent, "version": plan.version + 1, "update_every": "never"}).status_code
        == 422
    )
    plan.refresh_from_db()
    assert plan.update_every == "monthly"


def test_plan_edit_shows_both_texts_after_a_conflict(
    ann: User, eddy: User, plan: Plan, client_of: SignIn
) -> None:
    client_of(eddy).post(place("plan_edit", plan.pk), {"title": "Eddy’s plan", "version": 1})
    response = client_of(ann).post(place("plan_edit", plan.pk), {"title": "Ann’s plan", "version": 1})
    (difference,) = response.context["conflict"].contested
    assert response.status_code == 409
    assert (difference.was, difference.theirs, difference.yours) == (plan.title, "Eddy’s plan", "Ann’s plan")
    assert response.context["form"]["version"].value() == "2"
    plan.refresh_from_db()
    assert plan.title == "Eddy’s plan"


def test_plan_archive_asks_first_and_restore_brings_back(ann: User, plan: Plan, client_of: SignIn) -> None:
    make_goal(plan)
    client = client_of(ann)
    assert client.get(place("plan_archive", plan.pk)).context["going"] == 1
    assert not Plan.objects.get().is_archived
    client.post(place("plan_archive", plan.pk))
    assert Plan.objects.get().is_archived
    client.post(place("plan_restore", plan.pk))
    assert (Plan.objects.get().is_archived, BusinessGoal.objects.get().is_archived) == (False, False)


def test_plan_copy_offers_a_name_and_makes_one_copy(ann: User, plan: Plan, client_of: SignIn) -> None:
    make_chain(plan)
    client = client_of(ann)
    form = client.get(place("plan_copy", plan.pk)).context["form"]
    sent = {"title": form["title"].value(), "request_key": form["request_key"].value()}
    client.post(place("plan_copy", plan.pk), sent)
    client.post(place("plan_copy", plan.pk), sent)
    titles = sorted(Plan.objects.values_list("title", flat=True))
    assert titles == ["Copy of People plan 2027", "People plan 2027"]


@pytest.mark.parametrize("name", ["plan_edit", "plan_archive", "plan_restore", "plan_copy"])
def test_readers_and_strangers_change_no_plan(
    ben: User, cleo: User, plan: Plan, client_of: SignIn, name: str
) -> None:
    sent = {"title": "Mine", "version": 1}
    assert client_of(ben).post(place(name, plan.pk), sent).status_code == 403
    assert client_of(cleo).post(place(name, plan.pk), sent).status_code == 404
    plan.refresh_from_db()
    assert (plan.title, plan.is_archived, Plan.objects.count()) == ("People plan 2027", False, 1)


def test_a_plan_of_another_workspace_is_not_found(cleo: User, plan: Plan, client_of: SignIn) -> None:
    foreign = reverse("framework:plan_overview", args=["other", plan.pk])
    assert client_of(cleo).get(foreign).status_code == 404
