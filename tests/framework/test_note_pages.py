"""Conversations, parked notes and pasted lines in the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from alignment.framework.services.notes import add_consultation, park_note
from alignment.models import (
    BusinessGoal,
    Consultation,
    Initiative,
    MomentOfTruth,
    ParkedNote,
    Person,
    Plan,
    User,
)
from tests.factories import make_initiative, make_plan

SignIn = Callable[[User], Client]


def place(name: str, plan: Plan, *args: Any) -> str:
    return reverse(f"framework:{name}", args=["acme", plan.pk, *args])


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_conversation_is_corrected_and_removed(ann: User, plan: Plan, client_of: SignIn) -> None:
    add_consultation(plan, step=1, person="Priya Nair", by=ann)
    one = Consultation.objects.get()
    client = client_of(ann)
    here = place("consultation_edit", plan, one.pk)
    assert client.get(here).context["form"]["person"].value() == "Priya Nair"
    client.post(
        here, {"step": 2, "person": "Priya Nair", "role": "budget_holder", "note": "Agrees", "version": 1}
    )
    one.refresh_from_db()
    assert (one.step, one.role, one.note, Person.objects.count()) == (2, "budget_holder", "Agrees", 1)
    client.post(place("consultation_remove", plan, one.pk))
    assert Consultation.objects.count() == 0


def test_conversations_are_listed_by_step(ben: User, plan: Plan, client_of: SignIn) -> None:
    add_consultation(plan, step=4, person="Mia", by=None)
    add_consultation(plan, step=1, role="learner", by=None)
    response = client_of(ben).get(place("consultation_list", plan))
    assert [len(found) for _text, found in response.context["steps"]] == [1, 0, 0, 1, 0]
    assert "/conversations/new/" not in response.content.decode()


def test_a_thought_is_parked_and_made_an_item(ann: User, plan: Plan, client_of: SignIn) -> None:
    client = client_of(ann)
    response = client.post(place("note_add", plan) + "?next=moments", {"text": " Talk  in March "})
    assert response.headers["Location"] == place("step", plan, "moments")
    note = ParkedNote.objects.get()
    assert note.text == "Talk in March"
    assert client.post(place("note_turn", plan, note.pk), {"layer": "person"}).status_code == 422
    client.post(place("note_turn", plan, note.pk), {"layer": "moment"})
    assert (MomentOfTruth.objects.get().title, ParkedNote.objects.count()) == ("Talk in March", 0)


def test_an_empty_thought_is_not_parked(ann: User, plan: Plan, client_of: SignIn) -> None:
    response = client_of(ann).post(place("note_add", plan) + "?next=//elsewhere.example", {"text": " "})
    assert response.headers["Location"] == place("plan_overview", plan)
    assert (told(response), ParkedNote.objects.count()) == (["Fill this in."], 0)


def test_a_note_is_removed_with_undo(ann: User, plan: Plan, client_of: SignIn) -> None:
    park_note(plan, text="Ask finance", by=ann)
    response = client_of(ann).post(place("note_remove", plan, ParkedNote.objects.get().pk))
    (message,) = get_messages(response.wsgi_request)
    assert message.extra_tags.startswith("undo:acme:")
    assert ParkedNote.objects.count() == 0


def test_pasted_lines_become_items_and_say_what_was_skipped(ann: User, plan: Plan, client_of: SignIn) -> None:
    make_initiative(plan, title="Sales course")
    client = client_of(ann)
    here = place("paste", plan, "initiative")
    key = client.get(here).context["form"]["request_key"].value()
    sent = {"lines": "- Sales course\n- Mentoring\n\n- Answer cards", "request_key": key}
    response = client.post(here, sent)
    assert response.headers["Location"] == place("step", plan, "initiatives")
    assert told(response) == [
        "Added 2.",
        "1 line was skipped because it exists already: “Sales course”.",
    ]
    client.post(here, sent)
    titles = sorted(Initiative.objects.values_list("title", flat=True))
    assert titles == ["Answer cards", "Mentoring", "Sales course"]


@pytest.mark.parametrize("lines", ["", "  \n ", "\n".join(f"Line {n}" for n in range(201))])
def test_paste_takes_between_one_and_200_lines(ann: User, plan: Plan, client_of: SignIn, lines: str) -> None:
    response = client_of(ann).post(place("paste", plan, "goal"), {"lines": lines})
    assert (response.status_code, BusinessGoal.objects.count()) == (422, 0)


def test_there_is_no_layer_of_another_word(ann: User, plan: Plan, client_of: SignIn) -> None:
    assert client_of(ann).get(place("paste", plan, "person")).status_code == 404


def test_rows_of_another_plan_are_not_found(ann: User, plan: Plan, client_of: SignIn) -> None:
    other = make_plan(plan.workspace)
    add_consultation(other, step=1, person="Priya Nair", by=ann)
    park_note(other, text="Ask finance", by=ann)
    one, note = Consultation.objects.get(), ParkedNote.objects.get()
    client = client_of(ann)
    for address in (
        place("consultation_edit", plan, one.pk),
        place("consultation_remove", plan, one.pk),
        place("note_turn", plan, note.pk),
        place("note_remove", plan, note.pk),
    ):
        assert client.post(address, {}).status_code == 404
    assert (Consultation.objects.count(), ParkedNote.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["note_add", "paste"])
def test_readers_and_strangers_write_nothing(
    ben: User, cleo: User, plan: Plan, client_of: SignIn, name: str
) -> None:
    here = place(name, plan, *(["goal"] if name == "paste" else []))
    sent = {"text": "x", "lines": "x", "step": 1, "person": "x"}
    assert client_of(ben).post(here, sent).status_code == 403
    assert client_of(cleo).post(here, sent).status_code == 404
    assert Consultation.objects.count() + ParkedNote.objects.count() + BusinessGoal.objects.count() == 0
