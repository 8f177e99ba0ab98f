"""The history of a plan, what is archived, and taking back."""

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.links import link
from alignment.framework.services.plans import create_plan
from alignment.models import BusinessGoal, Deed, Layer, OutcomeLink, Plan, User, Workspace
from alignment.versions.queries import archived_of, history_page
from tests.factories import make_goal, make_outcome, make_plan, make_user

SignIn = Callable[[User], Client]


def place(plan: Plan) -> str:
    return reverse("versions:plan_history", args=["acme", plan.pk])


def undo_place(row: Deed) -> str:
    return reverse("versions:undo", args=["acme", row.pk])


def said(response: object) -> list[str]:
    """What the user was told."""
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def test_history_says_who_did_what_the_latest_first(ann: User, plan: Plan) -> None:
    goal = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay"})
    saved = save_item(goal, by=ann, version=1, fields={"title": "Stay longer"}, why="Said Tom")
    archive_item(saved, by=ann, version=2)
    create_item(Layer.GOAL, by=ann, plan=make_plan(plan.workspace), fields={"title": "Elsewhere"})
    _page, lines = history_page(plan)
    assert [(line.words, line.deed.by_name, line.deed.why) for line in lines] == [
        ("Archived “Stay longer”", "Ann", ""),
        ("Edited “Stay”", "Ann", "Said Tom"),
        ("Added “Stay”", "Ann", ""),
    ]
    assert [(one.layer, one.id, one.title, one.exists) for one in lines[0].items] == [
        (Layer.GOAL, goal.pk, "Stay longer", True)
    ]


def test_archived_items_come_back_with_one_click(ann: User, plan: Plan, client_of: SignIn) -> None:
    make_goal(plan, title="Kept")
    gone = make_goal(plan, title="Gone")
    archive_item(gone, by=ann, version=1)
    client = client_of(ann)
    assert [one.item for one in archived_of(plan)] == [gone]
    restore = reverse("framework:item_restore", args=["acme", "goal", gone.pk])
    assert restore in client.get(place(plan)).content.decode()
    response = client.post(restore, {"next": place(plan)})
    assert response.headers["Location"] == place(plan)
    assert archived_of(plan) == []


def test_undo_takes_a_deed_back_and_returns_to_the_page(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = make_goal(plan, title="Stay")
    done = archive_item(goal, by=ann, version=1)
    here = reverse("framework:step", args=["acme", plan.pk, "goals"])
    response = client_of(ann).post(undo_place(done), headers={"referer": f"http://testserver{here}?page=2"})
    goal.refresh_from_db()
    assert (goal.is_archived, response.headers["Location"]) == (False, f"{here}?page=2")
    assert said(response) == ["Taken back: Archived “Stay”"]
    assert done.undone.by == ann


def test_undo_of_a_link_takes_it_away(ann: User, plan: Plan, client_of: SignIn) -> None:
    made = link(make_outcome(plan), make_goal(plan), by=ann, reason="Because")
    client_of(ann).post(undo_place(made.done))
    assert OutcomeLink.objects.count() == 0


def test_undo_is_refused_in_words_when_touched_since(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay"})
    saved = save_item(goal, by=ann, version=1, fields={"title": "Stay longer"})
    save_item(saved, by=ann, version=2, fields={"title": "Stay for good"})
    response = client_of(ann).post(undo_place(saved.done))
    assert said(response) == [
        "It has been changed again since. Restore what you need from the history instead."
    ]
    assert BusinessGoal.objects.get().title == "Stay for good"


def test_undo_works_once(ann: User, plan: Plan, client_of: SignIn) -> None:
    done = archive_item(make_goal(plan), by=ann, version=1)
    client = client_of(ann)
    client.post(undo_place(done))
    response = client.post(undo_place(done))
    assert said(response)[-1] == "This has been undone already."
    assert Deed.objects.filter(verb="undo").count() == 1


def test_undo_of_what_made_the_page_leads_to_the_plan(ann: User, plan: Plan, client_of: SignIn) -> None:
    goal = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay"})
    page = reverse("framework:item", args=["acme", "goal", goal.pk])
    response = client_of(ann).post(undo_place(goal.done), {"next": page})
    overview = reverse("framework:plan_overview", args=["acme", plan.pk])
    assert (response.headers["Location"], BusinessGoal.objects.count()) == (overview, 0)


def test_undo_of_a_new_plan_leads_to_the_list(ann: User, workspace: Workspace, client_of: SignIn) -> None:
    plan = create_plan(workspace, title="New", goal="Stay", by=ann)
    page = reverse("framework:plan_overview", args=["acme", plan.pk])
    response = client_of(ann).post(undo_place(Deed.objects.latest("pk")), {"next": page})
    assert response.headers["Location"] == reverse("framework:plan_list", args=["acme"])
    assert Plan.objects.count() == 0


@pytest.mark.parametrize(
    "asked", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_undo_never_leads_elsewhere(ann: User, plan: Plan, client_of: SignIn, asked: str) -> None:
    done = archive_item(make_goal(plan), by=ann, version=1)
    response = client_of(ann).post(undo_place(done), {"next": asked})
    assert response.headers["Location"] == reverse("framework:plan_overview", args=["acme", plan.pk])


def test_readers_and_strangers_take_nothing_back(
    ann: User, ben: User, cleo: User, plan: Plan, client_of: SignIn
) -> None:
    done = archive_item(make_goal(plan), by=ann, version=1)
    assert client_of(ben).post(undo_place(done)).status_code == 403
    assert client_of(cleo).post(undo_place(done)).status_code == 404
    assert client_of(cleo).get(place(plan)).status_code == 404
    assert client_of(ann).get(undo_place(done)).status_code == 405
    assert BusinessGoal.objects.get().is_archived


def test_a_deed_of_another_workspace_is_not_found(
    ann: User, cleo: User, plan: Plan, client_of: SignIn
) -> None:
    done = archive_item(make_goal(plan), by=ann, version=1)
    foreign = reverse("versions:undo", args=["other", done.pk])
    assert client_of(cleo).post(foreign).status_code == 404
    assert BusinessGoal.objects.get().is_archived


def test_what_cannot_be_taken_back_offers_no_undo(ann: User, plan: Plan, client_of: SignIn) -> None:
    done = archive_item(make_goal(plan), by=ann, version=1)
    client = client_of(ann)
    assert client.get(place(plan)).content.decode().count("Undo<") == 2
    client.post(undo_place(done))
    page = client.get(place(plan)).content.decode()
    assert undo_place(done) not in page
    assert "taken back" in page


@pytest.mark.parametrize("count", [1, 3])
def test_history_costs_the_same_for_any_number(ann: User, plan: Plan, client_of: SignIn, count: int) -> None:
    for number in range(count):
        goal = make_goal(plan, title=f"Goal {number}")
        archive_item(goal, by=ann, version=1)
    client = client_of(ann)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(place(plan))
    assert (len(response.context["lines"]), len(response.context["archived"])) == (2 * count, count)
    assert len(queries) == 20


def test_history_names_who_left(plan: Plan) -> None:
    gone = make_user("gus")
    create_item(Layer.GOAL, by=gone, plan=plan, fields={"title": "Stay"})
    gone.delete()
    _page, lines = history_page(plan)
    assert [line.deed.by_name for line in lines] == ["Gus"]
