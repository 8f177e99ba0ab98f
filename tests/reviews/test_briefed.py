"""What briefings print of the sign-off: how many agree, who does not or not yet, and the log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alignment.models import Plan, User
from alignment.reviews.services import deciding
from alignment.reviews.services.asking import Sent
from alignment.reviews.services.deciding import Reviewer
from alignment.versions.services import take_snapshot
from tests.pages import text_of

Asked = dict[str, Sent]
Of = Callable[[str], Reviewer]
LINE = "Signed off by 1 of 2: version 1; Mia Lindqvist has not decided."


@pytest.fixture
def signed(asked: Asked, reviewer: Of) -> None:
    deciding.sign_off(reviewer("tom"), decision="agree_if", words="Half of the share", name="Tom Birch")
    deciding.withdraw(reviewer("tom"), reason="It was shown to me")
    deciding.sign_off(reviewer("tom"), decision="agree", words="Go on", name="Tom Birch")


def test_the_executive_reads_who_has_not_signed_and_every_decision(
    signed: None, plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    said = text_of(client_of(ann).get(f"/w/acme/plans/{plan.pk}/briefings/executive/"))
    assert LINE in said
    assert "Agrees if changes are madeTaken back on" in said
    assert "It was shown to me Half of the share" in said
    assert "Tom Birch Agrees Go on" in said


def test_learners_read_no_names(
    signed: None, plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    said = text_of(client_of(ann).get(f"/w/acme/plans/{plan.pk}/briefings/learners/"))
    assert ("Signed off" in said, "Mia" in said, "Tom" in said) == (False, False, False)


def test_a_version_prints_its_own_sign_off(
    signed: None, plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    take_snapshot(plan, note="", by=ann)
    client = client_of(ann)
    said = [
        LINE in text_of(client.get(f"/w/acme/plans/{plan.pk}/versions/{number}/briefing/"))
        for number in (1, 2)
    ]
    assert said == [True, False]


def test_nothing_is_printed_while_nobody_is_asked(
    plan: Plan, chain: Any, ann: User, client_of: Callable[[User], Client]
) -> None:
    take_snapshot(plan, note="", by=ann)
    said = text_of(client_of(ann).get(f"/w/acme/plans/{plan.pk}/briefings/executive/"))
    assert ("Signed off" in said, "Log of the sign-off" in said) == (False, False)
