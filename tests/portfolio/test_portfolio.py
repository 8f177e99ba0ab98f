"""The trace of all plans of a workspace."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.models import Plan, User, Workspace
from tests.factories import make_chain, make_initiative, make_plan

ClientOf = Callable[[User], Client]


def test_portfolio_shows_all_plans(client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan) -> None:
    *_rest, one = make_chain(plan)
    two = make_initiative(make_plan(workspace))

    response = client_of(ann).get(reverse("portfolio:portfolio", args=[workspace.slug]))

    assert [row.record.node.key for row in response.context["initiatives"].rows] == [
        two.key,
        one.key,
    ]  # what serves no goal comes first


@pytest.mark.parametrize(
    "name", ["portfolio:portfolio", "portfolio:portfolio_csv", "portfolio:portfolio_xlsx"]
)
def test_portfolio_is_for_members(
    client_of: ClientOf, ben: User, cleo: User, workspace: Workspace, name: str
) -> None:
    address = reverse(name, args=[workspace.slug])

    assert client_of(ben).get(address).status_code == 200
    assert client_of(cleo).get(address).status_code == 404


def test_portfolio_costs_the_same_queries_for_one_and_three(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    client = client_of(ann)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("portfolio:portfolio", args=[workspace.slug])).status_code == 200
        return len(caught)

    make_chain(plan)
    one = cost()
    make_chain(plan)
    make_chain(plan)

    assert cost() == one
