"""ROI and benefit/cost ratio, and the reasons why there is none."""

from decimal import Decimal

import pytest

from alignment.rules.content import BenefitLine, CostLine, Initiative
from alignment.rules.decimals import ratio_text
from alignment.rules.money import Money, money, together


def cost(amount: str | None, currency: str = "", state: str = "") -> CostLine:
    value = None if amount is None else Decimal(amount)
    return CostLine(kind="delivery", amount=value, currency=currency, state=state)


def benefit(
    amount: str | None,
    attribution: str | None = "100",
    confidence: str | None = "100",
    currency: str = "",
    state: str = "",
) -> BenefitLine:
    numbers = [None if text is None else Decimal(text) for text in (amount, attribution, confidence)]
    return BenefitLine(
        text="Less",
        amount=numbers[0],
        attribution=numbers[1],
        confidence=numbers[2],
        currency=currency,
        state=state,
    )


def money_of(*lines: CostLine | BenefitLine) -> Money:
    costs = tuple(line for line in lines if isinstance(line, CostLine))
    benefits = tuple(line for line in lines if isinstance(line, BenefitLine))
    return money(Initiative(key="i", title="Work", costs=costs, benefits=benefits), "EUR")


@pytest.mark.parametrize(
    ("costs", "benefits", "roi", "bcr"),
    [
        ("250000", "2040000", "716", "8.16"),
        ("450000", "453000", "0.666667", "1.006667"),
        ("100", "50", "-50", "0.5"),  # negative is a normal result
        ("100", "0", "-100", "0"),
        ("128336", "133920", "4.351078", "1.043511"),
    ],
)
def test_return_is_what_it_brings_over_what_it_costs(costs: str, benefits: str, roi: str, bcr: str) -> None:
    found = money_of(cost(costs), benefit(benefits))
    assert found.roi_percent is not None
    assert found.bcr is not None
    assert (ratio_text(found.roi_percent), ratio_text(found.bcr), found.why) == (roi, bcr, "")


def test_a_benefit_counts_for_its_share_and_certainty() -> None:
    found = money_of(cost("24000"), cost("58000"), cost("42336"), cost("4000"), benefit("446400", "40", "75"))
    assert (found.costs, found.benefits) == (Decimal(128336), Decimal(133920))


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([benefit("100")], "cost unknown"),
        ([cost("10"), cost(None), benefit("100")], "cost unknown"),
        ([cost("0"), benefit("100")], "cost is zero"),
        ([cost("10")], "no benefit recorded"),
        ([cost("10"), benefit("100", None)], "no benefit recorded"),
        ([cost("10"), benefit("100", "50", None)], "no benefit recorded"),
        ([cost("10", "USD"), benefit("100")], "mixed currencies without a rate"),
        ([cost("10"), cost("10", "USD"), benefit("100")], "mixed currencies without a rate"),
        ([cost(None)], "cost unknown; no benefit recorded"),
    ],
)
def test_no_return_without_its_parts(lines: list[CostLine | BenefitLine], why: str) -> None:
    found = money_of(*lines)
    assert (found.roi_percent, found.bcr, found.why) == (None, None, why)


def test_a_benefit_without_share_is_listed_and_not_counted() -> None:
    found = money_of(
        cost("10"), benefit("100"), benefit("9999", None), benefit("9999", currency="USD", confidence=None)
    )
    assert (found.benefits, found.uncounted, found.why) == (Decimal(100), 2, "")


def test_lines_that_are_all_in_one_other_currency_are_not_mixed() -> None:
    found = money_of(cost("10", "USD"), benefit("30", currency="USD"))
    assert (found.currency, found.bcr, found.why) == ("USD", Decimal(3), "")


def test_what_has_come_in_stands_beside_the_forecast() -> None:
    found = money_of(
        cost("10", state="spent"), cost("5"), benefit("40", state="realised"), benefit("20", state="forecast")
    )
    assert (found.benefits, found.realised, found.spent, found.forecast) == (60, 40, 10, True)
    assert money_of(cost("10"), benefit("40", state="realised")).forecast is False


def test_large_amounts_are_exact() -> None:
    found = money_of(cost("0.000001"), benefit("999999999999999", "33.333333", "66.666667"))
    assert found.benefits == Decimal("222222221111110.8777777788888889")


def work(*lines: CostLine | BenefitLine) -> Initiative:
    costs = tuple(line for line in lines if isinstance(line, CostLine))
    benefits = tuple(line for line in lines if isinstance(line, BenefitLine))
    return Initiative(key="i", title="Work", costs=costs, benefits=benefits)


def test_work_together_counts_all_costs_against_all_benefits() -> None:
    found = together([work(cost("100"), benefit("150")), work(cost("100")), work()], "EUR")
    assert found is not None
    assert (found.costs, found.benefits, found.roi_percent) == (Decimal(200), Decimal(150), Decimal(-25))


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (work(cost(None)), "cost unknown"),
        (work(cost("1", "USD")), "mixed currencies without a rate"),
    ],
)
def test_work_together_has_no_return_where_one_part_has_no_sum(second: Initiative, why: str) -> None:
    found = together([work(cost("100"), benefit("150")), second], "EUR")
    assert found is not None
    assert (found.roi_percent, found.why) == (None, why)


def test_nothing_is_added_up_for_one_alone_or_where_a_cost_is_missing() -> None:
    whole = work(cost("100"), benefit("150"))
    assert together([whole, work()], "EUR") is None
    assert together([whole, work(benefit("10"))], "EUR") is None
