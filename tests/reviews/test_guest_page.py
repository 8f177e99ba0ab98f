"""The page of a guest who is asked to agree: what it says, what it keeps to itself, how it is decided."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import (
    Person,
    Plan,
    ShareLink,
    SignOff,
    Snapshot,
    User,
)
from alignment.reviews.services import asking, deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.deciding import Reviewer
from alignment.versions.triggers import drop_triggers
from tests.factories import make_goal, make_person, make_plan
from tests.pages import text_of
from tests.reviews.conftest import request_of

Asked = dict[str, Sent]
Of = Callable[[str], Reviewer]
Open = Callable[[Sent], Client]
SAID = {"decision": "agree", "words": "", "name": "Tom Birch"}


def at(sent: Sent, name: str = "review") -> str:
    return reverse(f"guest_reviews:{name}", args=[sent.link.pk])


def test_it_says_who_asks_what_until_when_and_why(asked: Asked, guest_of: Open, chain: Any) -> None:
    said = text_of(guest_of(asked["tom"]).get(at(asked["tom"])))
    for part in (
        "You are asked to agree to “People plan 2027”",
        "Ann asks whether you agree to version 1",
        "Decide by",
        "Dates for sitting in",
        "What concerns you",
        "Business goal yours",
        chain["goal"].title,
        chain["initiative"].title,
        "It serves the one above. Because: Because it helps (reasoned)",
        "Employee score: 30",
        "What the words mean",
        "Reasoned: we say why. Evidenced: something shows it.",
        "What must change in how work performs so that the goal is met.",
        "I have read it",
        "I agree if changes are made",
    ):
        assert part in said


def test_who_is_named_nowhere_reads_how_the_plan_hangs_together(asked: Asked, guest_of: Open) -> None:
    said = text_of(guest_of(asked["mia"]).get(at(asked["mia"])))
    assert "Nothing in the plan carries your name." in said
    assert "yours" not in said


def test_it_keeps_to_itself_what_a_guest_is_not_to_see(
    asked: Asked, guest_of: Open, reviewer: Of, plan: Plan, ann: User
) -> None:
    """All of it is there and could leak: other people, their weights, addresses, decisions, drafts, plans."""
    deciding.sign_off(reviewer("mia"), decision="disagree", words="Mia's secret words", name="Mia Lindqvist")
    make_goal(plan, title="A draft after the version", sponsor=asked["tom"].request.person)
    make_goal(make_plan(plan.workspace, title="Another plan"), title="A goal elsewhere")
    browser = guest_of(asked["tom"])
    shown = browser.get(at(asked["tom"])).content.decode()
    for word in (
        "Mia", "secret words", "Does not agree", "High", "example.org", "A draft after", "Another plan",
        "A goal elsewhere", asked["tom"].token, "/w/acme",
    ):  # fmt: skip
        assert word not in shown


def test_a_decision_is_proved_on_the_page_and_can_be_taken_back(asked: Asked, guest_of: Open) -> None:
    browser, here = guest_of(asked["tom"]), at(asked["tom"])
    done = browser.post(here, {**SAID, "decision": "agree_if", "words": "Half of it"}, follow=True)
    words = text_of(done)
    for part in (
        "Your decision is recorded",
        "Tom Birch",
        "People plan 2027, version 1 of",
        "Half of it",
        "not verified: your name is what you typed",
        Snapshot.objects.get().digest,
    ):
        assert part in words
    assert "Record my decision" not in words
    assert browser.post(at(asked["tom"], "review_withdraw"), {"reason": " "}).status_code == 422
    back = browser.post(at(asked["tom"], "review_withdraw"), {"reason": "Read it again"}, follow=True)
    assert "You took “Agrees if changes are made” back" in text_of(back)
    browser.post(here, SAID)
    assert [one.decision for one in SignOff.objects.order_by("pk")] == ["agree_if", "agree"]
    twice = browser.post(here, SAID, follow=True)
    assert "You have decided about this version already." in text_of(twice)
    assert SignOff.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"decision": ""}, "Choose one."),
        ({"decision": "perhaps"}, "not one of the available choices"),
        ({"decision": "agree_if", "words": ""}, "Say which changes you want."),
        ({"decision": "disagree", "words": "   "}, "Say why you do not agree"),
        ({"name": ""}, "Fill this in."),
        ({"name": "x" * 121}, "Use at most 120 characters"),
        ({"words": "x" * 4001}, "Use at most 4000 characters"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    asked: Asked, guest_of: Open, wrong: dict[str, str], words: str
) -> None:
    said = {"decision": "agree", "words": "Typed words", "name": "Typed name"} | wrong
    page = guest_of(asked["tom"]).post(at(asked["tom"]), said)
    assert (page.status_code, SignOff.objects.count()) == (422, 0)
    assert words in text_of(page)
    kept = {name: value for name, value in said.items() if name not in wrong}
    shown = page.content.decode()
    assert [value for name, value in kept.items() if name in ("words", "name") and value not in shown] == []


def test_opening_the_page_changes_nothing(asked: Asked, guest_of: Open) -> None:
    browser = guest_of(asked["tom"])
    for _time in range(3):
        browser.get(at(asked["tom"]))
        browser.head(at(asked["tom"]))
    row = request_of(asked["tom"])
    assert (row.read_at, row.link and row.link.started_at, SignOff.objects.count()) == (None, None, 0)


def test_i_have_read_it(asked: Asked, guest_of: Open) -> None:
    browser = guest_of(asked["tom"])
    done = browser.post(at(asked["tom"], "review_read"), follow=True)
    assert "You have read it on" in text_of(done)
    assert request_of(asked["tom"]).read_at is not None


@pytest.mark.parametrize("right", ["view", "comment", "answer"])
def test_only_a_reviewing_link_decides(
    asked: Asked, guest_of: Open, plan: Plan, ann: User, right: str
) -> None:
    browser = guest_of(asked["tom"])
    with deed("share", by=ann, workspace=plan.workspace):
        ShareLink.objects.filter(pk=asked["tom"].link.pk).update(rights=right)
    answers = [browser.get(at(asked["tom"])).status_code]
    answers += [browser.post(at(asked["tom"], name), SAID).status_code for name in ("review", "review_read")]
    assert answers == [404, 404, 404]
    assert SignOff.objects.count() == 0


def test_a_withdrawn_request_ends_the_page_at_once(asked: Asked, guest_of: Open, ann: User) -> None:
    browser = guest_of(asked["tom"])
    assert browser.get(at(asked["tom"])).status_code == 200
    asking.withdraw_request(request_of(asked["tom"]), by=ann)
    assert (browser.get(at(asked["tom"])).status_code, browser.post(at(asked["tom"]), SAID).status_code) == (
        404,
        404,
    )


def test_another_link_says_that_nobody_asks_any_more(
    asked: Asked, guest_of: Open, plan: Plan, ann: User, tom: Person
) -> None:
    from alignment.guests.services import make_link  # noqa: PLC0415 - beside its one use

    asking.withdraw_request(request_of(asked["tom"]), by=ann)
    link, token = make_link(plan, by=ann, rights="review", person=tom, snapshot=Snapshot.objects.get())
    other = Sent(asked["tom"].request, link, token)
    browser = guest_of(other)
    assert "You are not asked any more" in text_of(browser.get(at(other)))
    refused = browser.post(at(other), SAID, follow=True)
    assert "You are not asked about this version any more." in text_of(refused)
    assert SignOff.objects.count() == 0


def test_a_version_that_was_tampered_with_says_so(asked: Asked, guest_of: Open) -> None:
    drop_triggers()
    Snapshot.objects.update(note="Something else")
    browser = guest_of(asked["tom"])
    assert "Do not rely on version 1" in text_of(browser.get(at(asked["tom"])))
    refused = browser.post(at(asked["tom"]), SAID, follow=True)
    assert "Nobody can agree to it." in text_of(refused)
    Snapshot.objects.update(content="{}")
    assert "This version cannot be shown" in text_of(browser.get(at(asked["tom"])))
    assert SignOff.objects.count() == 0


def test_a_script_in_any_word_stays_a_word(
    asked: Asked, guest_of: Open, plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    evil = "<script>alert(1)</script>"
    with deed("edit", by=ann, workspace=plan.workspace):
        row = request_of(asked["tom"])
        row.needed = evil
        row.save()
    browser = guest_of(asked["tom"])
    browser.post(at(asked["tom"]), {"decision": "disagree", "words": evil, "name": evil})
    listed = client_of(ann).get(reverse("reviews:review_list", args=["acme", plan.pk]))
    for page in (browser.get(at(asked["tom"])), listed):
        assert evil not in page.content.decode()
        assert re.findall(r"&lt;script&gt;alert", page.content.decode()) != []


def test_the_day_of_decision_being_over_stops_nobody(asked: Asked, guest_of: Open) -> None:
    with deed("edit_request", by=None, workspace=asked["tom"].request.workspace):
        row = request_of(asked["tom"])
        row.due = timezone.localdate().replace(year=2020, day=1)
        row.save()
    browser = guest_of(asked["tom"])
    assert "Overdue" in text_of(browser.get(at(asked["tom"])))
    browser.post(at(asked["tom"]), SAID)
    assert SignOff.objects.count() == 1


def test_people_with_the_same_plan_have_links_of_their_own(asked: Asked, guest_of: Open) -> None:
    make_person(asked["tom"].request.workspace, "Sam Reyes")
    browser = guest_of(asked["tom"])
    assert browser.get(at(asked["mia"])).status_code == 404
    assert browser.post(at(asked["mia"]), SAID).status_code == 404
