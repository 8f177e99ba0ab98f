"""Days at the end of the calendar are days like any other: nothing is worked out beyond them."""

import datetime

import pytest

from alignment.framework.forms.goal import is_usual, months_after
from alignment.models import BusinessGoal

LAST = datetime.date.max


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (datetime.date(2027, 1, 1), 18, datetime.date(2028, 6, 30)),
        (datetime.date(2028, 2, 29), 12, datetime.date(2029, 2, 27)),
        (datetime.date(9997, 1, 1), 12, datetime.date(9997, 12, 31)),
        (LAST, 18, LAST),
        (datetime.date.min, 12, datetime.date(1, 12, 31)),
    ],
)
def test_months_after_ends_with_the_calendar(day, months, end):
    assert months_after(day, months) == end


def test_the_end_of_the_calendar_is_no_usual_horizon():
    assert is_usual(datetime.date(2027, 1, 1), LAST) is False
    assert is_usual(datetime.date.min, datetime.date.min) is False


@pytest.mark.parametrize("field", ["by_when", "horizon_start", "horizon_end"])
def test_a_goal_may_have_the_last_day(client_of, ann, plan, field):
    sent = {"title": "Keep our people", "level": "team", field: LAST.isoformat()}
    response = client_of(ann).post(f"/w/acme/plans/{plan.pk}/goals/new/", sent)
    assert (response.status_code, BusinessGoal.objects.count()) == (303, 1)
