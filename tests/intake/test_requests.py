"""One request: written down, changed, taken up, archived, the same as another one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alignment.deeds import StaleWrite, undo
from alignment.intake.queries.requests import goals_served, originals_like
from alignment.intake.services import requests as services
from alignment.models import Deed, DevelopmentRequest, Person, Plan, User, Workspace
from tests.asking import make_question, make_request
from tests.factories import make_goal, make_person, make_plan

Clients = Callable[[User], Client]
NEW = "/w/acme/requests/new/"
SAID = {"title": "Plans are late", "asked_on": "2026-11-02"}


def fresh(asked: DevelopmentRequest) -> DevelopmentRequest:
    return DevelopmentRequest.objects.get(pk=asked.pk)


def test_a_request_is_written_down_with_the_goals_it_serves(
    client_of: Clients, eddy: User, plan: Plan
) -> None:
    second, first = make_goal(plan, priority=2), make_goal(plan, priority=1)
    said = SAID | {
        "goals": [second.pk, first.pk],
        "mode": "order",
        "stage": "solution",
        "planned": "False",
        "effort": "medium",
        "hours": "96",
        "cost": "4800",
        "belief": "A course",
    }
    page = client_of(eddy).post(NEW, said, follow=True)
    one = DevelopmentRequest.objects.get()
    assert page.redirect_chain[-1][0] == f"/w/acme/requests/{one.pk}/"
    assert (one.came, one.mode, one.stage, one.planned, one.effort) == (
        "recorded", "order", "solution", False, "medium",
    )  # fmt: skip
    assert (one.hours, one.cost, one.asked_on) == (Decimal(96), Decimal(4800), date(2026, 11, 2))
    assert goals_served(one) == [first, second]


def test_learning_and_development_can_propose_a_problem_itself(
    client_of: Clients, eddy: User, plan: Plan
) -> None:
    client_of(eddy).post(NEW, SAID | {"proposed": "on"})
    assert DevelopmentRequest.objects.get().came == "proposed"


def test_a_bad_form_keeps_what_was_typed(client_of: Clients, eddy: User, workspace: Workspace) -> None:
    page = client_of(eddy).post(NEW, {"title": "", "happening": "On Monday.", "hours": "-1"})
    assert page.status_code == 422
    assert "On Monday." in page.content.decode()
    assert not DevelopmentRequest.objects.exists()


def test_goals_and_people_of_another_workspace_are_refused(
    client_of: Clients, eddy: User, cleo: User, workspace: Workspace
) -> None:
    other = Workspace.objects.get(slug="other")
    foreign = make_goal(make_plan(other))
    stranger = make_person(other)
    for wrong in ({"requester": stranger.pk}, {"lead": stranger.pk}, {"goals": [foreign.pk]}):
        assert client_of(eddy).post(NEW, SAID | wrong).status_code == 422
    assert not DevelopmentRequest.objects.exists()


def test_the_page_shows_the_problem_and_the_belief_apart(
    client_of: Clients, ben: User, workspace: Workspace
) -> None:
    asked = make_request(workspace, happening="On Monday.", belief="A course", requester_name="Tom Birch")
    make_question(workspace, "Is there a law behind it?")
    page = client_of(ben).get(f"/w/acme/requests/{asked.pk}/").content.decode()
    for words in (
        "On Monday.",
        "Their idea of a solution",
        "A course",
        "Tom Birch",
        "Is there a law behind it?",
    ):
        assert words in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]


def test_two_people_edit_and_nothing_is_lost(client_of: Clients, eddy: User, ann: User, plan: Plan) -> None:
    goal = make_goal(plan)
    asked = make_request(plan.workspace)
    services.edit(asked, by=ann, version=1, fields={"title": "Theirs"}, goals=[goal.pk])
    page = client_of(eddy).post(
        f"/w/acme/requests/{asked.pk}/edit/", SAID | {"version": 1, "tried": "A memo"}
    )
    assert page.status_code == 409
    text = page.content.decode()
    assert all(words in text for words in ("Theirs", "Plans are late", "A memo", "Use mine"))
    assert fresh(asked).title == "Theirs"
    client_of(eddy).post(f"/w/acme/requests/{asked.pk}/edit/", SAID | {"version": 2, "tried": "A memo"})
    assert (fresh(asked).title, fresh(asked).tried, goals_served(asked)) == ("Plans are late", "A memo", [])


def test_a_goal_that_is_over_stays_with_the_request(ann: User, plan: Plan) -> None:
    over, live = make_goal(plan, status="retired"), make_goal(plan)
    asked = make_request(plan.workspace)
    services.edit(asked, by=ann, version=1, fields={"title": "A"}, goals=[over.pk])
    services.edit(asked, by=ann, version=2, fields={"title": "A"}, goals=[live.pk])
    assert set(asked.goals.values_list("goal", flat=True)) == {over.pk, live.pk}
    assert goals_served(asked) == [live]


def test_taking_up_names_the_day_and_whoever_does(ann: User, workspace: Workspace) -> None:
    me = make_person(workspace, "Ann", user=ann)
    asked = make_request(workspace)
    done = services.take_up(asked, by=ann, version=1)
    assert (fresh(asked).taken_up_on, fresh(asked).lead) == (timezone.localdate(), me)
    undo(done, by=ann)
    assert (fresh(asked).taken_up_on, fresh(asked).lead) == (None, None)


def test_an_act_on_an_older_state_changes_nothing(
    client_of: Clients, eddy: User, workspace: Workspace
) -> None:
    asked = make_request(workspace, version=3)
    page = client_of(eddy).post(f"/w/acme/requests/{asked.pk}/take-up/", {"version": 2}, follow=True)
    assert "Somebody changed it meanwhile." in page.content.decode()
    assert fresh(asked).taken_up_on is None


def test_who_left_a_name_becomes_a_person(client_of: Clients, eddy: User, workspace: Workspace) -> None:
    asked = make_request(
        workspace, requester_name="Tom Birch", requester_email="tom@example.org", department="Planning"
    )
    client_of(eddy).post(f"/w/acme/requests/{asked.pk}/requester/", {"version": 1})
    tom = Person.objects.get()
    assert (tom.name, tom.email, tom.team) == ("Tom Birch", "tom@example.org", "Planning")
    assert fresh(asked).requester == tom


def test_who_is_known_by_address_is_not_made_again(ann: User, workspace: Workspace) -> None:
    tom = make_person(workspace, "Thomas", email="TOM@example.org")
    asked = make_request(workspace, requester_name="Tom Birch", requester_email="tom@example.org")
    services.add_requester(asked, by=ann, version=1)
    assert (fresh(asked).requester, Person.objects.count()) == (tom, 1)


def test_nobody_can_be_made_of_no_name(ann: User, workspace: Workspace) -> None:
    with pytest.raises(ValidationError):
        services.add_requester(make_request(workspace), by=ann, version=1)
    assert not Person.objects.exists()


def test_archived_and_brought_back(client_of: Clients, eddy: User, workspace: Workspace) -> None:
    asked, client = make_request(workspace), client_of(eddy)
    page = client.post(f"/w/acme/requests/{asked.pk}/archive/", {"version": 1}, follow=True)
    assert "Archived the request." in page.content.decode()
    assert "Undo" in page.content.decode()
    assert asked.title not in client.get("/w/acme/requests/").content.decode()
    assert asked.title in client.get("/w/acme/requests/?which=archived").content.decode()
    client.post(f"/w/acme/requests/{asked.pk}/restore/", {"version": 2})
    assert not fresh(asked).is_archived


@pytest.fixture
def three(workspace: Workspace) -> list[DevelopmentRequest]:
    titles = ("Plans are late", "Shift plans are always late", "Offers are lost at the price")
    return [make_request(workspace, title=title) for title in titles]


def test_requests_with_like_words_are_suggested(three: list[DevelopmentRequest]) -> None:
    assert originals_like(three[0]) == [three[1]]
    assert originals_like(three[2]) == []


def test_a_long_story_does_not_hide_the_same_line(workspace: Workspace) -> None:
    asked = make_request(workspace, title="Ten more reps, and onboarding for them", happening="Queue. " * 60)
    other = make_request(workspace, title="Onboarding for ten additional reps")
    assert (originals_like(asked), originals_like(other)) == ([other], [asked])


def test_a_duplicate_leaves_the_board_with_its_own_duplicates(
    client_of: Clients, eddy: User, ann: User, three: list[DevelopmentRequest]
) -> None:
    first, second, third = three
    services.mark_duplicate(third, of=second, by=ann, version=1)
    client = client_of(eddy)
    client.post(f"/w/acme/requests/{second.pk}/duplicate/", {"version": 1, "original": first.pk})
    assert {fresh(second).duplicate_of, fresh(third).duplicate_of} == {first}
    board = client.get("/w/acme/requests/?view=table").content.decode()
    assert (first.title in board, second.title in board) == (True, False)
    assert second.title in client.get(f"/w/acme/requests/{first.pk}/").content.decode()
    page = client.get(f"/w/acme/requests/{second.pk}/").content.decode()
    assert "This is the same problem as" in page
    client.post(f"/w/acme/requests/{second.pk}/duplicate/", {"version": 2})
    assert fresh(second).duplicate_of is None


def test_no_request_is_a_duplicate_of_itself_or_of_a_duplicate(
    client_of: Clients, eddy: User, ann: User, three: list[DevelopmentRequest]
) -> None:
    first, second, third = three
    services.mark_duplicate(second, of=first, by=ann, version=1)
    for asked, original in ((third, second), (first, first)):
        with pytest.raises(ValidationError):
            services.mark_duplicate(fresh(asked), of=original, by=ann, version=fresh(asked).version)
        page = client_of(eddy).post(
            f"/w/acme/requests/{asked.pk}/duplicate/", {"version": 1, "original": original.pk}, follow=True
        )
        assert "Choose another request that stands for itself." in page.content.decode()
    assert fresh(third).duplicate_of is None


def test_a_stale_act_is_refused_by_the_service(ann: User, workspace: Workspace) -> None:
    asked = make_request(workspace, version=2)
    before = Deed.objects.count()
    acts: list[Callable[..., Any]] = [
        services.take_up,
        services.archive,
        services.restore,
        services.unmark_duplicate,
    ]
    for act in acts:
        with pytest.raises(StaleWrite):
            act(asked, by=ann, version=1)
    assert Deed.objects.count() == before


def test_the_page_asks_the_same_queries_for_more_of_everything(
    client_of: Clients, eddy: User, ann: User, plan: Plan
) -> None:
    client, asked = client_of(eddy), make_request(plan.workspace)
    address = f"/w/acme/requests/{asked.pk}/"
    counts = []
    for _round in range(2):
        goals = [make_goal(plan).pk for _ in range(2)]
        services.edit(
            fresh(asked), by=ann, version=fresh(asked).version, fields={"title": asked.title}, goals=goals
        )
        twin = make_request(plan.workspace)
        services.mark_duplicate(twin, of=asked, by=ann, version=1)
        make_request(plan.workspace)
        make_question(plan.workspace, f"Question {_round}?")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
