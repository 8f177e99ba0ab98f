"""A plan's history by who, what, layer, item, day and words; and every field of one deed before and after."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed, tracked_models
from alignment.framework.queries.deed_changes import changes_of
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item, restore_item
from alignment.framework.services.links import link, unlink
from alignment.measurement.services import archive_metric
from alignment.models import Deed, Layer, Metric, Plan, User
from alignment.people.services.invitations import invite
from tests.exchange.files import load, only
from tests.factories import make_goal, make_metric, make_outcome, make_plan, make_workspace

SignIn = Callable[[User], Client]


def found(client: Client, plan: Plan, **asked: Any) -> list[str]:
    """What the history lists for a query, the latest first."""
    page = client.get(reverse("versions:plan_history", args=["acme", plan.pk]), asked)
    assert page.status_code == 200
    return [line.words for line in page.context["lines"]]


@pytest.fixture
def history(ann: User, eddy: User, plan: Plan) -> list[Any]:
    """Ann makes a goal and an outcome; Eddy edits, links, archives."""
    goal = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay"})
    outcome = create_item(Layer.OUTCOME, by=ann, plan=plan, fields={"title": "Score"})
    link(outcome, goal, by=eddy, reason="Because")
    goal = save_item(goal, by=eddy, version=1, fields={"title": "Stay longer"}, why="Tom said so")
    archive_item(outcome, by=eddy, version=1)
    return [goal, outcome]


EVERYTHING = ["Archived “Score”", "Edited “Stay”", "Linked “Score”", "Added “Score”", "Added “Stay”"]


def test_every_filter_chooses(client_of: SignIn, ann: User, plan: Plan, history: list[Any]) -> None:
    client, (goal, _outcome) = client_of(ann), history
    assert found(client, plan) == EVERYTHING
    assert found(client, plan, who="Ann") == EVERYTHING[3:]
    assert found(client, plan, who="Eddy", what="edit") == ["Edited “Stay”"]
    assert found(client, plan, layer="goal") == ["Edited “Stay”", "Added “Stay”"]
    assert found(client, plan, item=f"goal-{goal.pk}") == ["Edited “Stay”", "Linked “Score”", "Added “Stay”"]
    assert found(client, plan, text="tom said") == ["Edited “Stay”"]
    assert found(client, plan, text="score") == [EVERYTHING[0], *EVERYTHING[2:4]]
    assert found(client, plan, after=Deed.objects.get(verb="link").pk) == EVERYTHING[:2]


def test_days_are_whole_days(client_of: SignIn, ann: User, plan: Plan, history: list[Any]) -> None:
    client, today = client_of(ann), timezone.localdate()
    Deed.objects.filter(verb="create", plan=plan).update(at=timezone.now() - timedelta(days=3))
    assert found(client, plan, start=today.isoformat()) == EVERYTHING[:3]
    assert found(client, plan, end=(today - timedelta(days=1)).isoformat()) == EVERYTHING[3:]
    assert found(client, plan, start=today.isoformat(), end=today.isoformat()) == EVERYTHING[:3]
    assert found(client, plan, end="9999-12-31") == EVERYTHING


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_the_first_and_the_last_day_there_are(
    client_of: SignIn, ann: User, plan: Plan, history: list[Any], zone: str
) -> None:
    with deed("settings", by=ann, workspace=plan.workspace):
        plan.workspace.time_zone = zone
        plan.workspace.save()
    client = client_of(ann)
    assert found(client, plan, start="0001-01-01", end="9999-12-31") == EVERYTHING
    assert found(client, plan, start="9999-12-31") == found(client, plan, end="0001-01-01") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "Nobody"},
        {"what": "polish"},
        {"layer": "roof"},
        {"start": "yesterday"},
        {"item": "goal-9999999999999999999999"},
        {"item": "roof-1"},
        {"item": "goal-²"},
        {"after": "-1"},
        {"after": "9" * 30},
        {"text": "\x00"},
        {"page": "last\x00"},
    ],
)
def test_what_makes_no_sense_chooses_nothing(
    client_of: SignIn, ann: User, plan: Plan, history: list[Any], asked: dict[str, str]
) -> None:
    assert found(client_of(ann), plan, **asked) == EVERYTHING


def test_an_item_of_another_workspace_is_no_filter(
    client_of: SignIn, ann: User, plan: Plan, history: list[Any]
) -> None:
    foreign = make_goal(make_plan(make_workspace("third")), title="Secret")
    page = client_of(ann).get(
        reverse("versions:plan_history", args=["acme", plan.pk]), {"item": f"goal-{foreign.pk}"}
    )
    assert (page.context["item"], len(page.context["lines"])) == (None, 5)


def test_deeds_of_several_plans_stand_in_the_history_of_each(
    client_of: SignIn, ann: User, plan: Plan
) -> None:
    other = make_plan(plan.workspace, title="Other")
    rows = [{"key": key, "title": key, "plan": at.key} for key, at in (("one", plan), ("two", other))]
    load(only(goals=rows), plan.workspace, ann)
    row = Deed.objects.latest("pk")
    assert row.plan is None
    assert [found(client_of(ann), one)[0] for one in (plan, other)] == ["Imported "] * 2


def test_a_deed_shows_every_field_before_and_after(
    client_of: SignIn, ann: User, plan: Plan, history: list[Any]
) -> None:
    shown = client_of(ann).get(reverse("versions:deed_detail", args=["acme", history[0].done.pk]))
    (piece,) = shown.context["changed"].pieces
    told = [(one.label, one.before, one.after) for one in piece.changes]
    assert (piece.heading, piece.happened, told) == (
        "Business goal “Stay longer”",
        "changed",
        [("Title", "Stay", "Stay longer")],
    )


def test_what_was_added_and_removed_is_told_in_full(ann: User, plan: Plan) -> None:
    goal = make_goal(plan, title="Stay")
    rows = [{"text": "Pay review"}]
    made = create_item(
        Layer.OUTCOME,
        by=ann,
        plan=plan,
        fields={"title": "Score", "owner": "Dana"},
        lists={"momentum": rows},
        uppers=[(goal, "Because")],
    )
    pieces = {one.heading: one for one in changes_of(made.done).pieces}
    assert set(pieces) == {
        "Person “Dana”",
        "Performance outcome “Score”",
        "Momentum “Pay review”",
        "Outcome link: Score → Stay",
    }
    told = [(one.label, one.before, one.after) for one in pieces["Performance outcome “Score”"].changes]
    assert told == [("Title", "", "Score"), ("Who answers for it", "", "Dana")]
    away = changes_of(unlink(made.links_up.get(), by=ann)).pieces
    assert [(one.happened, one.changes[0].before, one.changes[0].after) for one in away][0][0] == "removed"


def test_deeds_about_rights_are_nobodys_reading(client_of: SignIn, ann: User, plan: Plan) -> None:
    invite(plan.workspace, email="dana@example.org", role="owner", by=ann)
    row = Deed.objects.get(verb="invite")
    assert client_of(ann).get(reverse("versions:deed_detail", args=["acme", row.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_deed_costs_the_same_for_any_number(client_of: SignIn, ann: User, plan: Plan, count: int) -> None:
    goals = [{"key": f"goal-{number}", "title": "Stay", "owner": "dana"} for number in range(count)]
    load(only(goals=goals, people=[{"key": "dana", "name": "Dana"}]), plan.workspace, ann)
    client, row = client_of(ann), Deed.objects.latest("pk")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("versions:deed_detail", args=["acme", row.pk]))
    assert len(page.context["changed"].pieces) == count + 1
    assert len(queries) == len(tracked_models()) + 8  # two tables were written


def test_a_large_deed_says_how_much_is_left_out(ann: User, plan: Plan) -> None:
    goals = [{"key": f"goal-{number}", "title": "Stay"} for number in range(130)]
    load(only(goals=goals), plan.workspace, ann)
    changed = changes_of(Deed.objects.latest("pk"))
    assert (len(changed.pieces), changed.more) == (100, 30)


def test_everything_archived_is_listed_and_comes_back(client_of: SignIn, ann: User, plan: Plan) -> None:
    client, outcome = client_of(ann), make_outcome(plan)
    metric = make_metric(outcome, title="Turnover")
    archive_metric(metric, by=ann)
    archive_item(outcome, by=ann, version=1)
    here = reverse("versions:plan_history", args=["acme", plan.pk])
    listed = client.get(here)
    assert {(one.item.pk, one.is_metric) for one in listed.context["archived"]} == {
        (outcome.pk, False),
        (metric.pk, True),
    }
    back = reverse("measurement:metric_restore", args=["acme", metric.pk])
    assert back in listed.content.decode()
    client.post(back)
    restore_item(outcome, by=ann)
    assert Metric.objects.get().is_archived is False
    assert client.get(here).context["archived"] == []
