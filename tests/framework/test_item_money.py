"""What comes back of an initiative, said on its page beside the way to its money."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.models import Initiative, Plan, User
from alignment.ui.formats import day
from tests.factories import make_goal, make_initiative
from tests.measurement.test_money_page import benefit, cost, sample, with_lines

SignIn = Callable[[User], Client]


@pytest.fixture
def programme(plan: Plan) -> Initiative:
    return make_initiative(plan, title="Programme")


def address(item: Any) -> str:
    return reverse("framework:item", args=["acme", item.layer.word, item.pk])


def words(client: Client, item: Any) -> str:
    page = client.get(address(item)).content.decode()
    return " ".join(page.replace("\u00a0", " ").split())


def test_both_ratios_stand_beside_the_way_to_the_money(
    programme: Initiative, ben: User, client_of: SignIn
) -> None:
    sample(programme)
    told = client_of(ben).get(address(programme)).context
    assert (told["roi"], told["bcr"], told["why"]) == ("4.4\u00a0%", "1.04", "")
    page = words(client_of(ben), programme)
    assert f"As recorded on {day(timezone.localdate())}, in EUR." in page
    assert f'href="{reverse("measurement:money", args=["acme", programme.pk])}"' in page


def test_why_there_is_no_ratio_is_said(programme: Initiative, ann: User, client_of: SignIn) -> None:
    with_lines(programme, cost(10))
    said = "No ROI and no benefit/cost ratio can be said: no benefit recorded."
    assert said in words(client_of(ann), programme)


def test_without_a_line_there_is_nothing_to_say(
    programme: Initiative, plan: Plan, ann: User, client_of: SignIn
) -> None:
    for item in (programme, make_goal(plan)):
        page = words(client_of(ann), item)
        assert ("As recorded on" in page, "can be said" in page) == (False, False)


def test_the_return_costs_no_query(programme: Initiative, ann: User, client_of: SignIn) -> None:
    client = client_of(ann)

    def queries() -> int:
        client.get(address(programme))
        with CaptureQueriesContext(connection) as caught:
            client.get(address(programme))
        return len(caught)

    bare = queries()
    with_lines(programme, cost(10), benefit(100))
    assert queries() == bare
