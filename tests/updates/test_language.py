"""An update is one text in the language of its workspace, whoever writes it, sends it or reads it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.models import OutgoingMail, Person, Plan, Story, Update, User, Workspace
from alignment.updates import services
from alignment.updates.telling import telling_of
from tests.factories import (
    make_goal,
    make_metric,
    make_person,
    make_reading,
    make_story,
    make_update,
    make_user,
)

Clients = Callable[[User], Client]
GERMAN, FRENCH = "2. November 2026", "2 novembre 2026"


@pytest.fixture
def plan(plan: Plan, settings: Any, ann: User) -> Plan:
    """A plan of a German workspace; Ann, who writes and sends, reads French."""
    settings.LANGUAGES = [("en", "English"), ("de", "German"), ("fr", "French")]
    speak(plan.workspace, "de")
    User.objects.filter(pk=ann.pk).update(language="fr")
    ann.refresh_from_db()
    goal = make_goal(plan, title="People stay")
    metric = make_metric(goal, title="Score", baseline=1200, target=3000, unit="points")
    make_reading(metric, date(2026, 11, 2), Decimal("1900.5"))
    make_story(goal, permission="unnamed", date=date(2026, 11, 2))
    return plan


@pytest.fixture
def readers(plan: Plan) -> list[Person]:
    """One without an account, one with an account that reads French, one that reads English."""
    people = [make_person(plan.workspace, "Tom Birch", email="tom@example.org")]
    for name, language in (("mia", "fr"), ("leo", "en")):
        user = make_user(name, language=language)
        people.append(make_person(plan.workspace, name, email=user.email, user=user))
    return people


def speak(workspace: Workspace, language: str) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(language=language)
    workspace.language = language


def fresh(update: Update) -> Update:
    return Update.objects.select_related("plan__workspace", "story__person").get(pk=update.pk)


def test_it_begins_in_the_language_of_the_workspace(plan: Plan, ann: User, client_of: Clients) -> None:
    address = reverse("updates:update_new", args=["acme", plan.pk])
    answer = client_of(ann).get(f"{address}?start=2026-09-30&end=2026-11-30")
    assert '<html lang="fr"' in answer.content.decode()
    begun = answer.context["form"].initial
    assert f"1.900,5\xa0points on {GERMAN}, before 1.200\xa0points" in begun["moved"]
    assert begun["title"] == "How it goes, 30.09.2026 to 30.11.2026"


def test_all_get_the_same_text(plan: Plan, readers: list[Person], ann: User, client_of: Clients) -> None:
    update = make_update(plan, *readers, story=Story.objects.get())
    client = client_of(ann)
    sending = reverse("updates:update_send", args=["acme", plan.pk, update.pk])
    assert client.post(sending, {"version": 1}).status_code == 302
    told = fresh(update).told
    assert (told["language"], told["story"]["date"]) == ("de", GERMAN)
    assert [(one["now"], one["now_day"]) for one in told["figures"]] == [("1.900,5\xa0points", GERMAN)]
    mails = OutgoingMail.objects.order_by("to")
    assert [one.to for one in mails] == ["leo@example.org", "mia@example.org", "tom@example.org"]
    for mail in mails:
        for words in (mail.text, mail.html):
            assert words.count(GERMAN) == 2
            assert (FRENCH in words, "2 November 2026" in words) == (False, False)
            assert "30.09.2026" in words
        assert '<html lang="de">' in mail.html
    assert len({mail.text.split("\n", 1)[1] for mail in mails}) == 1


def test_its_page_says_in_what_language_it_is(
    plan: Plan, readers: list[Person], ann: User, client_of: Clients
) -> None:
    update = make_update(plan, *readers)
    address = reverse("updates:update", args=["acme", plan.pk, update.pk])
    for sent in (False, True):
        if sent:
            services.send(fresh(update), by=ann, version=1)
        page = client_of(ann).get(address).content.decode()
        assert '<html lang="fr"' in page
        (card,) = re.findall(r'<section class="card prose" lang="de".*?</section>', page, re.DOTALL)
        assert (GERMAN in card, FRENCH in card) == (True, False)


def test_what_was_sent_keeps_its_language(
    plan: Plan, readers: list[Person], ann: User, client_of: Clients
) -> None:
    update = make_update(plan, *readers)
    services.send(fresh(update), by=ann, version=1)
    speak(plan.workspace, "en")
    assert telling_of(fresh(update)).language == "de"
    page = client_of(ann).get(reverse("updates:update", args=["acme", plan.pk, update.pk])).content.decode()
    assert ('lang="de"' in page, GERMAN in page) == (True, True)
    # One that came in with a file says nothing of it.
    assert telling_of(fresh(make_update(plan, sent_on=date(2026, 11, 30)))).language == "en"
