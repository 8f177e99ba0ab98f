"""What is expected is written down, answered, changed, done; guests answer for themselves alone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alignment.conversations.services.expectations import Said, add, answer
from alignment.models import Deed, Expectation, ExpectationAnswer, HowAnswered, Plan, Rights, User
from tests.clock import TODAY, TOMORROW, YESTERDAY
from tests.factories import make_initiative, make_person, make_plan, make_share

Clients = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("still_clock")


def place(name: str, *args: Any) -> str:
    return reverse(f"conversations:{name}", args=["acme", *args])


def expect(plan: Plan, text: str = "Dates for sitting in", **more: Any) -> Expectation:
    people = {name: more.pop(name, "") for name in ("owner", "party")}
    fields = {"text": text, "direction": "we_need", **more}
    return add(plan, by=None, fields=fields, **people)[0]


def says(one: Expectation, given: str = "confirmed", words: str = "") -> None:
    assert one.owner is not None
    answer(one, one.owner, Said(given, words, TODAY), how=HowAnswered.TOLD, by=None)


def standings(client: Client, plan: Plan) -> dict[str, list[str]]:
    groups = client.get(place("expectation_list", plan.pk)).context["groups"]
    return {group.standing.value: [line.row.text for line in group.lines] for group in groups}


SENT = {
    "direction": "we_need",
    "text": "Dates for sitting in",
    "owner": "Tom Birch",
    "due": TOMORROW.isoformat(),
}


def test_an_expectation_is_written_down_once(plan: Plan, ann: User, client_of: Clients) -> None:
    client, initiative = client_of(ann), make_initiative(plan, title="Sit in")
    here = place("expectation_new", plan.pk)
    form = client.get(here, {"initiative": initiative.pk}).context["form"]
    assert form["initiative"].value() == initiative.pk
    key = str(form["request_key"].value())
    for _twice in range(2):
        client.post(here, {**SENT, "initiative": initiative.pk, "request_key": key})
    (one,) = Expectation.objects.all()
    assert (one.text, str(one.owner), one.due, one.initiative) == (
        "Dates for sitting in",
        "Tom Birch",
        TOMORROW,
        initiative,
    )
    assert standings(client, plan) == {"unanswered": ["Dates for sitting in"]}
    page = client.get(reverse("framework:item", args=["acme", "initiative", initiative.pk]))
    assert [line.row.text for line in page.context["expected"]] == ["Dates for sitting in"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": ""}, "text"),
        ({"direction": "both"}, "direction"),
        ({"due": "soon"}, "due"),
        ({"text": "x" * 301}, "text"),
    ],
)
def test_what_is_missing_is_said(
    typed: dict[str, str], field: str, plan: Plan, ann: User, client_of: Clients
) -> None:
    response = client_of(ann).post(place("expectation_new", plan.pk), SENT | typed)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert ("Tom Birch" in response.content.decode(), Expectation.objects.count()) == (True, 0)


def test_groups_follow_from_answers_dates_and_what_is_done(plan: Plan, ann: User, client_of: Clients) -> None:
    expect(plan, "Late", owner="Tom", due=YESTERDAY)
    says(expect(plan, "Late, promised", owner="Tom", due=YESTERDAY - timedelta(days=1)))
    expect(plan, "Asked", owner="Tom", due=TOMORROW)
    says(expect(plan, "Refused", owner="Tom"), "declined", "No time")
    says(expect(plan, "Agreed", owner="Tom", due=TODAY))
    expect(plan, "Met", owner="Tom", due=YESTERDAY, done_on=YESTERDAY)
    assert standings(client_of(ann), plan) == {
        "overdue": ["Late, promised", "Late"],
        "unanswered": ["Asked"],
        "declined": ["Refused"],
        "open": ["Agreed"],
        "done": ["Met"],
    }


def test_whose_part_it_is_is_said_in_either_direction(plan: Plan, ann: User, client_of: Clients) -> None:
    expect(plan, "Rooms", owner="Tom", due=date(2027, 3, 31))
    page = " ".join(client_of(ann).get(place("expectation_list", plan.pk)).content.decode().split())
    assert "<strong>We need</strong> · from Tom · by 31 March 2027" in page.replace("\u00a0", " ")
    assert "Each side rates what everybody concerned confirmed" in page


def test_an_answer_is_recorded_for_somebody_with_their_words_and_its_day(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    one = expect(plan, owner="Tom Birch")
    sent = {"person": one.owner_id, "answer": "confirmed", "words": "From January on", "on": "2026-11-03"}
    client_of(ann).post(place("expectation_answer", one.pk), sent)
    (said,) = ExpectationAnswer.objects.all()
    assert (said.name, said.answer, said.words, said.on) == (
        "Tom Birch",
        "confirmed",
        "From January on",
        date(2026, 11, 3),
    )
    assert (said.how, said.recorded_by) == ("told", "Ann")


def test_nobody_else_can_be_said_to_have_answered(plan: Plan, ann: User, client_of: Clients) -> None:
    one, other = expect(plan, owner="Tom Birch"), make_person(plan.workspace, "Mia")
    sent = {"person": other.pk, "answer": "confirmed", "on": "2026-11-03"}
    response = client_of(ann).post(place("expectation_answer", one.pk), sent)
    assert (response.status_code, ExpectationAnswer.objects.count()) == (422, 0)


def test_a_no_without_words_is_sent_back(plan: Plan, ann: User, client_of: Clients) -> None:
    one = expect(plan, owner="Tom Birch")
    sent = {"person": one.owner_id, "answer": "declined", "on": "2026-11-03"}
    response = client_of(ann).post(place("expectation_answer", one.pk), sent)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["words"])


def test_a_change_of_the_date_asks_again_and_undo_does_not(plan: Plan, ann: User, client_of: Clients) -> None:
    one = expect(plan, owner="Tom Birch", due=TOMORROW)
    says(one)
    client = client_of(ann)
    sent = {**SENT, "due": TODAY.isoformat(), "version": "1"}
    client.post(place("expectation_edit", one.pk), sent)
    assert standings(client, plan) == {"unanswered": ["Dates for sitting in"]}
    body = client.get(place("expectation_list", plan.pk)).content.decode()
    assert "Tom Birch answered before it changed." in body
    deed = Deed.objects.get(verb="edit_expectation")
    client.post(reverse("versions:undo", args=["acme", deed.pk]))
    assert standings(client, plan) == {"open": ["Dates for sitting in"]}


def test_another_initiative_asks_nobody_again(plan: Plan, ann: User, client_of: Clients) -> None:
    one = expect(plan, owner="Tom Birch", due=TOMORROW)
    says(one)
    sent = {**SENT, "initiative": make_initiative(plan).pk, "version": "1"}
    client_of(ann).post(place("expectation_edit", one.pk), sent)
    assert standings(client_of(ann), plan) == {"open": ["Dates for sitting in"]}


def test_two_who_edit_do_not_overwrite_each_other(
    plan: Plan, ann: User, eddy: User, client_of: Clients
) -> None:
    one = expect(plan, owner="Tom Birch")
    here = place("expectation_edit", one.pk)
    client_of(ann).post(here, {**SENT, "text": "Four dates", "version": "1"})
    response = client_of(eddy).post(here, {**SENT, "text": "Six dates", "version": "1"})
    body = response.content.decode()
    assert (response.status_code, "Four dates" in body, "Six dates" in body) == (409, True, True)
    one.refresh_from_db()
    assert one.text == "Four dates"


def test_done_and_removed_can_be_taken_back(plan: Plan, ann: User, client_of: Clients) -> None:
    one = expect(plan, owner="Tom Birch")
    says(one)
    client = client_of(ann)
    client.post(place("expectation_done", one.pk), {"on": "2026-11-03", "version": "1"})
    assert Expectation.objects.get().done_on == date(2026, 11, 3)
    take_back(client, "keep_expectation")
    assert Expectation.objects.get().done_on is None
    client.post(place("expectation_remove", one.pk))
    assert (Expectation.objects.count(), ExpectationAnswer.objects.count()) == (0, 0)
    take_back(client, "remove_expectation")
    assert (Expectation.objects.count(), ExpectationAnswer.objects.count()) == (1, 1)


def take_back(client: Client, verb: str) -> None:
    client.post(reverse("versions:undo", args=["acme", Deed.objects.get(verb=verb).pk]))


def test_who_is_linked_to_a_person_answers_signed_in(
    plan: Plan, rita: User, ann: User, client_of: Clients
) -> None:
    make_person(plan.workspace, "Rita", user=rita)
    one, other = expect(plan, owner="Rita"), expect(plan, "Not hers", owner="Tom Birch")
    client = client_of(rita)
    body = client.get(place("expectation_list", plan.pk)).content.decode()
    reply, not_hers = place("expectation_reply", one.pk), place("expectation_reply", other.pk)
    assert (reply in body, not_hers in body) == (True, False)
    refused = client.post(reply, {"answer": "declined", "words": " "})
    assert refused.status_code == 422
    client.post(not_hers, {"answer": "confirmed"})
    assert ExpectationAnswer.objects.count() == 0
    client.post(reply, {"answer": "confirmed", "words": "Gladly"})
    (said,) = ExpectationAnswer.objects.all()
    assert (said.expectation, said.name, said.how, said.recorded_by) == (one, "Rita", "signed_in", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    count: int,
    plan: Plan,
    ann: User,
    client_of: Clients,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        one = expect(plan, f"It {number}", owner=f"Somebody {number}", party=f"Other {number}")
        Expectation.objects.filter(pk=one.pk).update(initiative=make_initiative(plan))
        says(one)
    client = client_of(ann)
    client.get(place("expectation_list", plan.pk))
    with django_assert_max_num_queries(9):
        client.get(place("expectation_list", plan.pk))


# By link


def guest(plan: Plan, **fields: Any) -> tuple[Client, str, Any]:
    link, token = make_share(plan, **fields)
    client = Client()
    client.get(reverse("link_open", args=[token]))
    return client, reverse("guest_conversations:expectation_list", args=[link.pk]), link


def test_a_guest_sees_and_answers_what_concerns_the_person_of_the_link_alone(
    plan: Plan, workspace: Any, ann: User
) -> None:
    tom = make_person(workspace, "Tom Birch", email="tom@example.org")
    mine = expect(plan, "Dates for sitting in", owner="Tom Birch")
    agreed = expect(plan, "Group 2 is finished", owner="Dana", party="Tom Birch")
    others = expect(plan, "Turnover by team", owner="Sam")
    elsewhere = expect(make_plan(workspace), "Of another plan", owner="Tom Birch")
    says(agreed, "declined", "Dana's own words")
    client, here, link = guest(plan, rights=Rights.COMMENT, person=tom)
    body = client.get(here).content.decode()
    assert [text in body for text in (mine.text, agreed.text)] == [True, True]
    hidden = (others.text, elsewhere.text, "Dana&#x27;s own words", "tom@example.org")
    assert [text for text in hidden if text in body] == []
    for other in (others, elsewhere):
        client.post(here, {"expectation": other.pk, "answer": "confirmed"})
    assert ExpectationAnswer.objects.filter(person=tom).count() == 0
    client.post(here, {"expectation": mine.pk, "answer": "confirmed", "words": "From January on"})
    refused = client.post(here, {"expectation": agreed.pk, "answer": "declined"})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    (said,) = ExpectationAnswer.objects.filter(person=tom)
    assert (said.expectation, said.words, said.how) == (mine, "From January on", "by_link")
    done = Deed.objects.filter(verb="answer_expectation").latest("pk")
    assert (done.link, done.by, done.by_name) == (link, None, "Tom Birch")


def test_what_is_done_is_not_asked_any_more(plan: Plan, workspace: Any) -> None:
    tom = make_person(workspace, "Tom Birch")
    one = expect(plan, owner="Tom Birch", done_on=TODAY)
    client, here, _link = guest(plan, rights=Rights.COMMENT, person=tom)
    client.post(here, {"expectation": one.pk, "answer": "confirmed"})
    assert ExpectationAnswer.objects.count() == 0


def test_a_link_for_nobody_in_particular_shows_nothing(plan: Plan) -> None:
    expect(plan, "Dates for sitting in", owner="Tom Birch")
    client, here, _link = guest(plan, rights=Rights.COMMENT)
    assert "Dates for sitting in" not in client.get(here).content.decode()


def test_who_may_only_look_is_not_asked(plan: Plan, workspace: Any) -> None:
    tom = make_person(workspace, "Tom Birch")
    one = expect(plan, owner="Tom Birch")
    client, here, _link = guest(plan, rights=Rights.VIEW, person=tom)
    assert "I confirm it" not in client.get(here).content.decode()
    assert client.post(here, {"expectation": one.pk, "answer": "confirmed"}).status_code == 404
    assert ExpectationAnswer.objects.count() == 0
