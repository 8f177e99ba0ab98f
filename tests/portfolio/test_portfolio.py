"""Goals and initiatives of all plans of a workspace: the page, what it counts, and its files."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import deed
from alignment.framework.services.deciding import decide
from alignment.models import AuditPoint, Claim, CostLine, Initiative, Plan, User, Workspace
from tests.asking import make_request
from tests.factories import (
    make_chain,
    make_goal,
    make_initiative,
    make_learning,
    make_outcome,
    make_person,
    make_plan,
)

ClientOf = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def page(workspace: Workspace, name: str = "portfolio", query: str = "") -> str:
    return reverse(f"portfolio:{name}", args=[workspace.slug]) + query


def cost(initiative: Initiative, amount: str | None, state: str = "planned", currency: str = "") -> None:
    with deed("edit", by=None, workspace=initiative.workspace):
        CostLine.objects.create(
            workspace=initiative.workspace,
            initiative=initiative,
            kind="delivery",
            amount=Decimal(amount) if amount else None,
            state=state,
            currency=currency,
        )


def claim(initiative: Initiative, goal: Any) -> None:
    with deed("edit", by=None, workspace=initiative.workspace):
        Claim.objects.create(workspace=initiative.workspace, initiative=initiative, goal=goal, reason="So")


def keys(lines: Any) -> list[str]:
    return [line.node.key for line in lines]


def table(response: Any, name: str) -> list[str]:
    return [row.record.node.key for row in response.context[name].rows]


def test_what_serves_no_goal_stands_apart_from_what_leads_there(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    goal, *_rest, traced = make_chain(plan)
    orphan = make_initiative(make_plan(workspace))
    claimed, broken = make_initiative(plan), make_initiative(plan, make_learning(plan))
    claim(claimed, goal)
    apart = make_initiative(plan, purpose="compliance")
    stopped = make_initiative(plan, status="stopped")

    response = client_of(ann).get(page(workspace))

    assert keys(response.context["idle"].page) == [orphan.key, claimed.key]
    assert table(response, "initiatives") == [broken.key, traced.key]
    assert keys(response.context["apart"]) == [apart.key]
    assert keys(response.context["stopped"]) == [stopped.key]
    assert response.context["book"].to_decide == 3
    assert f"/items/goal/{goal.pk}/" in response.content.decode()


def test_goals_stand_by_rank_even_when_nothing_is_planned(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    ranks = [None, 3, 1, None, 2]
    goals = [make_goal(plan, priority=rank, position=place) for place, rank in enumerate(ranks)]
    plain = make_goal(
        plan,
        priority=1,
        position=9,
        no_learning_planned="The supplier trains",
        no_learning_by=make_person(workspace, "Lena Osei"),
    )

    response = client_of(ann).get(page(workspace))

    wanted = [goals[2], plain, goals[4], goals[1], goals[0], goals[3]]
    assert table(response, "goals") == [goal.key for goal in wanted]
    assert "The supplier trains – Lena Osei" in response.content.decode()


def test_a_goal_says_how_far_by_what_and_where_it_is_weakest(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    goal, outcome, moment, _learning, _initiative = make_chain(plan, status="running")
    make_outcome(plan, goal)
    hop = moment.links_up.get()
    with deed("edit_link", by=ann, workspace=workspace):
        hop.confidence, hop.lower_meaning = 0, "changed"
        hop.save()

    (row,) = client_of(ann).get(page(workspace)).context["goals"].rows

    found = row.record
    assert (found.row.outcomes_words, found.row.work_words) == (
        "1 of 2 outcomes reached",
        "1 under way",
    )
    assert (found.strength.word, found.strength.hop) == (
        "assumed",
        f"{moment.title} → {outcome.title}",
    )
    assert found.found.suspect == 1


@pytest.mark.parametrize(
    ("query", "idle", "leading"),
    [
        ("", 2, 2),
        ("?show=gaps", 2, 1),
        ("?show=to_decide", 1, 1),
        ("?verdict=orphan", 1, 0),
        ("?verdict=broken", 0, 1),
        ("?verdict=traced", 0, 1),
        ("?verdict=nonsense&show=nonsense&goal=nonsense", 2, 2),
    ],
)
def test_the_address_narrows(
    query: str, idle: int, leading: int, client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    goal, *_rest, _traced = make_chain(plan)
    decide(make_initiative(plan), decision="keep", reason="It is fun", by=ann)
    claimed = make_initiative(plan)
    claim(claimed, goal)
    make_initiative(plan, make_learning(plan))
    make_initiative(plan, status="stopped")

    response = client_of(ann).get(page(workspace, query=query))

    assert (response.context["idle"].count, len(response.context["initiatives"].rows)) == (idle, leading)
    assert len(response.context["stopped"]) == (0 if idle + leading < 4 else 1)
    assert (response.context["goals"] is None) == (
        "orphan" in query or "broken" in query or "to_decide" in query or "traced" in query
    )


def test_one_goal_with_what_reaches_it(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    goal, *_rest, initiative = make_chain(plan)
    make_chain(plan)
    response = client_of(ann).get(page(workspace, query=f"?goal={goal.key}"))
    assert (table(response, "goals"), table(response, "initiatives")) == ([goal.key], [initiative.key])


def test_only_the_report_is_swapped(client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan) -> None:
    make_initiative(plan)
    part = client_of(ann).get(page(workspace, query="?show=to_decide"), headers=HTMX).content.decode()
    assert "<html" not in part
    assert 'id="idle-heading"' in part
    assert 'id="portfolio-facts"' in part  # out of band: a decision changes the numbers


@pytest.mark.parametrize("name", ["portfolio", "portfolio_csv", "portfolio_xlsx"])
def test_portfolio_is_for_members(
    client_of: ClientOf, ben: User, cleo: User, workspace: Workspace, name: str
) -> None:
    assert client_of(ben).get(page(workspace, name)).status_code == 200
    assert client_of(cleo).get(page(workspace, name)).status_code == 404


def test_who_only_reads_is_not_asked_to_decide(
    client_of: ClientOf, ann: User, ben: User, workspace: Workspace, plan: Plan
) -> None:
    make_initiative(plan)
    make_initiative(plan, make_learning(plan))
    make_initiative(plan, status="stopped")
    assert "/decide/" in client_of(ann).get(page(workspace)).content.decode()
    assert "/decide/" not in client_of(ben).get(page(workspace)).content.decode()


def test_nothing_of_another_workspace_is_counted(
    client_of: ClientOf, ann: User, cleo: User, workspace: Workspace
) -> None:
    other = make_plan(next(iter(cleo.workspaces.values())).workspace)
    cost(make_initiative(other, title="Theirs alone"), "10")
    make_chain(other)
    response = client_of(ann).get(page(workspace))
    assert (response.context["idle"].count, response.context["is_empty"]) == (0, True)
    assert "Theirs alone" not in response.content.decode()


def test_portfolio_costs_the_same_queries_for_one_and_three(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    client = client_of(ann)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page(workspace)).status_code == 200
        return len(caught)

    def grow() -> None:
        goal, *_rest = make_chain(make_plan(workspace))
        orphan, claimed = make_initiative(plan), make_initiative(plan)
        claim(claimed, goal)
        cost(orphan, "10")
        decide(orphan, decision="keep", reason="So", by=ann)
        stopped = make_initiative(plan)
        decide(stopped, decision="stop", reason="So", instead="That", by=ann)
        make_initiative(plan, purpose="personal_development")

    grow()
    one = queries()
    grow()
    grow()
    assert queries() == one <= 16
    assert queries() <= 6  # nothing has changed since


def test_every_list_is_cut_into_pages(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    for _number in range(51):
        make_initiative(plan)
        make_initiative(plan, status="declined")
        make_initiative(plan, purpose="compliance")
        make_initiative(plan, make_learning(plan))
        make_goal(plan)
    client = client_of(ann)

    first = client.get(page(workspace)).context
    lists = (first["idle"].page, first["stopped"], first["apart"])
    assert [len(one) for one in lists] == [50, 50, 50]
    assert [len(list(first[name].paginated_rows)) for name in ("goals", "initiatives")] == [50, 50]
    query = "?idle-page=2&stopped-page=2&apart-page=2&goals-page=2&page=2"
    second = client.get(page(workspace, query=query)).context
    lists = (second["idle"].page, second["stopped"], second["apart"])
    assert [len(one) for one in lists] == [1, 1, 1]
    assert [len(list(second[name].paginated_rows)) for name in ("goals", "initiatives")] == [1, 1]


def test_it_leads_to_requests_and_to_the_audit(client_of: ClientOf, ben: User, workspace: Workspace) -> None:
    make_request(workspace)
    make_request(workspace, taken_up_on=date(2026, 11, 3))
    make_request(workspace, verdict="decline", verdict_on=date(2026, 11, 3))
    counted = {"offered": {"items": "4", "hours": "8", "spend": "0"}, "serving": {"items": "3", "hours": "2"}}
    AuditPoint.objects.create(workspace=workspace, on=date(2026, 11, 1), counted=counted)
    response = client_of(ben).get(page(workspace))
    around = response.context["around"]
    assert (around.undecided, around.new, around.share) == (2, 1, Decimal("0.25"))
    said = response.content.decode()
    assert "2 requests not decided yet" in said
    assert "25\xa0% of what is on offer follows demand" in said
