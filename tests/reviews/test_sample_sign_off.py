"""The sign-off of the sample's second version: two agree, one with conditions, one has not decided."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from alignment.framework.agreement_words import sentence
from alignment.framework.queries.agreement import PlanReviews, reviews_of
from alignment.management.demo import load_demo
from alignment.models import Plan, ReviewRequest, ShareLink, SignOff, SignOffWithdrawal
from alignment.versions.triggers import missing_triggers

TODAY = date(2026, 11, 22)


@pytest.fixture
def plan(settings: Any, db: None) -> Plan:
    settings.LOCAL_MODE = True
    load_demo(today=TODAY)
    return Plan.objects.select_related("workspace").get(workspace__slug="sample", key="leaders")


def told(found: PlanReviews) -> list[tuple[str, str, bool, str]]:
    assert found.latest is not None
    return [
        (one.request.person.key, one.code, one.overdue, one.decision.words if one.decision else "")
        for one in found.latest.people
    ]


EVERYBODY = [
    ("tom", "agree", False, ""),
    ("sam", "agree", False, ""),
    ("priya", "agree_if", False, "Show me the result with half of the share."),
    ("mia", "opened", True, ""),
]


def test_who_decided_what(plan: Plan) -> None:
    found = reviews_of(plan, TODAY)
    assert told(found) == EVERYBODY
    assert found.latest is not None
    assert (found.latest.version.number, found.state.value) == (2, "in_review")
    assert sentence(found) == (
        "Version 2: 2 of 4 agree; Priya Nair (sample) wants changes; Mia Lindqvist (sample) has not decided."
    )


def test_the_days_are_those_of_the_story_and_move_with_it(settings: Any, db: None) -> None:
    settings.LOCAL_MODE = True
    load_demo(today=date(2027, 2, 3))
    assert [one.at.date() for one in SignOff.objects.order_by("at")] == [
        date(2027, 1, 8),
        date(2027, 1, 9),
        date(2027, 1, 13),
    ]
    assert {one.due for one in ReviewRequest.objects.all()} == {date(2027, 1, 16)}
    assert {one.snapshot_digest == one.snapshot.digest for one in SignOff.objects.all()} == {True}


def test_the_demo_leaves_it_alone_and_reset_makes_it_anew(plan: Plan) -> None:
    mine = SignOff.objects.get(person__key="tom")
    SignOffWithdrawal.objects.create(
        workspace=plan.workspace, sign_off=mine, reason="I tried it out", name="Tom"
    )
    call_command("demo")
    assert (SignOff.objects.count(), SignOffWithdrawal.objects.count()) == (3, 1)
    call_command("demo", "--reset")
    again = Plan.objects.select_related("workspace").get(workspace__slug="sample", key="leaders")
    assert again.pk != plan.pk
    assert (SignOff.objects.count(), SignOffWithdrawal.objects.count(), ShareLink.objects.count()) == (
        3,
        0,
        4,
    )
    assert [code for _who, code, _late, _words in told(reviews_of(again, TODAY))] == [
        code for _who, code, _late, _words in EVERYBODY
    ]
    assert missing_triggers() == []
