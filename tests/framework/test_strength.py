"""How sure goals are, and by which hop: on the overview, on the page of an item, in the trace."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.queries.strength import goal_lines
from alignment.framework.services.links import edit_link
from alignment.models import Item, MomentLink, Plan, User, Workspace
from alignment.tracing.queries import traced
from tests.factories import make_chain, make_goal, make_plan

Clients = Callable[[User], Client]


@pytest.fixture
def chain(plan: Plan, ann: User) -> tuple[Item, ...]:
    """A whole chain whose moment is only assumed to decide the outcome."""
    found = make_chain(plan)
    edit_link(MomentLink.objects.get(), by=ann, version=1, reason="Perhaps", confidence=0)
    return found


def weakest(chain: tuple[Item, ...]) -> str:
    return f"weakest: {chain[2].title} → {chain[1].title}, assumed"


def edit_url() -> str:
    return reverse("framework:link_edit", args=["acme", "moment", MomentLink.objects.get().pk])


def test_overview_names_the_weakest_hop_of_each_goal(
    chain: tuple[Item, ...], plan: Plan, ann: User, client_of: Clients
) -> None:
    lonely = make_goal(plan, position=1)
    make_goal(make_plan(plan.workspace))
    page = client_of(ann).get(reverse("framework:plan_overview", args=["acme", plan.pk]))
    lines = page.context["overview"].goals.lines
    assert [(line.node.key, line.strength and line.strength.weakest) for line in lines] == [
        (chain[0].key, weakest(chain)),
        (lonely.key, None),
    ]
    assert f'href="{edit_url()}?next=' in page.content.decode()


def test_reader_is_not_asked_to_make_it_stronger(
    chain: tuple[Item, ...], plan: Plan, ben: User, client_of: Clients
) -> None:
    page = client_of(ben).get(reverse("framework:plan_overview", args=["acme", plan.pk])).content.decode()
    assert (weakest(chain) in page, edit_url() in page) == (True, False)


@pytest.mark.parametrize(("place", "named"), [(0, True), (1, False), (4, True)])
def test_item_page_names_it(
    place: int, named: bool, chain: tuple[Item, ...], ann: User, client_of: Clients
) -> None:
    item = chain[place]
    page = client_of(ann).get(reverse("framework:item", args=["acme", item.layer.word, item.pk]))
    strength = page.context["strength"]
    assert (strength.weakest if strength else None) == (weakest(chain) if named else None)


def test_way_of_an_item_names_it(chain: tuple[Item, ...], ann: User, client_of: Clients) -> None:
    page = client_of(ann).get(reverse("framework:item", args=["acme", "learning", chain[3].pk]))
    assert [way.weakest for way in page.context["paths"]] == [weakest(chain)]


def test_trace_leads_to_the_weakest_hop(
    chain: tuple[Item, ...], plan: Plan, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    page = client.get(reverse("tracing:trace", args=["acme", plan.pk])).content.decode()
    address = reverse("framework:item", args=["acme", "moment", chain[2].pk])
    anchor = f"hop-up-moment-{MomentLink.objects.get().pk}"
    assert page.count(f'href="{address}#{anchor}"') == 2  # of the initiative, of the goal
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_goal_lines_cost_no_query_when_the_trace_is_kept(
    count: int, plan: Plan, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_chain(plan)
    plan = Plan.objects.select_related("workspace").get(pk=plan.pk)
    traced(plan.workspace)
    with django_assert_num_queries(0):
        assert len(goal_lines(plan).lines) == count


def test_only_the_first_goals_are_listed(plan: Plan, workspace: Workspace) -> None:
    for _ in range(3):
        make_goal(plan)
    workspace.refresh_from_db()
    found = goal_lines(Plan.objects.select_related("workspace").get(pk=plan.pk), most=2)
    assert (len(found.lines), found.more) == (2, 1)


def test_step_of_the_goals_names_it(
    chain: tuple[Item, ...], plan: Plan, ann: User, client_of: Clients
) -> None:
    page = client_of(ann).get(reverse("framework:step", args=["acme", plan.pk, "goals"]))
    (row,) = page.context["listing"].groups[0].rows
    assert row.strength.weakest == weakest(chain)
    assert f"({weakest(chain)})" in page.content.decode()
