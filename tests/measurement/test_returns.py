"""Both returns of a plan on its metrics tab: on investment, and on expectations."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.models import Plan, User
from tests.briefings.test_roe import rated
from tests.factories import make_expectation, make_initiative, make_plan
from tests.measurement.test_money_page import benefit, cost, sample, with_lines

SignIn = Callable[[User], Client]


def address(plan: Plan, name: str = "measurement:metric_list") -> str:
    return reverse(name, args=["acme", plan.pk])


def test_roi_and_roe_stand_beside_each_other(plan: Plan, ben: User, client_of: SignIn) -> None:
    sample(make_initiative(plan, title="Programme"))
    with_lines(make_initiative(plan, title="Licence"), cost(9_500))
    make_initiative(plan, title="Talk")
    with_lines(make_initiative(plan, title="Declined", status="declined"), cost(1), benefit(1))
    rated(make_expectation(plan, direction="we_deliver"), owner="kept", party="partly")
    rated(make_expectation(make_plan(plan.workspace)), owner="not_kept")
    answer = client_of(ben).get(address(plan))
    told = answer.context
    assert [(line.item.title, line.said["roi"], line.said["bcr"]) for line in told["returns"]] == [
        ("Programme", "4.4\u00a0%", "1.04"),
        ("Licence", "", ""),
    ]
    assert told["roe_words"] == "75\u00a0% of what was expected was kept, by 1 expectation that was rated."
    page = answer.content.decode()
    assert "No return can be said: no benefit recorded." in page
    assert reverse("measurement:money", args=["acme", told["returns"][0].item.id]) in page


def test_with_nothing_to_tell_there_is_no_card(plan: Plan, ann: User, client_of: SignIn) -> None:
    assert "What comes back" not in client_of(ann).get(address(plan)).content.decode()
    make_expectation(plan)
    assert "Nothing is rated yet" in client_of(ann).get(address(plan)).content.decode()


def test_the_overview_tells_it_once_something_is_rated(plan: Plan, ann: User, client_of: SignIn) -> None:
    make_initiative(plan)
    client, here = client_of(ann), address(plan, "framework:plan_overview")
    one = make_expectation(plan)
    assert "Return on expectations" not in client.get(here).content.decode()
    rated(one, party="partly")
    words = client.get(here).context["roe_words"]
    assert words == "50\u00a0% of what was expected was kept, by 1 expectation that was rated."


def test_money_of_an_initiative_belongs_to_the_metrics(plan: Plan, ann: User, client_of: SignIn) -> None:
    money = reverse("measurement:money", args=["acme", make_initiative(plan).pk])
    page = client_of(ann).get(money).content.decode()
    assert f'<a href="{address(plan)}" aria-current="page">Metrics</a>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_returns_cost_the_same_whatever_their_number(
    count: int, plan: Plan, ann: User, client_of: SignIn
) -> None:
    for _ in range(count):
        with_lines(make_initiative(plan), cost(10), benefit(100))
        rated(make_expectation(plan), owner="kept")
    client = client_of(ann)
    client.get(address(plan))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(plan))
    assert len(queries) == 5
