"""Self-assessments: asked, answered on phones, closed once; nothing leaks of what one person said."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

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
    Plan,
    ShareLink,
    User,
    Workspace,
)
from alignment.skills.queries.assessments import FEWEST, means_of
from alignment.ui.limits import TOGETHER
from tests import factories as make
from tests.skills.making import make_assessment, make_need, make_reply, phone_of

ClientOf = Callable[[User], Client]
Asked = tuple[Assessment, Any, Any]


@pytest.fixture
def asked(plan: Plan) -> Asked:
    """An open assessment about two learning outcomes below one goal, and those two."""
    goal, _outcome, moment, learning, _initiative = make.make_chain(plan)
    other = make.make_learning(plan, moment, title="Give feedback")
    group = make.make_group(plan.workspace, size=12)
    for item in (learning, other):
        make_need(item, group)
    return make_assessment(plan, goal, group), learning, other


def page(name: str, assessment: Assessment) -> str:
    return reverse(f"skills:{name}", args=["acme", assessment.plan_id, assessment.pk])


def close(client: Client, assessment: Assessment) -> None:
    assessment.refresh_from_db()
    client.post(page("assessment_close", assessment), {"version": assessment.version})


def send(phone: Client, link: int, said: dict[str, Any]) -> Any:
    return phone.post(reverse("guest_skills:assess_send", args=[link]), said)


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
