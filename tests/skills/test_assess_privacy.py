"""Nothing leaks of what one person said: not below five, not by difference, not by a trace."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import CannotUndo, undo
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.models import (
    AssessedLevel,
    Assessment,
    AssessmentReply,
    Deed,
    HowKnown,
    LevelReading,
    User,
    Workspace,
)
from alignment.skills.queries.assessments import FEWEST, means_of
from tests.skills.making import close, make_reply, page, phone_of, send

ClientOf = Callable[[User], Client]
Asked = tuple[Assessment, Any, Any]


def test_six_phones_answer_and_the_means_appear_once_it_is_closed(
    asked: Asked, ann: User, client_of: ClientOf
) -> None:
    there, learning, other = asked
    client = client_of(ann)
    for level in (1, 2, 2, 3, 3, 5):
        phone, link = phone_of(there, ann)
        said = {f"level_{learning.pk}": level} | ({f"level_{other.pk}": 4} if level > 2 else {})
        assert send(phone, link, said).status_code == 302
    shown = client.get(page("assessment", there))
    assert (shown.context["answers"], shown.context["results"]) == (6, [])
    close(client, there)
    (reading,) = LevelReading.objects.all()  # of the other one only three have answered
    assert (reading.learning_outcome, reading.level, reading.people) == (learning, Decimal("2.7"), 6)
    assert (reading.how, reading.note, reading.assessment) == (HowKnown.SELF_ASSESSMENT, "", there)
    results = client.get(page("assessment", there)).context["results"]
    assert {one.learning.pk: one.level for one in results} == {learning.pk: Decimal("2.7"), other.pk: None}
    assert "Fewer than 5 have answered" in client.get(page("assessment", there)).content.decode()


@pytest.mark.parametrize("answers", range(FEWEST))
def test_below_five_nothing_is_shown(asked: Asked, ann: User, client_of: ClientOf, answers: int) -> None:
    there, learning, _other = asked
    for _one in range(answers):
        make_reply(there, {learning.pk: 5})
    client = client_of(ann)
    assert "Nothing will be shown" in client.get(page("assessment_close", there)).content.decode()
    close(client, there)
    assert LevelReading.objects.count() == 0
    assert means_of(there) == {}
    assert [one.level for one in client.get(page("assessment", there)).context["results"]] == [None, None]


def test_a_closed_assessment_is_never_opened_answered_or_closed_again(
    asked: Asked, ann: User, client_of: ClientOf
) -> None:
    there, learning, _other = asked
    for _one in range(FEWEST):
        make_reply(there, {learning.pk: 3})
    phone, link = phone_of(there, ann)
    client = client_of(ann)
    close(client, there)
    send(phone, link, {f"level_{learning.pk}": 1})
    assert AssessmentReply.objects.count() == FEWEST
    assert (
        "Nobody can answer any more"
        in phone.get(reverse("guest_skills:assess", args=[link])).content.decode()
    )
    there.refresh_from_db()
    close(client, there)
    assert LevelReading.objects.count() == 1
    with pytest.raises(CannotUndo):
        undo(Deed.objects.get(verb="close_assessment"), by=ann)
    there.refresh_from_db()
    assert there.closed_at is not None
    edited = client.post(
        page("assessment_edit", there), {"title": "Again", "closes_on": "", "version": there.version}
    )
    assert edited.status_code == 409


def test_nobody_reads_what_one_person_said(
    asked: Asked, ann: User, ben: User, client_of: ClientOf, workspace: Workspace
) -> None:
    """Levels that nobody else has stand on no page, in no history, in no file."""
    there, learning, _other = asked
    there.asks_names = True
    Assessment.objects.filter(pk=there.pk).update(asks_names=True)
    for number in range(FEWEST):
        make_reply(there, {learning.pk: 3}, name=f"Person {number}")
    make_reply(there, {learning.pk: 1}, name="Mia Torres")
    before = client_of(ben).get(page("assessment", there)).content.decode()
    assert "Mia Torres" in before  # who answered, where people give their names
    close(client_of(ann), there)
    plan = there.plan
    for address in (
        page("assessment", there),
        reverse("skills:plan_skills", args=["acme", plan.pk]),
        reverse("skills:plan_skills_csv", args=["acme", plan.pk]),
        reverse("skills:group_development", args=["acme", there.group_id]),
        reverse("versions:plan_history", args=["acme", plan.pk]),
        reverse("framework:item", args=["acme", "learning", learning.pk]),
        reverse("exchange:download", args=["acme"]) + "?format=json",
    ):
        text = client_of(ben).get(address).content.decode()
        if address != page("assessment", there):
            assert "Mia Torres" not in text, address
    exported = json.loads(write(export_content(workspace).content))
    (level,) = next(one["levels"] for one in exported["learning_outcomes"] if one["key"] == learning.key)
    assert {name: level[name] for name in ("level", "people", "how")} == {
        "level": "2.7", "people": 6, "how": "self_assessment",
    }  # fmt: skip
    assert not hasattr(AssessmentReply, "history")
    assert not hasattr(AssessedLevel, "history")
    assert not Deed.objects.filter(link__isnull=False, verb__startswith="answer").exists()
    assert Deed.objects.filter(by_name__contains="Mia").count() == 0


def test_answers_leave_no_trace_of_their_time_or_order_in_the_deeds(asked: Asked, ann: User) -> None:
    there, learning, _other = asked
    phone, link = phone_of(there, ann)
    count = Deed.objects.count()
    send(phone, link, {f"level_{learning.pk}": 2})
    assert (AssessmentReply.objects.count(), Deed.objects.count()) == (1, count)
    reply = AssessmentReply.objects.get()
    assert reply.name == ""
    kept = phone.session["assessments"]
    assert str(reply.key) not in json.dumps(kept)  # neither table leads to the other


def test_an_archived_assessment_opens_nothing_and_shows_no_answers(
    asked: Asked, ann: User, client_of: ClientOf
) -> None:
    there, learning, _other = asked
    for _one in range(FEWEST + 1):
        make_reply(there, {learning.pk: 3})
    phone, link = phone_of(there, ann)
    client = client_of(ann)
    client.post(page("assessment_archive", there), {"version": there.version})
    assert phone.get(reverse("guest_skills:assess", args=[link])).status_code == 404
    there.refresh_from_db()
    close(client, there)
    assert LevelReading.objects.count() == 0
