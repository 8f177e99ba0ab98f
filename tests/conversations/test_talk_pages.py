"""Conversations are recorded, found, corrected and taken out; follow-ups land among the expectations."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alignment.conversations.services.talks import FollowUp, Part, record
from alignment.models import Consultation, Conversation, Deed, Expectation, Plan, User
from tests.factories import make_goal, make_person, make_plan

Clients = Callable[[User], Client]
DAY = date(2026, 11, 3)


def place(name: str, *args: Any) -> str:
    return reverse(f"conversations:{name}", args=["acme", *args])


def talk(
    plan: Plan, title: str = "What leaving costs", *, by: User | None = None, **more: Any
) -> Conversation:
    parts = more.pop("parts", [Part(1, "Priya Nair", "budget_holder")])
    follow_ups = more.pop("follow_ups", [])
    fields = {"title": title, "date": DAY, **more}
    return record(plan, by=by, fields=fields, parts=parts, follow_ups=follow_ups)[0]


SENT = {
    "date": "2026-11-03",
    "step": "1",
    "title": "What leaving costs",
    "people_0_who": "Priya Nair",
    "people_0_role": "budget_holder",
    "people_1_role": "learner",
    "people_1_step": "3",
    "decisions": "Keeping people comes first",
    "follow_0_text": "Turnover by team",
    "follow_0_direction": "we_need",
    "follow_0_owner": "Sam Reyes",
    "follow_0_due": "2026-12-10",
    "follow_1_text": "An update every two months",
    "follow_1_direction": "we_deliver",
}


def test_a_conversation_is_recorded_once_with_people_and_follow_ups(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    page = client.get(place("conversation_new", plan.pk), {"step": "moments"})
    key = str(page.context["form"]["request_key"].value())
    assert page.context["form"]["step"].value() == 3
    for _twice in range(2):
        client.post(place("conversation_new", plan.pk), {**SENT, "request_key": key})
    (one,) = Conversation.objects.all()
    assert (one.title, one.date, one.decisions) == ("What leaving costs", DAY, "Keeping people comes first")
    parts = [(str(part.person or ""), part.role, part.step, part.date) for part in one.consultations.all()]
    assert parts == [("Priya Nair", "budget_holder", 1, DAY), ("", "learner", 3, DAY)]
    found = [(x.text, x.direction, str(x.owner or ""), x.due) for x in one.follow_ups.all()]
    assert found == [
        ("Turnover by team", "we_need", "Sam Reyes", date(2026, 12, 10)),
        ("An update every two months", "we_deliver", "", None),
    ]


def test_without_a_title_the_step_is_the_title(plan: Plan, ann: User, client_of: Clients) -> None:
    client_of(ann).post(place("conversation_new", plan.pk), {**SENT, "title": ""})
    assert Conversation.objects.get().title == "Business goals"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"people_0_who": "", "people_0_role": "", "people_1_role": ""}, "people_0_who"),
        ({"date": "soon"}, "date"),
        ({"follow_1_text": "", "follow_1_owner": "Sam"}, "follow_1_text"),
        ({"title": "x" * 121}, "title"),
        ({"goal": "999999"}, "goal"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    typed: dict[str, str], field: str, plan: Plan, ann: User, client_of: Clients
) -> None:
    response = client_of(ann).post(place("conversation_new", plan.pk), SENT | typed)
    assert (response.status_code, Conversation.objects.count()) == (422, 0)
    assert list(response.context["form"].errors) == [field]
    assert "Keeping people comes first" in response.content.decode()


def test_a_goal_of_another_workspace_cannot_be_named(
    plan: Plan, ann: User, cleo: User, client_of: Clients
) -> None:
    there = make_goal(make_plan(cleo.memberships.get().workspace))
    response = client_of(ann).post(place("conversation_new", plan.pk), {**SENT, "goal": str(there.pk)})
    assert (response.status_code, Conversation.objects.count()) == (422, 0)


def test_the_earlier_address_leads_to_the_form(plan: Plan, ann: User, client_of: Clients) -> None:
    response = client_of(ann).get(f"/w/acme/plans/{plan.pk}/consultations/new/", {"step": "outcomes"})
    assert response.headers["Location"] == place("conversation_new", plan.pk) + "?step=outcomes"


def test_a_conversation_is_corrected_and_two_do_not_overwrite_each_other(
    plan: Plan, ann: User, eddy: User, client_of: Clients
) -> None:
    one = talk(plan, by=ann)
    here = place("conversation_edit", one.pk)
    client, other = client_of(ann), client_of(eddy)
    sent = {**SENT, "version": "1", "decisions": "Ann's words"}
    assert client.post(here, sent).status_code == 302
    response = other.post(here, {**SENT, "version": "1", "decisions": "Eddy's words"})
    body = response.content.decode()
    assert (response.status_code, "Ann&#x27;s words" in body, "Eddy&#x27;s words" in body) == (
        409,
        True,
        True,
    )
    one.refresh_from_db()
    assert (one.decisions, one.version, one.consultations.count()) == ("Ann's words", 2, 2)


def test_removed_with_who_took_part_the_follow_ups_stay_and_undo_brings_it_back(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    one = talk(plan, by=ann, follow_ups=[FollowUp("Turnover by team", "we_need")])
    client = client_of(ann)
    client.post(place("conversation_remove", one.pk))
    assert (Conversation.objects.count(), Consultation.objects.count()) == (0, 0)
    assert Expectation.objects.get().conversation is None
    deed = Deed.objects.filter(verb="remove_conversation").get()
    client.post(reverse("versions:undo", args=["acme", deed.pk]))
    assert Conversation.objects.get().consultations.count() == 1
    assert Expectation.objects.get().conversation == one


def test_somebody_of_a_conversation_is_changed_with_it(plan: Plan, ann: User, client_of: Clients) -> None:
    part = talk(plan, by=ann).consultations.get()
    for name in ("consultation_edit", "consultation_remove"):
        here = reverse(f"framework:{name}", args=["acme", plan.pk, part.pk])
        response = client_of(ann).post(here, {"step": "2", "role": "learner", "version": "1"})
        assert response.headers["Location"] == place("conversation_edit", part.conversation_id)
    assert Consultation.objects.get().step == 1


def test_the_log_is_narrowed_by_person_goal_and_step(
    plan: Plan, ann: User, ben: User, client_of: Clients
) -> None:
    goal = make_goal(plan, title="People stay")
    talk(plan, "First", by=ann, goal=goal)
    talk(plan, "Second", by=ann, parts=[Part(2, "Tom Birch"), Part(3, "Mia")])
    tom = Consultation.objects.get(person__name="Tom Birch").person
    client, here = client_of(ben), place("conversation_list", plan.pk)
    for asked, titles in (
        ({}, ["Second", "First"]),
        ({"person": tom.pk}, ["Second"]),
        ({"goal": goal.pk}, ["First"]),
        ({"step": 3}, ["Second"]),
        ({"step": "9", "person": "x"}, ["Second", "First"]),
    ):
        page = client.get(here, asked).context["page"]
        assert [one.title for one in page] == titles
    assert place("conversation_new", plan.pk) not in client.get(here).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_any_number(
    count: int,
    plan: Plan,
    ann: User,
    client_of: Clients,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        talk(
            plan,
            f"Talk {number}",
            by=ann,
            parts=[Part(1, f"Somebody {number}"), Part(2, role="learner")],
            follow_ups=[FollowUp(f"Do {number}", "we_need", f"Somebody {number}")],
        )
    client = client_of(ann)
    client.get(place("conversation_list", plan.pk))
    with django_assert_max_num_queries(12):
        client.get(place("conversation_list", plan.pk))


def test_a_goal_says_whose_view_it_holds(plan: Plan, ann: User, ben: User, client_of: Clients) -> None:
    goal, other = (
        make_goal(plan, title=title, ld_joined="before", how_set="shaped_with_us")
        for title in ("People stay", "Fewer complaints")
    )
    make_person(plan.workspace, "Priya Nair", role="budget_holder")
    talk(plan, "What leaving costs", by=ann, goal=goal)
    talk(plan, "Complaints", by=ann, goal=other, parts=[Part(1, role="learner")])
    page = client_of(ben).get(reverse("framework:item", args=["acme", "goal", goal.pk]))
    heard = page.context["heard"]
    assert heard.joined == "L&D joined the conversation before the goal was set. The goal was shaped with us."
    assert [[str(one.person) for one in step.people] for step in heard.steps] == [["Priya Nair"], [], [], []]
    assert heard.unheard == ["department heads", "learners", "managers", "HR business partners"]
    assert [one.title for one in heard.talks] == ["What leaving costs"]
    overview = client_of(ben).get(reverse("framework:plan_overview", args=["acme", plan.pk]))
    assert overview.context["overview"].unheard == ["department heads", "managers", "HR business partners"]
