"""The page of a plan's timeline, and the envelope on the form of the plan."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import CostLine, Initiative, Plan, User
from tests.factories import make_expectation, make_goal, make_initiative, make_metric

ClientOf = Callable[[User], Client]


def page(plan: Plan) -> str:
    return reverse("timeline:timeline", args=["acme", plan.pk])


def cost(initiative: Initiative, amount: str, day: date | None = None, hours: str = "0") -> None:
    with deed("edit", by=None, workspace=initiative.workspace):
        CostLine.objects.create(
            workspace=initiative.workspace,
            initiative=initiative,
            kind="delivery",
            amount=Decimal(amount),
            date=day,
            hours=Decimal(hours),
        )


def filled(plan: Plan) -> Initiative:
    made = make_initiative(plan, start=date(2027, 1, 5), end=date(2027, 3, 1), needed_by=date(2027, 2, 1))
    make_metric(make_goal(plan), cadence="monthly", baseline_date=date(2027, 1, 1))
    make_expectation(plan, due=date(2027, 4, 1))
    cost(made, "60", date(2027, 1, 9), "5")
    cost(made, "50", date(2027, 3, 9), "5")
    cost(made, "20")
    return made


def test_what_is_open_and_past_its_day_says_so(client_of: ClientOf, ann: User, plan: Plan) -> None:
    start, today = date(2020, 1, 6), timezone.localdate()
    make_initiative(plan, start=start, status="running")
    make_expectation(plan, due=today - timedelta(days=1))
    make_expectation(plan, due=today)
    answer = client_of(ann).get(page(plan))
    lines = [(line.what, line.overdue) for _first, lines in answer.context["events"] for line in lines]
    assert lines == [("Starts", False), ("Expectation due", True), ("Expectation due", False)]
    body = answer.content.decode()
    assert (body.count("Overdue"), "runs on, no end is set" in body) == (1, True)


def test_hours_have_columns_where_somebody_wrote_some(client_of: ClientOf, ann: User, plan: Plan) -> None:
    made = make_initiative(plan)
    cost(made, "60")
    assert "Hours so far" not in client_of(ann).get(page(plan)).content.decode()
    cost(made, "60", hours="5")
    assert "Hours so far" in client_of(ann).get(page(plan)).content.decode()


def test_dates_stand_under_their_months(client_of: ClientOf, ann: User, plan: Plan) -> None:
    made = filled(plan)
    client = client_of(ann)
    context = client.get(page(plan)).context
    found = [(first.month, [(line.what, line.title) for line in lines]) for first, lines in context["events"]]
    assert found == [
        (1, [("Starts", made.title)]),
        (2, [("Needed by then", made.title), ("Reading due", "Employee score")]),
        (3, [("Ends", made.title)]),
        (4, [("Expectation due", "Dates for sitting in")]),
    ]
    every = [line.address for _first, lines in context["events"] for line in lines]
    assert {client.get(address).status_code for address in every} == {200}
    assert [bar.runs for bar in context["bars"]] == [(True, True, True)]


def test_the_budget_is_edited_with_the_plan_and_counted_against(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    filled(plan)
    client = client_of(ann)
    assert "No budget is set" in client.get(page(plan)).content.decode()
    address = reverse("framework:plan_edit", args=["acme", plan.pk])
    sent = {"title": plan.title, "version": 1, "budget": "100", "hours_budget": "12"}
    assert client.post(address, sent).status_code == 302
    plan.refresh_from_db()
    assert (plan.budget, plan.hours_budget) == (Decimal(100), Decimal(12))
    assert plan.update_every == "two_monthly"  # what was not sent stays
    assert client.get(page(plan)).context["envelope"] == [
        (True, "EUR\xa0130 of a budget of EUR\xa0100: over it by EUR\xa030. Over from Mar 2027 on."),
        (False, "10 of 12 hours: 2 left."),
    ]


def test_a_budget_below_nothing_is_refused(client_of: ClientOf, ann: User, plan: Plan) -> None:
    address = reverse("framework:plan_edit", args=["acme", plan.pk])
    sent = {"title": plan.title, "version": 1, "budget": "-1"}
    assert client_of(ann).post(address, sent).status_code == 422
    plan.refresh_from_db()
    assert plan.budget is None


def test_an_empty_plan_says_what_to_do(client_of: ClientOf, ann: User, plan: Plan) -> None:
    assert "Nothing has a date yet" in client_of(ann).get(page(plan)).content.decode()


def test_it_is_for_members(client_of: ClientOf, ben: User, cleo: User, plan: Plan) -> None:
    filled(plan)
    text = client_of(ben).get(page(plan)).content.decode()
    assert "Month by month" in text
    assert "Set a budget" not in text
    assert client_of(cleo).get(page(plan)).status_code == 404


def test_the_same_queries_for_one_and_three(client_of: ClientOf, ann: User, plan: Plan) -> None:
    client = client_of(ann)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page(plan)).status_code == 200
        return len(caught)

    filled(plan)
    one = queries()
    filled(plan)
    filled(plan)
    assert queries() == one
