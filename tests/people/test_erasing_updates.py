"""Erasing in updates: who gets them, who sent them, whom they name, and the stories that they tell."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed
from alignment.exchange.queries import export_content
from alignment.exchange.writing import write
from alignment.models import OutgoingMail, Person, Plan, Story, Telling, Update, UpdateReader, User
from alignment.outbox.sending import send_due
from alignment.people.queries.belongings import everything_about
from alignment.people.services import members
from alignment.people.services.erasing import erase
from alignment.updates import reminding, services
from alignment.updates.due import tellings_due
from alignment.updates.queries import people_to_mail
from alignment.updates.telling import telling_of
from tests.factories import (
    make_goal,
    make_initiative,
    make_member,
    make_metric,
    make_person,
    make_story,
    make_update,
    make_user,
    make_workspace,
)
from tests.traces import EMAIL, NAME, NEEDLES, found_in_tables

WORDS = "I was ill\n& nobody <asked>."
GONE = "Former stakeholder 1"


@pytest.fixture
def zadie(plan: Plan) -> Person:
    return make_person(plan.workspace, NAME, email=EMAIL)


@pytest.fixture
def tom(plan: Plan) -> Person:
    return make_person(plan.workspace, "Tom Birch", email="tom@example.org")


@pytest.fixture
def story(plan: Plan, zadie: Person) -> Story:
    return make_story(make_goal(plan), text=WORDS, person=zadie, who="Zadie Q., nurse", permission="named")


@pytest.fixture
def sent(plan: Plan, zadie: Person, tom: Person, story: Story, ann: User) -> Update:
    """Mailed to two people; it names one of them everywhere, and tells what she said."""
    make_metric(make_goal(plan, title=f"{NAME} stays"), title=f"Days without {NAME}")
    said = dict.fromkeys(("moved", "not_moved", "unmeasured", "needs"), f"– {NAME} ({EMAIL}) was there")
    made = make_update(plan, zadie, tom, title=f"With {NAME}", story=story, **said)
    told = fresh(made)
    services.send(told, by=ann, version=1)
    with deed("edit", by=ann, workspace=plan.workspace):  # as if a metric was called so when it was told
        row = fresh(made)
        row.told = {**row.told, "figures": [{"title": f"Days without {NAME}", "now": "3", "standing": "Met"}]}
        row.save()
    return fresh(made)


def fresh(update: Update) -> Update:
    found: Update = Update.objects.select_related("plan__workspace", "story__person").get(pk=update.pk)
    found.workspace = found.plan.workspace
    return found


def page_of(client: Client, update: Update) -> str:
    address = reverse("updates:update", args=["acme", update.plan_id, update.pk])
    return client.get(address).content.decode()


def stored() -> str:
    """Everything that is kept of updates and of mail, histories included."""
    rows: list[Any] = []
    for manager in (Update.objects, Update.history, OutgoingMail.objects):
        rows += manager.values()
    return json.dumps(rows, default=str, ensure_ascii=False)


@pytest.mark.parametrize("words", [False, True])
def test_nobody_finds_their_name_in_what_was_sent(
    words: bool, sent: Update, zadie: Person, ann: User, client_of: Any
) -> None:
    assert ("alignment_update", "told") in found_in_tables()
    assert ("alignment_historicalupdate", "told") in found_in_tables()
    erase(zadie, words=words, by=ann)
    assert found_in_tables() == set()
    now = fresh(sent)
    assert (now.title, now.moved) == (f"With {GONE}", f"– {GONE} ((address erased)) was there")
    assert now.told["figures"][0]["title"] == f"Days without {GONE}"
    assert now.sent_on == sent.sent_on
    page = page_of(client_of(ann), sent)
    assert [one for one in NEEDLES if one in page] == []
    assert f"With {GONE}" in page
    text = write(export_content(sent.workspace).content)
    assert [one for one in (*NEEDLES, "Zadie Q.") if one in text] == []


def test_who_gets_it_is_somebody_without_a_name(
    sent: Update, zadie: Person, tom: Person, ann: User, client_of: Any
) -> None:
    draft = make_update(sent.plan, zadie, tom)
    erase(zadie, words=False, by=ann)
    for update in (sent, draft):
        readers = UpdateReader.objects.filter(update=update).order_by("pk")
        assert [one.person.name for one in readers] == [GONE, "Tom Birch"]
        assert GONE in page_of(client_of(ann), update)
    assert list(people_to_mail(sent.plan)) == [tom]
    OutgoingMail.objects.all().delete()
    assert services.send(fresh(draft), by=ann, version=1) == 1
    assert [one.to for one in OutgoingMail.objects.all()] == ["tom@example.org"]


@pytest.mark.parametrize("words", [False, True])
def test_mail_that_waits_goes_to_the_others_without_them(
    words: bool, sent: Update, zadie: Person, ann: User
) -> None:
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["tom@example.org", EMAIL]
    waiting = OutgoingMail.objects.get(to="tom@example.org")
    assert WORDS in waiting.text
    assert "ill<br>&amp; nobody &lt;asked&gt;." in waiting.html
    erase(zadie, words=words, by=ann)
    send_due()
    (mail,) = sent_mail.outbox
    assert (mail.to, mail.subject) == (["tom@example.org"], f"With {GONE}")
    html = mail.alternatives[0].content
    assert f"{GONE} ((address erased)) was there" in mail.body
    assert [one for one in NEEDLES if one in mail.body + html] == []
    for said in (mail.body, html):
        assert ("nobody" in said, "(words erased)" in said) == (not words, words)


def test_what_they_told_is_taken_out_of_what_was_sent(
    sent: Update, zadie: Person, tom: Person, ann: User, client_of: Any
) -> None:
    other = make_story(make_goal(sent.plan), text="Not theirs", person=tom, permission="unnamed")
    later = make_update(sent.plan, tom, story=other)
    services.send(fresh(later), by=ann, version=1)
    assert "nobody <asked>" in stored()
    erase(zadie, words=True, by=ann)
    assert "nobody" not in stored()
    assert fresh(sent).told["story"] is None
    assert set(fresh(sent).told) == {"figures", "decisions", "story", "language"}
    assert (telling_of(fresh(sent)).story, "nobody" in page_of(client_of(ann), sent)) == (None, False)
    assert fresh(later).told["story"]["text"] == "Not theirs"


def test_words_of_a_story_that_is_gone_are_taken_out_too(
    sent: Update, story: Story, zadie: Person, ann: User
) -> None:
    with deed("edit", by=ann, workspace=sent.workspace):
        Story.objects.get(pk=story.pk).delete()
    assert "nobody <asked>" in stored()
    erase(zadie, words=True, by=ann)
    assert "nobody" not in stored()


def test_anonymised_they_have_said_it_as_nobody(
    sent: Update, zadie: Person, ann: User, client_of: Any
) -> None:
    erase(zadie, words=False, by=ann)
    now = telling_of(fresh(sent))
    assert now.story is not None
    assert (now.story["text"], now.who) == (WORDS, GONE)
    page = page_of(client_of(ann), sent)
    assert ("nobody &lt;asked&gt;" in page, "Zadie" in page) == (True, False)
    assert set(Story.history.values_list("who", flat=True)) == {GONE}


def test_a_draft_tells_their_story_no_more(
    plan: Plan, story: Story, zadie: Person, tom: Person, ann: User
) -> None:
    draft = make_update(plan, tom, story=story)
    erase(zadie, words=True, by=ann)
    assert telling_of(fresh(draft)).story is None


@pytest.mark.parametrize(("elsewhere", "by"), [(False, GONE), (True, "None")])
def test_whoever_sent_it_is_nobody_afterwards(
    elsewhere: bool, by: str, plan: Plan, tom: Person, ann: User, client_of: Any
) -> None:
    user = make_user("una")
    member = make_member(plan.workspace, user, "editor")
    if elsewhere:  # another workspace needs the account
        make_workspace("other", owner=user)
    update = make_update(plan, tom)
    services.send(fresh(update), by=user, version=1)
    assert "· Una" in page_of(client_of(ann), update)
    members.remove_member(member, by=ann)
    erase(make_person(plan.workspace, "Una", user=user), words=True, by=ann)
    assert str(fresh(update).sent_by) == by
    page = page_of(client_of(ann), update)
    assert ("Una" in page, "It stays as it was told." in page) == (False, True)


def test_they_are_told_of_no_metric_and_asked_for_no_reading(plan: Plan, zadie: Person, ann: User) -> None:
    metric = make_metric(make_initiative(plan, owner=zadie), cadence="monthly")
    with deed("edit", by=ann, workspace=plan.workspace):
        Telling.objects.create(workspace=plan.workspace, metric=metric, person=zadie, cadence="monthly")
    erase(zadie, words=False, by=ann)
    later = datetime(2030, 1, 2, 12, tzinfo=UTC)
    assert list(tellings_due(later.date())) != []
    assert (reminding.queue_standing(later), reminding.queue_readings(later)) == (0, 0)


def test_what_went_to_them_is_in_everything_about_them(sent: Update, zadie: Person) -> None:
    found = everything_about(zadie)
    (went,) = [rows for name, rows in found["named_by"].items() if name.startswith("reader of an update")]
    assert [one["update_id"] for one in went] == [sent.pk]
    assert {"update", "historical update"} <= {one["table"] for one in found["named_in"]}
