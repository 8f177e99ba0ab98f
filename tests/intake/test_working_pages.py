"""The pages on which a request is worked through, and the causes on the page of an outcome."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from alignment.deeds import deed
from alignment.models import (
    DevelopmentRequest,
    Initiative,
    MomentOfTruth,
    Plan,
    RequestGoal,
    RequestResult,
    RivalCause,
    User,
    Why,
)
from tests.asking import make_request
from tests.factories import make_chain, make_plan
from tests.intake.working import decide, home, make_cause, make_result, make_why


def test_rungs_are_added_said_otherwise_moved_and_removed(client: Client, asked: DevelopmentRequest) -> None:
    for text in ("Plans are late", "Nobody keeps the deadline"):
        response = client.post(home(asked, "whys/"), {"text": text})
        assert response["Location"] == home(asked, "#whys")
    first, second = Why.objects.filter(request=asked)
    page = client.get(home(asked, f"whys/{second.pk}/"))
    sent = {"text": "There is no deadline", "version": page.context["form"]["version"].value()}
    client.post(home(asked, f"whys/{second.pk}/"), sent)
    client.post(home(asked, f"whys/{second.pk}/move/"), {"to": "up"})
    client.post(home(asked, f"whys/{first.pk}/remove/"))
    assert [why.text for why in Why.objects.filter(request=asked)] == ["There is no deadline"]


def test_htmx_gets_the_ladder_alone(client: Client, asked: DevelopmentRequest) -> None:
    response = client.post(home(asked, "whys/"), {"text": "Because"}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert (response.status_code, "<h1>" in text, 'id="whys"' in text) == (200, False, True)
    assert "Added a why." in text


def test_an_empty_rung_is_refused(client: Client, asked: DevelopmentRequest) -> None:
    response = client.post(home(asked, "whys/"), {"text": " "})
    assert (response.status_code, Why.objects.count()) == (422, 0)
    assert "Say why, in one line." in response.content.decode()


def test_an_old_form_of_a_rung_shows_both_texts(client: Client, asked: DevelopmentRequest) -> None:
    why = make_why(asked)
    address = home(asked, f"whys/{why.pk}/")
    old = client.get(address).context["form"]["version"].value()
    client.post(address, {"text": "Theirs", "version": old})
    response = client.post(address, {"text": "Mine", "version": old})
    assert response.status_code == 409
    assert "Theirs" in response.content.decode()


def test_an_empty_comment_leaves_the_whole_page(client: Client, asked: DevelopmentRequest) -> None:
    response = client.post(home(asked, "comments/"), {"text": ""})
    assert response.status_code == 422
    assert "Why does that happen?" in response.content.decode()


def test_a_rung_of_another_request_is_unknown_here(client: Client, asked: DevelopmentRequest) -> None:
    why = make_why(make_request(asked.workspace))
    assert client.post(home(asked, f"whys/{why.pk}/remove/")).status_code == 404


def test_two_others_are_named_before_one_is_chosen(client: Client, asked: DevelopmentRequest) -> None:
    client.post(home(asked, "causes/new/"), {"kind": "process", "text": "No deadline"})
    assert "Name 2 other causes before you choose one." in client.get(home(asked)).content.decode()
    client.post(home(asked, "causes/new/"), {"kind": "skill", "text": "No practice"})
    client.post(home(asked, "causes/new/"), {"kind": "staffing", "text": "Too few people"})
    assert client.get(home(asked)).context["work"].causes.missing == 0
    cause = RivalCause.objects.get(text="No deadline")
    client.post(f"/w/acme/causes/{cause.pk}/choose/", {"chosen": "on"})
    assert RivalCause.objects.get(chosen=True) == cause
    client.post(f"/w/acme/causes/{cause.pk}/choose/")
    assert not RivalCause.objects.filter(chosen=True).exists()


def test_a_cause_is_changed_and_removed(client: Client, asked: DevelopmentRequest) -> None:
    cause = make_cause(asked)
    address = f"/w/acme/causes/{cause.pk}/"
    sent = {name: field.value() or "" for name, field in _fields(client.get(address).context["form"])}
    response = client.post(address, sent | {"found": "In five of six weeks", "chosen": "on"})
    cause.refresh_from_db()
    assert (response["Location"], cause.found, cause.chosen) == (
        home(asked, "#causes"),
        "In five of six weeks",
        True,
    )
    assert client.post(address, sent | {"kind": ""}).status_code == 422
    assert client.post(address, sent | {"found": "Old"}).status_code == 409
    client.post(f"{address}remove/")
    assert RivalCause.objects.count() == 0


def test_an_outcome_has_rival_causes_of_its_own(client: Client, plan: Plan) -> None:
    outcome = make_chain(plan)[1]
    page = f"/w/acme/items/outcome/{outcome.pk}/"
    response = client.post(f"{page}causes/new/", {"kind": "tools", "text": "More leads are not it"})
    assert response["Location"] == f"{page}#causes"
    assert "More leads are not it" in client.get(page).content.decode()
    assert plan.deeds.latest("pk").verb == "add_cause"


def test_the_plan_of_the_goal_it_serves_is_offered_first(
    client: Client, asked: DevelopmentRequest, plan: Plan
) -> None:
    goal = make_chain(plan)[0]
    with deed("edit", by=None, workspace=asked.workspace):
        RequestGoal.objects.create(workspace=asked.workspace, request=asked, goal=goal)
    assert client.get(home(asked, "results/new/")).context["form"]["plan"].value() == plan.pk


def test_an_initiative_is_made_of_a_request(client: Client, asked: DevelopmentRequest, plan: Plan) -> None:
    learning = make_chain(plan)[3]
    make_cause(asked, text="Nobody keeps the deadline", chosen=True)
    choose = {"plan": plan.pk, "layer": "initiative", "kind": "new"}
    address = client.get(home(asked, "results/new/"), choose)["Location"]
    assert address == home(asked, f"results/{plan.pk}/initiative/")
    form = client.get(address).context["form"]
    assert form["title"].value() == ""  # a problem is no name for its solution
    assert form["cause"].value() == "Nobody keeps the deadline"
    assert form["description"].value() == "What happens: Three plans out of four are late."
    sent = {
        "title": "A clear deadline",
        "cause": "Nobody keeps the deadline",
        "uppers": [learning.pk],
        "reason": "They learn to keep it",
        "request_key": str(form["request_key"].value()),
    }
    for _time in range(2):
        assert client.post(address, sent)["Location"] == home(asked, "#results")
    made = Initiative.objects.get(title="A clear deadline")
    page = client.get(f"/w/acme/items/initiative/{made.pk}/").content.decode()
    assert "Grew out of the request of 2 November 2026" in page
    assert "It goes after this cause: Nobody keeps the deadline" in page
    assert RequestResult.objects.get().item == made
    assert client.post(address, {"title": ""}).status_code == 422


def test_a_moment_takes_the_remedy_of_the_verdict(
    client: Client, asked: DevelopmentRequest, plan: Plan
) -> None:
    make_cause(asked, kind="process", chosen=True)
    make_cause(asked, kind="staffing", chosen=True)
    decide(client, asked)
    address = home(asked, f"results/{plan.pk}/moment/")
    form = client.get(address).context["form"]
    client.post(address, {name: field.value() for name, field in _fields(form) if field.value()})
    made = MomentOfTruth.objects.get()
    assert (made.title, made.situation) == ("Plans are late", "Three plans out of four are late.")
    assert made.not_a_learning_problem == "Changes come after the deadline."
    assert (made.remedy, str(made.remedy_owner), made.remedy_date, made.causes) == (
        "The plan is closed on Thursday at noon",
        "Tom Birch",
        date(2026, 11, 2),
        ["process"],
    )


def test_what_is_there_is_linked_and_the_tie_taken_back(
    client: Client, asked: DevelopmentRequest, plan: Plan
) -> None:
    initiative = make_chain(plan)[4]
    choose = {"plan": plan.pk, "layer": "initiative", "kind": "there"}
    address = client.get(home(asked, "results/new/"), choose)["Location"]
    assert client.post(address, {"item": 10**20}).status_code == 422
    assert client.post(address, {"item": initiative.pk, "cause": "Not one of them"}).status_code == 422
    client.post(address, {"item": initiative.pk})
    result = RequestResult.objects.get()
    assert result.item == initiative
    assert client.post(address, {"item": initiative.pk}).status_code == 422  # it is not offered again
    client.post(f"/w/acme/requests/results/{result.pk}/remove/")
    assert RequestResult.objects.count() == 0


def test_only_four_layers_come_of_a_request(client: Client, asked: DevelopmentRequest, plan: Plan) -> None:
    for word in ("goal", "nothing"):
        assert client.get(home(asked, f"results/{plan.pk}/{word}/")).status_code == 404
    refused = client.get(home(asked, "results/new/"), {"plan": plan.pk, "layer": "goal", "kind": "new"})
    assert refused.status_code == 422


def test_without_a_plan_one_is_started_first(client: Client, asked: DevelopmentRequest) -> None:
    assert "There is no plan yet" in client.get(home(asked, "results/new/")).content.decode()


def test_a_reader_sees_the_work_and_no_buttons(
    client_of: Callable[[User], Client], ben: User, asked: DevelopmentRequest, plan: Plan
) -> None:
    make_why(asked)
    make_cause(asked)
    make_result(asked, make_chain(make_plan(asked.workspace))[4])
    text = client_of(ben).get(home(asked)).content.decode()
    assert "Changes arrive after the deadline" in text
    for words in ("Add a why", "Decide…", "Name a possible cause", "This is it"):
        assert words not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_and_for_three(
    client: Client, asked: DevelopmentRequest, plan: Plan, count: int, django_assert_num_queries: Any
) -> None:
    for _number in range(count):
        make_why(asked)
        make_cause(asked)
        make_result(asked, make_chain(plan)[4])
    client.get(home(asked))
    with django_assert_num_queries(14):
        client.get(home(asked))


def _fields(form: Any) -> list[tuple[str, Any]]:
    return [(field.html_name, field) for field in form]
