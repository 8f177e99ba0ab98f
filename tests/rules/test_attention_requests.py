"""What development requests ask for: each at most once, by its dates and by who waits."""

from datetime import date, timedelta
from typing import Any

import pytest

from alignment.rules.attention import Kind, Source, Waiting, of_requests

DAY = date(2026, 11, 20)
BEFORE = DAY - timedelta(days=1)


def found(**fields: Any) -> list[tuple[Kind, Source, date | None]]:
    fields = {"asked_on": DAY - timedelta(days=30)} | fields
    matters = of_requests([Waiting(id=7, title="Late", **fields)], DAY)
    assert {(one.row, one.title, one.plan) for one in matters} <= {(7, "Late", "")}
    return [(one.kind, one.source, one.since) for one in matters]


@pytest.mark.parametrize(("days", "waits"), [(14, False), (15, True)])
def test_a_request_waits_two_weeks_to_be_taken_up(days: int, waits: bool) -> None:
    asked = DAY - timedelta(days=days)
    expected = [(Kind.UNANSWERED, Source.NOT_TAKEN_UP, asked)] if waits else []
    assert found(asked_on=asked) == expected
    assert found(asked_on=asked, taken_up_on=DAY) == []


def test_whoever_asked_is_told_what_was_decided_before_anything_else() -> None:
    said: dict[str, Any] = {"verdict": "wait", "verdict_on": BEFORE, "look_again_on": DAY}
    assert found(**said, has_requester=True) == [(Kind.UNANSWERED, Source.NO_REPLY, BEFORE)]
    again = [(Kind.PAST_DATE, Source.LOOK_AGAIN, DAY)]
    assert found(**said, has_requester=True, replied_on=DAY) == again
    assert found(**said) == again
    assert found(**said | {"look_again_on": DAY + timedelta(days=1)}) == []
    assert found(**said | {"verdict": "learning"}) == []


def test_a_remedy_past_its_date_waits_until_somebody_says_how_it_went() -> None:
    said: dict[str, Any] = {"verdict": "not_learning", "remedy_date": BEFORE}
    late = [(Kind.PAST_DATE, Source.REMEDY, BEFORE)]
    assert found(**said) == late
    assert found(**said, spoken_on=BEFORE - timedelta(days=1)) == late
    assert found(**said, spoken_on=BEFORE) == []
    assert found(**said | {"remedy_date": DAY}) == []
