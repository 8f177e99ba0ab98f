"""The page about the money of an initiative: lines, ratios with their formulas, doubts, shared credit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alignment.deeds import deed
from alignment.models import BenefitLine, CostLine, Initiative, Plan, User
from tests.factories import make_initiative, make_outcome, make_person, make_shares

Clients = Callable[[User], Client]


@pytest.fixture
def programme(plan: Plan) -> Initiative:
    return make_initiative(plan, title="Programme")


def address(item: Initiative) -> str:
    return f"/w/acme/items/initiative/{item.pk}/money/"


def with_lines(item: Initiative, *lines: tuple[type[Any], dict[str, Any]]) -> None:
    with deed("edit", by=None, workspace=item.workspace):
        for place, (model, said) in enumerate(lines):
            model.objects.create(workspace=item.workspace, initiative=item, position=place, **said)


def cost(amount: Any, **said: Any) -> tuple[type[Any], dict[str, Any]]:
    return CostLine, {"kind": "delivery", "amount": amount, **said}


def benefit(amount: Any, **said: Any) -> tuple[type[Any], dict[str, Any]]:
    return BenefitLine, {"text": "Fewer leave", "amount": amount, "attribution": 40, "confidence": 75, **said}


def sample(item: Initiative, **said: Any) -> None:
    costs = [cost(amount) for amount in (24_000, 58_000, 42_336, 4_000)]
    with_lines(item, *costs, benefit(446_400, **said))


def words(client: Client, item: Initiative) -> str:
    answer = client.get(address(item))
    assert answer.status_code == 200
    page = answer.content.decode()
    return " ".join(page.replace("\u00a0", " ").split())


def test_both_ratios_with_formulas_doubts_and_horizon(
    programme: Initiative, plan: Plan, ann: User, ben: User, cleo: User, client_of: Clients
) -> None:
    outcome = make_shares(make_outcome(plan, title="Turnover"), ("Us", 40, True), agreed=date(2026, 11, 2))
    finance = make_person(plan.workspace, "Ines Moll")
    sample(
        programme,
        outcome=outcome,
        confirmed_by=finance,
        start=date(2027, 1, 1),
        end=date(2027, 12, 31),
    )
    answer = client_of(ben).get(address(programme))
    told = answer.context
    assert (told["roi"], told["bcr"], told["why"]) == ("4.4\u00a0%", "1.04", "")
    assert (told["roi_formula"], told["bcr_formula"]) == (
        "(benefits − costs) / costs × 100",
        "benefits / costs",
    )
    assert told["sceptic"] == "ROI -47.8\u00a0%, benefit/cost ratio 0.52"
    assert told["break_even"] == "95.8\u00a0% of the counted benefits have to come true."
    assert (told["payback"], told["horizon"]) == ("Dec 2027", "1 Jan 2027 to 31 Dec 2027")
    page = words(client_of(ben), programme)
    for said in (
        "EUR 128,336",
        "EUR 133,920",
        "Ines Moll",
        "40 % agreed for learning.",
        "Forecast",
        "in EUR.",
    ):
        assert said in page
    assert told["roi_formula"] in page
    assert "(133,920 − 128,336) / 128,336 × 100" in page
    assert "Edit costs and benefits" not in page
    assert "Edit costs and benefits" in words(client_of(ann), programme)
    assert client_of(cleo).get(address(programme)).status_code == 404


def test_a_horizon_of_one_day_is_that_day(programme: Initiative, ann: User, client_of: Clients) -> None:
    with_lines(programme, cost(100, date=date(2027, 1, 1)))
    assert client_of(ann).get(address(programme)).context["horizon"] == "1 Jan 2027"


def test_realised_stands_beside_the_forecast(programme: Initiative, ann: User, client_of: Clients) -> None:
    with_lines(
        programme,
        cost(100, state="spent"),
        cost(50, state="planned"),
        benefit(1_000, state="realised"),
        benefit(200),
    )
    told = client_of(ann).get(address(programme)).context
    assert told["so_far"] == "ROI 100\u00a0%, benefit/cost ratio 2"
    assert told["states"] == [("planned", "EUR\u00a050"), ("spent", "EUR\u00a0100")]
    page = words(client_of(ann), programme)
    assert ("EUR 300 realised" in page, "EUR 60 forecast" in page) == (True, True)
    assert "2 counted benefits are confirmed by nobody yet." in page


def test_a_benefit_whose_state_nobody_said_is_a_forecast(
    programme: Initiative, ann: User, client_of: Clients
) -> None:
    with_lines(programme, cost(100), benefit(1_000))
    assert "not said, so forecast" in words(client_of(ann), programme)


def test_ranges_show_the_cautious_end_and_the_span(
    programme: Initiative, ann: User, client_of: Clients
) -> None:
    with_lines(
        programme,
        cost(80, amount_to=100),
        benefit(150, amount_to=300, attribution=100, confidence=100),
    )
    told = client_of(ann).get(address(programme)).context
    assert (told["roi"], told["bcr"]) == ("50\u00a0%", "1.5")
    said = "at worst ROI 50\u00a0%, benefit/cost ratio 1.5; at best ROI 275\u00a0%, benefit/cost ratio 3.75"
    assert told["span"] == said
    page = words(client_of(ann), programme)
    assert ("EUR 80 to EUR 100" in page, "EUR 150 to EUR 300" in page) == (True, True)
    assert "Claims all of it, and names no outcome" in page


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([cost(10)], "no benefit recorded"),
        ([cost(None), benefit(10)], "cost unknown"),
        ([cost(0), benefit(10)], "cost is zero"),
        ([cost(10, currency="USD"), benefit(10)], "mixed currencies without a rate"),
    ],
)
def test_why_there_is_no_return_is_said(
    lines: list[Any], why: str, programme: Initiative, ann: User, client_of: Clients
) -> None:
    with_lines(programme, *lines)
    page = words(client_of(ann), programme)
    assert f"No ROI and no benefit/cost ratio can be said: {why}." in page
    assert "What a sceptic asks" not in page


def test_a_rate_is_shown_with_what_it_counts_as(programme: Initiative, ann: User, client_of: Clients) -> None:
    with_lines(programme, cost(100, currency="USD", rate=Decimal("0.9")), benefit(1_000))
    page = words(client_of(ann), programme)
    assert ("USD 100 (1 USD = 0.9 EUR)" in page, "EUR 90" in page) == (True, True)


def test_what_is_not_put_into_money_is_listed_apart(
    programme: Initiative, ann: User, client_of: Clients
) -> None:
    with_lines(
        programme, cost(10), benefit(100), benefit(None, text="Calm", intangible=True, beneficiary="Teams")
    )
    page = words(client_of(ann), programme)
    apart = page.split("Worth having, not put into money")[1]
    assert ("Calm (Teams)" in apart, page.count("Calm (Teams)")) == (True, 1)


def test_what_was_claimed_too_much_is_marked(
    programme: Initiative, plan: Plan, ann: User, client_of: Clients
) -> None:
    worth = {"unit_value": 18_000, "cost_of_nothing": 2_000_000}
    outcome = make_outcome(plan, title="Turnover", **worth)
    make_shares(outcome, ("Us", 30, True), agreed=date(2026, 11, 2))
    sample(programme, outcome=outcome)
    said = "All initiatives together claim 40 % of “Turnover”; 30 % are agreed for learning."
    page = words(client_of(ann), programme)
    assert said in page
    assert "One unit of it is worth EUR 18,000. Doing nothing costs EUR 2,000,000." in page


def test_an_initiative_without_lines_says_so(programme: Initiative, ann: User, client_of: Clients) -> None:
    assert "Nothing is recorded yet" in words(client_of(ann), programme)
    edit = f"/w/acme/items/initiative/{programme.pk}/edit/"
    first_line = f"initiative-{programme.pk}-costs_0_kind"
    page = client_of(ann).get(address(programme)).content.decode()
    assert f'href="{edit}?next={address(programme)}#{first_line}"' in page
    assert f'id="{first_line}"' in client_of(ann).get(edit).content.decode()
    item = client_of(ann).get(f"/w/acme/items/initiative/{programme.pk}/").content.decode()
    assert f'href="{address(programme)}"' in item


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_its_lines(
    count: int, programme: Initiative, plan: Plan, ann: User, client_of: Clients
) -> None:
    for place in range(count):
        outcome = make_shares(make_outcome(plan), ("Us", 40, True))
        person = make_person(plan.workspace, f"Person {place}")
        with_lines(programme, cost(10), benefit(100, outcome=outcome, confirmed_by=person))
    client = client_of(ann)
    client.get(address(programme))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(programme))
    assert len(queries) == 8
