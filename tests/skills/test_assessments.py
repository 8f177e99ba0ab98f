"""Self-assessments: opened for a goal and a group, answered on phones, corrected, slowed down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.models import (
    AssessedLevel,
    Assessment,
    AssessmentReply,
    HowKnown,
    LevelReading,
    ShareLink,
    User,
    Workspace,
)
from alignment.ui.limits import TOGETHER
from tests import factories as make
from tests.skills.making import close, page, phone_of, send

ClientOf = Callable[[User], Client]
Asked = tuple[Assessment, Any, Any]


def test_an_assessment_is_opened_for_a_goal_and_a_group(asked: Asked, ann: User, client_of: ClientOf) -> None:
    there, learning, other = asked
    client = client_of(ann)
    said = {
        "goal": there.goal_id, "group": there.group_id, "how": "self_assessment", "asks_names": "no",
        "title": "", "closes_on": "",
    }  # fmt: skip
    response = client.post(reverse("skills:assessment_new", args=["acme", there.plan_id]), said)
    made = Assessment.objects.order_by("-pk")[0]
    assert response["Location"] == page("assessment", made)
    assert (made.title, made.asks_names) == ("How far are we? Young managers", False)
    shown = client.get(page("assessment", made))
    assert {item.pk for item in shown.context["asked"]} == {learning.pk, other.pk}


def test_there_must_be_something_to_ask(asked: Asked, ann: User, client_of: ClientOf) -> None:
    there, _learning, _other = asked
    stranger = make.make_group(there.workspace, "Drivers")
    said = {"goal": there.goal_id, "group": stranger.pk, "how": "self_assessment", "asks_names": "no"}
    response = client_of(ann).post(reverse("skills:assessment_new", args=["acme", there.plan_id]), said)
    assert response.status_code == 422
    assert "No learning outcome below this goal names this group." in response.content.decode()


def test_a_link_is_shown_once_and_opens_the_form(asked: Asked, ann: User, client_of: ClientOf) -> None:
    there, learning, _other = asked
    client = client_of(ann)
    made = client.post(page("assessment_link", there))
    address = made.context["invitation"].address
    link = ShareLink.objects.get()
    assert (link.rights, link.assessment) == ("assess", there)
    assert address not in client.get(page("assessment", there)).content.decode()
    phone = Client()
    opened = phone.get(f"/r/{address.rsplit('/', 2)[-2]}/", follow=True)
    assert opened.redirect_chain[-1][0] == reverse("guest_skills:assess", args=[link.pk])
    assert learning.title in opened.content.decode()
    for other in ("guest_sharing:map", "guest_sharing:trace", "guest_sessions:session"):
        assert phone.get(reverse(other, args=[link.pk])).status_code == 404


def test_the_same_browser_corrects_what_it_said(asked: Asked, ann: User) -> None:
    there, learning, other = asked
    phone, link = phone_of(there, ann)
    send(phone, link, {f"level_{learning.pk}": 2, f"level_{other.pk}": 5})
    shown = phone.get(reverse("guest_skills:assess", args=[link]))
    assert shown.context["form"][f"level_{learning.pk}"].value() == "2"
    send(phone, link, {f"level_{learning.pk}": 4})
    assert [(one.learning_outcome_id, one.level) for one in AssessedLevel.objects.all()] == [(learning.pk, 4)]


def test_an_answer_says_something_and_only_what_is_asked(asked: Asked, ann: User) -> None:
    there, learning, _other = asked
    phone, link = phone_of(there, ann)
    assert send(phone, link, {}).status_code == 422
    assert send(phone, link, {f"level_{learning.pk}": 9}).status_code == 422
    foreign = make.make_learning(there.plan)
    assert send(phone, link, {f"level_{foreign.pk}": 3}).status_code == 422
    assert AssessmentReply.objects.count() == 0


def test_a_form_with_names_asks_for_one(asked: Asked, ann: User) -> None:
    there, learning, _other = asked
    Assessment.objects.filter(pk=there.pk).update(asks_names=True)
    phone, link = phone_of(there, ann)
    refused = send(phone, link, {f"level_{learning.pk}": 3, "name": " "})
    assert refused.status_code == 422
    assert refused.context["form"][f"level_{learning.pk}"].value() == "3"
    send(phone, link, {f"level_{learning.pk}": 3, "name": "Mia"})
    assert AssessmentReply.objects.get().name == "Mia"


def test_managers_speak_for_the_group_and_their_rating_is_theirs(
    asked: Asked, ann: User, client_of: ClientOf
) -> None:
    there, learning, _other = asked
    Assessment.objects.filter(pk=there.pk).update(how=HowKnown.MANAGER, asks_names=True)
    phone, link = phone_of(there, ann)
    assert "with your name" in phone.get(reverse("guest_skills:assess", args=[link])).content.decode()
    send(phone, link, {f"level_{learning.pk}": 3, "name": "Dana Okoro"})
    close(client_of(ann), there)
    reading = LevelReading.objects.get()
    assert (reading.how, reading.level, reading.note) == ("manager", 3, "Rated by Dana Okoro")


def test_nobody_answers_after_the_last_day(asked: Asked, ann: User) -> None:
    there, learning, _other = asked
    phone, link = phone_of(there, ann)
    Assessment.objects.filter(pk=there.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    send(phone, link, {f"level_{learning.pk}": 3})
    assert AssessmentReply.objects.count() == 0


def test_a_phone_that_sends_too_much_is_slowed(
    asked: Asked, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, learning, _other = asked
    monkeypatch.setitem(TOGETHER, "join_link", 2)
    cache.clear()
    phone, link = phone_of(there, ann)
    answers = [send(phone, link, {f"level_{learning.pk}": 3}).status_code for _n in range(3)]
    assert answers == [302, 302, 429]


def test_the_last_day_and_the_title_can_be_changed(asked: Asked, ann: User, client_of: ClientOf) -> None:
    there, _learning, _other = asked
    client = client_of(ann)
    past = {"title": "A", "closes_on": "2020-01-01", "version": there.version}
    assert client.post(page("assessment_edit", there), past).status_code == 422
    day = timezone.localdate() + timedelta(days=3)
    said = {"title": "Where are we?", "closes_on": day.isoformat(), "version": there.version}
    assert client.post(page("assessment_edit", there), said).status_code == 303
    there.refresh_from_db()
    assert (there.title, there.closes_on) == ("Where are we?", day)
    link = client.post(page("assessment_link", there)).context["invitation"]
    assert link.subject == "How far are you?"
    assert ShareLink.objects.get().expires_at.date() <= day + timedelta(days=1)
    assert client.post(page("assessment_edit", there), said).status_code == 409


def test_who_may_only_read_does_not_ask_or_close(asked: Asked, ben: User, client_of: ClientOf) -> None:
    there, _learning, _other = asked
    client = client_of(ben)
    assert client.get(page("assessment", there)).status_code == 200
    assert client.post(page("assessment_link", there)).status_code == 403
    assert client.post(page("assessment_close", there), {"version": 1}).status_code == 403


def test_of_another_plan_there_is_no_assessment(
    asked: Asked, ann: User, client_of: ClientOf, workspace: Workspace
) -> None:
    there, _learning, _other = asked
    elsewhere = make.make_plan(workspace)
    address = reverse("skills:assessment", args=["acme", elsewhere.pk, there.pk])
    assert client_of(ann).get(address).status_code == 404
