"""The return on expectations, on plain data."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from alignment.rules.content import Expectation, ExpectationAnswer, ExpectationRating
from alignment.rules.roe import may_be_rated, roe_of

DAY = date(2026, 11, 3)


def expected(*ratings, direction="we_deliver", answers=(), key="e1", **more):
    said = tuple(
        ExpectationRating(side=side, kept=kept, on=DAY, usefulness=useful) for side, kept, useful in ratings
    )
    return Expectation(
        key=key, direction=direction, text=key, ratings=said, answers=answers, owner="a", party="b", **more
    )


def confirmed(**more):
    return tuple(ExpectationAnswer(answer="confirmed", on=DAY, person=who, **more) for who in ("a", "b"))


def test_with_nothing_rated_there_is_no_return():
    found = roe_of([expected(), expected(direction="we_need")])
    assert not found.is_rated
    assert (found.every.kept, found.every.percent, found.usefulness) == (None, None, None)
    assert found.delivered["owner"].percent is None


def test_partly_counts_half_and_both_sides_count_alike():
    found = roe_of(
        [
            expected(("owner", "kept", 5), ("party", "partly", 3)),
            expected(("owner", "not_kept", None)),
            expected(("party", "kept", 4), direction="we_need"),
        ]
    )
    assert found.delivered[""].kept == Fraction(3, 8)
    assert (found.delivered["owner"].percent, found.delivered["party"].percent) == (50, 50)
    assert (found.needed[""].percent, found.needed["owner"].percent) == (100, None)
    assert (found.every.rated, found.every.percent) == (3, 58)
    assert found.usefulness == 4


def test_the_last_rating_of_a_side_counts():
    found = roe_of([expected(("owner", "kept", 5), ("owner", "not_kept", 1))])
    assert (found.every.percent, found.usefulness) == (0, 1)


def test_where_the_sides_differ_is_named():
    same = expected(("owner", "kept", 5), ("party", "kept", 1))
    differ = expected(("owner", "kept", 5), ("party", "partly", 1), key="e2")
    assert roe_of([same, differ, expected(("owner", "kept", 1))]).disagree == (differ,)


def test_ours_that_was_not_kept_or_changed_late_is_an_over_promise():
    broken = expected(("owner", "kept", None), ("party", "not_kept", None), key="broken")
    changed = expected(answers=confirmed(outdated=True), key="changed")
    theirs = expected(("owner", "not_kept", None), direction="we_need", answers=confirmed(outdated=True))
    found = roe_of([broken, changed, theirs, expected(answers=confirmed())]).over_promises
    assert [(one.expectation.key, one.not_kept, one.changed) for one in found] == [
        ("broken", True, False),
        ("changed", False, True),
    ]


@pytest.mark.parametrize(
    ("more", "may"),
    [
        ({"due": DAY}, True),
        ({"due": DAY + timedelta(days=1)}, False),
        ({"due": DAY + timedelta(days=9), "done_on": DAY}, True),
        ({}, False),
    ],
)
def test_what_is_confirmed_is_rated_at_its_end(more, may):
    assert may_be_rated(expected(answers=confirmed(), **more), DAY) is may
    assert not may_be_rated(expected(answers=confirmed(outdated=True), **more), DAY)
    assert not may_be_rated(expected(**more), DAY)
