"""What learning claims of an outcome, against the split that was agreed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.rules.content import BenefitLine, Contribution, Initiative, Outcome
from alignment.rules.shared_credit import Breach, Claimed, Credit, claims_all_alone, credits_of


def benefit(attribution: int | str | None, outcome: str = "o", **said: Any) -> BenefitLine:
    share = None if attribution is None else Decimal(attribution)
    return BenefitLine(text="Less", attribution=share, outcome=outcome, **said)


def work(key: str, *lines: BenefitLine, **said: Any) -> Initiative:
    return Initiative(key=key, title=key, benefits=lines, **said)


def outcome(*shares: tuple[str, int, bool], agreed: bool = True) -> Outcome:
    split = tuple(Contribution(who=who, share=share, learning=learning) for who, share, learning in shares)
    return Outcome(
        key="o",
        title="Score",
        contribution=split,
        contribution_agreed_on=date(2026, 11, 1) if agreed else None,
    )


SPLIT = (("Programme", 30, True), ("Coaching", 10, True), ("Pay", 30, False))


def credit(one: Outcome, *initiatives: Initiative) -> Credit:
    return credits_of([one], initiatives)["o"]


@pytest.mark.parametrize(
    ("initiatives", "claimed", "breach"),
    [
        ([work("a", benefit(40))], 40, None),
        ([work("a", benefit("40.000001"))], Decimal("40.000001"), Breach.ABOVE_SHARE),
        ([work("a", benefit(30)), work("b", benefit(10))], 40, None),
        ([work("a", benefit(30)), work("b", benefit(11))], 41, Breach.ABOVE_SHARE),
        # two benefits of one change are one share of it
        ([work("a", benefit(30), benefit(40), benefit(20))], 40, None),
        ([work("a", benefit(40), benefit(90, outcome="other"))], 40, None),
        ([work("a", benefit(90, intangible=True), benefit(None))], 0, None),
        ([work("a", benefit(90), status="stopped"), work("b", benefit(90), archived=True)], 0, None),
        ([], 0, None),
    ],
)
def test_claims_keep_to_the_agreed_share(
    initiatives: list[Initiative], claimed: int | Decimal, breach: Breach | None
) -> None:
    found = credit(outcome(*SPLIT), *initiatives)
    assert (found.share, found.claimed, found.breach) == (40, claimed, breach)


@pytest.mark.parametrize(
    ("shares", "breach"),
    [([99], None), ([100], Breach.NOT_AGREED), ([60, 39], None), ([60, 40], Breach.NOT_AGREED)],
)
def test_without_agreement_nobody_claims_the_whole(shares: list[int], breach: Breach | None) -> None:
    claims = [work(f"i{place}", benefit(share)) for place, share in enumerate(shares)]
    assert credit(outcome(*SPLIT, agreed=False), *claims).breach == breach
    assert credit(outcome(agreed=False), *claims).breach == breach


def test_the_whole_may_be_agreed() -> None:
    assert credit(outcome(("Programme", 100, True)), work("a", benefit(100))).breach is None


def test_an_agreed_split_without_learning_leaves_nothing_to_claim() -> None:
    assert credit(outcome(("Pay", 60, False)), work("a", benefit(1))).breach == Breach.ABOVE_SHARE


def test_the_largest_claim_stands_first() -> None:
    found = credit(outcome(*SPLIT), work("a", benefit(5)), work("c", benefit(9)), work("b", benefit(9)))
    assert found.claims == (Claimed("b", Decimal(9)), Claimed("c", Decimal(9)), Claimed("a", Decimal(5)))


def test_the_whole_of_nothing_named_is_claimed_alone() -> None:
    assert claims_all_alone(benefit(100, outcome="")) is True
    assert claims_all_alone(benefit(99, outcome="")) is False
    assert claims_all_alone(benefit(100)) is False
    assert claims_all_alone(benefit(100, outcome="", intangible=True)) is False
    assert claims_all_alone(benefit(None, outcome="")) is False
