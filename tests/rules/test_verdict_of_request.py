"""What a verdict on a request still lacks, what speaks against approving one, and what a no frees."""

from datetime import date
from decimal import Decimal

import pytest

from alignment.rules.verdict_of_request import (
    Freed,
    SaidOfVerdict,
    causes_missing,
    freed,
    lacking,
    not_ready,
)

REMEDY = {"remedy": "Close the plan on Thursday", "remedy_owner": "Tom", "remedy_date": date(2026, 11, 2)}


@pytest.mark.parametrize(
    ("said", "whys", "missing"),
    [
        ({"verdict": ""}, 3, ("verdict", "verdict_reason")),
        ({"verdict": "learning"}, 3, ("verdict_reason",)),
        ({"verdict": "learning", "verdict_reason": "  "}, 3, ("verdict_reason",)),
        ({"verdict": "learning", "verdict_reason": "It helps"}, 1, ()),
        ({"verdict": "learning", "verdict_reason": "It helps"}, 0, ("no_whys_reason",)),
        ({"verdict": "partly", "verdict_reason": "It helps"}, 0, ("no_whys_reason",)),
        ({"verdict": "partly", "verdict_reason": "It helps", "no_whys_reason": "By law"}, 0, ()),
        (
            {"verdict": "not_learning", "verdict_reason": "A rule"},
            0,
            ("remedy", "remedy_owner", "remedy_date"),
        ),
        ({"verdict": "not_learning", "verdict_reason": "A rule", **REMEDY}, 0, ()),
        ({"verdict": "wait", "verdict_reason": "Too early"}, 0, ("look_again_on",)),
        ({"verdict": "wait", "verdict_reason": "Too early", "look_again_on": date(2027, 1, 1)}, 0, ()),
        ({"verdict": "decline", "verdict_reason": "Not ours"}, 0, ()),
    ],
)
def test_what_a_verdict_lacks(said, whys: int, missing: tuple[str, ...]) -> None:
    assert lacking(SaidOfVerdict(**said), whys) == missing


def test_only_a_yes_is_ready() -> None:
    assert not_ready("yes", "partly", "") == ("time_released", "measure_agreed")
    assert not_ready("yes", "yes", "yes") == ()


def test_a_cause_has_two_rivals() -> None:
    assert [causes_missing(named) for named in range(5)] == [3, 2, 1, 0, 0]


def test_a_no_frees_what_it_would_have_taken() -> None:
    assert freed("not_learning", Decimal(96), Decimal(4800)) == Freed(Decimal(96), Decimal(4800))
    assert freed("decline", Decimal(0), Decimal(4800)) == Freed(None, Decimal(4800))
    assert freed("decline", None, None) is None
    assert freed("learning", Decimal(96), Decimal(4800)) is None
