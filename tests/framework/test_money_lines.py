"""Cost and benefit lines are added, edited and taken out on the form of their initiative."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from alignment.deeds import deed
from alignment.framework.forms.fields import AmountField
from alignment.models import BenefitLine, CostLine, Initiative, Plan, User
from tests.factories import make_initiative, make_outcome, make_person, make_plan, make_shares
from tests.page_forms import PageForms

Clients = Callable[[User], Client]


@pytest.fixture
def item(plan: Plan) -> Initiative:
    return make_initiative(plan, title="Practice in pairs")


def address(item: Initiative) -> str:
    return f"/w/acme/items/initiative/{item.pk}/edit/"


def with_cost(item: Initiative, **fields: Any) -> None:
    with deed("edit", by=None, workspace=item.workspace):
        CostLine.objects.create(workspace=item.workspace, initiative=item, **fields)


def save(client: Client, item: Initiative, status: int = 302, **typed: str) -> Any:
    """Opens the form, fills some fields in and sends it, as a browser does."""
    page = client.get(address(item)).content.decode()
    (form,) = [form for form in PageForms(page).forms if "title" in form.fields]
    answer = client.post(address(item), form.fields | typed)
    assert answer.status_code == status
    return answer


def costs(item: Initiative) -> list[tuple[Any, ...]]:
    rows = item.costs.order_by("position")
    return [(row.kind, row.amount, row.currency, row.state, row.note) for row in rows]


def test_the_one_figure_can_say_what_it_is(item: Initiative, ann: User, client_of: Clients) -> None:
    save(client_of(ann), item, cost="9500", costs_0_kind="tools", costs_0_state="spent")
    assert costs(item) == [("tools", 9500, "", "spent", "")]


def test_lines_are_added_edited_and_taken_out(item: Initiative, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    save(client, item, cost="100", costs_1_amount="20", costs_1_note="Room", costs_1_currency="chf")
    assert costs(item) == [("other", 100, "", "", ""), ("other", 20, "CHF", "", "Room")]
    kept = list(item.costs.values_list("pk", flat=True))
    save(client, item, costs_0_amount="150", costs_2_amount="7", costs_2_kind="design")
    assert costs(item) == [
        ("other", 150, "", "", ""),
        ("other", 20, "CHF", "", "Room"),
        ("design", 7, "", "", ""),
    ]
    assert kept[1] in item.costs.values_list("pk", flat=True)
    save(client, item, costs_1_remove="on")
    assert [line[1] for line in costs(item)] == [150, 7]


def test_an_only_line_goes_with_its_amount(item: Initiative, ann: User, client_of: Clients) -> None:
    with_cost(item, kind="tools", amount=Decimal(5), state="spent")
    save(client_of(ann), item, cost="")
    assert costs(item) == []


def test_benefits_say_whose_they_are(item: Initiative, ann: User, plan: Plan, client_of: Clients) -> None:
    outcome, person = make_outcome(plan), make_person(plan.workspace, "Ines Moll")
    typed = {
        "text": "Fewer leavers",
        "amount": "2040000",
        "attribution": "40",
        "confidence": "62.5",
        "state": "forecast",
        "period": "2027",
        "outcome": str(outcome.pk),
        "confirmed_by": "Ines Moll",
    }
    save(client_of(ann), item, **{f"benefits_0_{name}": value for name, value in typed.items()})
    line = BenefitLine.objects.get()
    assert (line.text, line.amount, line.attribution, line.confidence) == (
        "Fewer leavers",
        2040000,
        40,
        Decimal("62.5"),
    )
    assert (line.state, line.period, line.outcome, line.confirmed_by) == ("forecast", "2027", outcome, person)
    page = client_of(ann).get(f"/w/acme/items/initiative/{item.pk}/").content.decode()
    said = "Fewer leavers, EUR 2,040,000, Forecast, 2027, our share 40 %, certainty 62.5 %"
    said += f", from “{outcome.title}”, confirmed by Ines Moll"
    assert said in page.replace("\u00a0", " ")
    save(client_of(ann), item, benefits_0_remove="on")
    assert not BenefitLine.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("costs_1_amount", "-1"),
        ("costs_1_amount", "many"),
        ("costs_1_currency", "E1R"),
        ("benefits_0_attribution", "101"),
        ("benefits_0_amount", "5"),  # of what?
        ("benefits_0_outcome", "999999"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    field: str, value: str, item: Initiative, ann: User, client_of: Clients
) -> None:
    answer = save(client_of(ann), item, 422, **{field: value, "costs_1_note": "Room"})
    page = answer.content.decode()
    assert ('value="Room"' in page, '<details class="more" open>' in page) == (True, True)
    assert (costs(item), BenefitLine.objects.count()) == ([], 0)


def test_an_outcome_of_another_workspace_is_unknown(
    item: Initiative, ann: User, cleo: User, client_of: Clients
) -> None:
    foreign = make_outcome(make_plan(cleo.memberships.get().workspace))
    save(client_of(ann), item, 422, benefits_0_text="Theirs", benefits_0_outcome=str(foreign.pk))
    assert BenefitLine.objects.count() == 0


def test_two_people_who_change_lines_meet_a_conflict(
    item: Initiative, ann: User, eddy: User, client_of: Clients
) -> None:
    with_cost(item, kind="tools", amount=Decimal(5))
    page = client_of(ann).get(address(item)).content.decode()
    (mine,) = [form for form in PageForms(page).forms if "title" in form.fields]
    save(client_of(eddy), item, cost="6", costs_1_amount="30", costs_1_note="Theirs")
    answer = client_of(ann).post(address(item), mine.fields | {"cost": "7", "costs_1_note": "Mine"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert ("Theirs" in page, "Mine" in page) == (True, True)
    forms = [form for form in PageForms(page).forms if form.fields.get("costs_1_note") == ["Mine"]]
    client_of(ann).post(address(item), forms[0].fields)
    assert ("other", None, "", "", "Mine") in costs(item)


def test_lines_say_range_rate_hours_and_days(item: Initiative, ann: User, client_of: Clients) -> None:
    typed = {
        "cost": "100",
        "costs_0_amount_to": "120",
        "costs_1_amount": "50",
        "costs_1_currency": "USD",
        "costs_1_rate": "0.92",
        "costs_1_hours": "12",
        "costs_1_date": "2027-03-01",
        "benefits_0_text": "Calmer teams",
        "benefits_0_beneficiary": "Sales",
        "benefits_0_amount": "-5",
        "benefits_0_amount_to": "10",
        "benefits_0_start": "2027-01-01",
        "benefits_0_end": "2027-12-31",
        "benefits_0_intangible": "on",
    }
    save(client_of(ann), item, **typed)
    first, second = item.costs.order_by("position")
    assert (first.amount, first.amount_to) == (100, 120)
    assert (second.rate, second.hours, second.date) == (Decimal("0.92"), 12, date(2027, 3, 1))
    line = BenefitLine.objects.get()
    assert (line.beneficiary, line.amount, line.amount_to, line.intangible) == ("Sales", -5, 10, True)
    assert (line.start, line.end) == (date(2027, 1, 1), date(2027, 12, 31))
    answer = client_of(ann).post(address(item), _shown(client_of(ann), item))
    assert answer.status_code == 302
    assert [one.pk for one in item.costs.order_by("position")] == [first.pk, second.pk]
    page = client_of(ann).get(f"/w/acme/items/initiative/{item.pk}/").content.decode().replace("\u00a0", " ")
    assert "Other, EUR 100 to EUR 120<br>" in page
    assert "Other, USD 50 (1 USD = 0.92 EUR), 12 hours, due 1 March 2027" in page
    assert "Calmer teams, Sales, not put into money, 1 Jan 2027 to 31 Dec 2027" in page


def _shown(client: Client, item: Initiative) -> dict[str, Any]:
    page = client.get(address(item)).content.decode()
    (form,) = [form for form in PageForms(page).forms if "title" in form.fields]
    fields: dict[str, Any] = form.fields
    return fields


def test_what_a_line_says_further_is_open_where_something_stands(
    item: Initiative, ann: User, client_of: Clients
) -> None:
    with_cost(item, kind="tools", amount=Decimal(5), rate=Decimal(2), currency="USD")
    page = client_of(ann).get(address(item)).content.decode()
    folded = page.split("<legend>Cost 1</legend>")[1].split("</fieldset>")[0]
    assert '<details class="more" open>' in folded
    assert '<details class="more">' in page.split("<legend>Another cost</legend>")[1].split("</fieldset>")[0]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"costs_1_amount_to": "9"}, "costs_1_amount_to"),
        ({"costs_1_amount": "10", "costs_1_amount_to": "9"}, "costs_1_amount_to"),
        ({"cost": "10", "costs_0_amount_to": "9"}, "costs_0_amount_to"),
        ({"costs_1_amount": "10", "costs_1_rate": "2"}, "costs_1_rate"),
        ({"costs_1_amount": "10", "costs_1_rate": "2", "costs_1_currency": "EUR"}, "costs_1_rate"),
        ({"costs_1_amount": "10", "costs_1_rate": "0", "costs_1_currency": "USD"}, "costs_1_rate"),
        ({"benefits_0_start": "2027-02-01", "benefits_0_end": "2027-01-01"}, "benefits_0_end"),
    ],
)
def test_what_does_not_fit_together_is_said(
    typed: dict[str, str], field: str, item: Initiative, ann: User, client_of: Clients
) -> None:
    typed = {"benefits_0_text": "Less"} | typed
    answer = save(client_of(ann), item, 422, **typed)
    assert list(answer.context["form"].errors) == [field]
    assert CostLine.objects.count() == BenefitLine.objects.count() == 0


AGREED = date(2026, 11, 2)


def claim(outcome: Any, share: str, **typed: str) -> dict[str, str]:
    line = {"text": "Fewer leavers", "amount": "100", "attribution": share, "confidence": "75"}
    named = {"outcome": str(outcome.pk)} if outcome else {}
    return {f"benefits_0_{name}": value for name, value in (line | named | typed).items()}


def test_no_more_is_claimed_than_was_agreed(
    item: Initiative, ann: User, plan: Plan, client_of: Clients
) -> None:
    outcome = make_shares(make_outcome(plan, title="Score"), ("Us", 40, True), ("Pay", 30), agreed=AGREED)
    save(client_of(ann), item, **claim(outcome, "25"))
    other = make_initiative(plan, title="Coaching")
    answer = save(client_of(ann), other, 422, **claim(outcome, "16"))
    assert list(answer.context["form"].errors) == ["benefits_0_attribution"]
    said = "All initiatives together claim 41 % of “Score”; 40 % are agreed for learning."
    page = answer.content.decode()
    assert (said in page, 'value="Fewer leavers"' in page, 'value="16"' in page) == (True, True, True)
    save(client_of(ann), other, **claim(outcome, "15"))
    save(client_of(ann), other, **claim(outcome, "99", intangible="on"))


def test_all_of_it_needs_an_agreement(item: Initiative, ann: User, plan: Plan, client_of: Clients) -> None:
    outcome = make_shares(make_outcome(plan, title="Score"), ("Us", 100, True))
    answer = save(client_of(ann), item, 422, **claim(outcome, "100"))
    assert "nobody has agreed to a split of it yet" in answer.content.decode()
    answer = save(client_of(ann), item, 422, **claim(None, "100"))
    assert "Name the outcome of which this is all" in answer.content.decode()
    outcome.contribution_agreed_on = AGREED
    with deed("edit", by=None, workspace=item.workspace):
        outcome.save(update_fields=["contribution_agreed_on"])
    save(client_of(ann), item, **claim(outcome, "100"))
    assert BenefitLine.objects.get().attribution == 100


def test_what_came_in_with_a_file_is_left_in_peace_until_it_is_touched(
    item: Initiative, ann: User, plan: Plan, client_of: Clients
) -> None:
    outcome = make_shares(make_outcome(plan), ("Us", 40, True), agreed=AGREED)
    with deed("edit", by=None, workspace=item.workspace):
        for place, (named, share) in enumerate([(outcome, 60), (None, 100)]):
            BenefitLine.objects.create(
                workspace=item.workspace,
                initiative=item,
                text=f"Line {place}",
                outcome=named,
                attribution=share,
                position=place,
            )
    save(client_of(ann), item, title="Practice in threes", benefits_0_amount="5")
    save(client_of(ann), item, 422, benefits_0_attribution="61")
    save(client_of(ann), item, 422, benefits_1_text="All of something else")
    save(client_of(ann), item, benefits_0_attribution="40")


def test_a_zero_with_an_endless_exponent_is_zero() -> None:
    assert str(AmountField().clean("0e999999999999")) == "0"
    assert AmountField().clean("") is None
