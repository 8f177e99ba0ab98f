"""What others changed while a page was open: told quietly, cheaply, and not of oneself."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.notes import park_note
from alignment.models import BusinessGoal, Deed, Layer, Plan, User, Workspace
from tests.factories import make_goal, make_plan, make_workspace

SignIn = Callable[[User], Client]


@pytest.fixture
def goal(ann: User, plan: Plan) -> BusinessGoal:
    return create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay"})


def revision(plan: Plan) -> int:
    return Workspace.objects.get(pk=plan.workspace_id).revision


def ask(client: Client, plan: Plan, since: Any, *editing: str) -> Any:
    here = reverse("versions:changes", args=["acme", plan.pk])
    return client.get(here, {"since": since, "item": editing})


def test_others_are_told_and_oneself_is_not(
    client_of: SignIn, ann: User, eddy: User, plan: Plan, goal: BusinessGoal
) -> None:
    since = revision(plan)
    save_item(goal, by=eddy, version=1, fields={"title": "Stay longer"})
    told = ask(client_of(ann), plan, since)
    assert (told.status_code, told.context["news"].latest.by, told.context["news"].touched) == (
        200,
        eddy,
        None,
    )
    words = " ".join(told.content.decode().split())
    assert "Eddy changed “Stay” a moment ago." in words
    shown = reverse("versions:plan_history", args=["acme", plan.pk])
    assert f'href="{shown}?after={Deed.objects.latest("pk").pk - 1}"' in words
    assert ask(client_of(eddy), plan, since).status_code == 204
    assert ask(client_of(ann), plan, revision(plan)).status_code == 204


def test_several_are_counted_and_the_link_shows_exactly_them(
    client_of: SignIn, ann: User, eddy: User, plan: Plan, goal: BusinessGoal
) -> None:
    since, client = revision(plan), client_of(ann)
    saved = save_item(goal, by=eddy, version=1, fields={"title": "Stay longer"})
    park_note(plan, text="Mine", by=ann)
    archive_item(saved, by=eddy, version=2)
    news = ask(client, plan, since).context["news"]
    assert (news.words, news.count) == ("Archived “Stay longer”", 2)
    shown = client.get(reverse("versions:plan_history", args=["acme", plan.pk]), {"after": news.after})
    assert [line.words for line in shown.context["lines"]] == [
        "Archived “Stay longer”",
        "Parked “Mine”",
        "Edited “Stay”",
    ]


def test_an_edit_form_learns_whether_its_own_item_was_changed(
    client_of: SignIn, ann: User, eddy: User, plan: Plan, goal: BusinessGoal
) -> None:
    other = make_goal(plan)
    since = revision(plan)
    save_item(goal, by=eddy, version=1, fields={"title": "Stay longer"})
    mine, others = (ask(client_of(ann), plan, since, f"goal-{pk}") for pk in (goal.pk, other.pk))
    assert [one.context["news"].touched for one in (mine, others)] == [True, False]
    assert "What you are editing was changed too" in mine.content.decode()
    assert 'target="_blank"' in mine.content.decode()


def test_another_plan_and_another_workspace_are_no_news(
    client_of: SignIn, ann: User, eddy: User, cleo: User, plan: Plan, goal: BusinessGoal
) -> None:
    since = revision(plan)
    create_item(Layer.GOAL, by=eddy, plan=make_plan(plan.workspace), fields={"title": "Elsewhere"})
    create_item(Layer.GOAL, by=cleo, plan=make_plan(make_workspace("third")), fields={"title": "Far"})
    assert ask(client_of(ann), plan, since).status_code == 204
    assert ask(client_of(cleo), plan, since).status_code == 404


@pytest.mark.parametrize("since", ["", "x", "-1", "²", "9" * 40, "\x00"])
def test_what_makes_no_sense_is_no_news(
    client_of: SignIn, ann: User, plan: Plan, goal: BusinessGoal, since: str
) -> None:
    assert ask(client_of(ann), plan, since, "roof-1", "goal-x").status_code == 204


def test_asking_costs_little_and_writes_nothing(
    client_of: SignIn, ann: User, eddy: User, plan: Plan, goal: BusinessGoal
) -> None:
    client, since = client_of(ann), revision(plan)
    ask(client, plan, since)
    with CaptureQueriesContext(connection) as quiet:
        ask(client, plan, since)
    assert len(quiet) == 4  # session, user, memberships, plan
    save_item(goal, by=eddy, version=1, fields={"title": "Stay longer"})
    with CaptureQueriesContext(connection) as news:
        ask(client, plan, since, f"goal-{goal.pk}")
    assert len(news) == 7
    assert [one["sql"] for one in (*quiet, *news) if not one["sql"].startswith("SELECT")] == []


def test_a_page_that_asks_does_not_keep_a_session_alive(
    client_of: SignIn, ann: User, plan: Plan, goal: BusinessGoal
) -> None:
    client = client_of(ann)
    client.get("/")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    session = client.session
    session["seen"] = session["began"] = int(time.time()) - 1000
    session.save()
    ask(client, plan, revision(plan))
    assert Session.objects.get(pk=key).get_decoded()["seen"] == session["seen"]
    client.get("/")
    assert Session.objects.get(pk=key).get_decoded()["seen"] > session["seen"]


def test_pages_of_a_plan_say_where_to_ask(
    client_of: SignIn, ann: User, plan: Plan, goal: BusinessGoal
) -> None:
    client, place = client_of(ann), reverse("versions:changes", args=["acme", plan.pk])
    names = {
        "framework:plan_overview": [plan.pk],
        "framework:step": [plan.pk, "goals"],
        "framework:check": [plan.pk],
        "framework:item": ["goal", goal.pk],
        "framework:item_edit": ["goal", goal.pk],
        "tracing:map": [plan.pk],
    }
    for name, args in names.items():
        page = client.get(reverse(name, args=["acme", *args])).content.decode()
        assert f'data-news="{place}?since={revision(plan)}"' in page, name
    form = client.get(reverse("framework:item_edit", args=["acme", "goal", goal.pk])).content.decode()
    assert f'data-editing="goal-{goal.pk}"' in form
