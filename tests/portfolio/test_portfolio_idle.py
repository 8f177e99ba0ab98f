"""What serves no goal in the portfolio: what it costs, and what was decided about it."""

import re

from django.test import Client

from alignment.deeds import undo
from alignment.framework.services.deciding import decide
from alignment.models import Plan, User, Workspace
from alignment.portfolio.queries.standing import portfolio_of
from tests.factories import make_initiative
from tests.portfolio.test_portfolio import ClientOf, cost, keys, page


def test_costs_and_hours_are_added_and_never_guessed(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    dear = make_initiative(plan, hours=10, seats=20)
    cost(dear, "1000", "planned")
    cost(dear, "500", "committed")
    done = make_initiative(plan, hours=2, seats=3, status="completed")
    cost(done, "70", "spent", "USD")
    cost(done, None)
    make_initiative(plan, hours=5)

    response = client_of(ann).get(page(workspace))

    idle = response.context["idle"]
    costs = [(one.currency, one.planned, one.committed, one.spent) for one in idle.whole.costs]
    assert costs == [("EUR", 1000, 500, 0), ("USD", 0, 0, 70)]
    assert (idle.whole.count, idle.whole.cost_unknown, idle.whole.hours_unknown) == (3, 2, 1)
    assert idle.free.hours == 200  # those of what is completed are gone
    lines = {line.node.key: line for line in idle.page}
    assert lines[dear.key].cost_lines == ["EUR\xa01,500 (1,000 planned, 500 committed)"]
    assert lines[done.key].cost_lines == ["USD\xa070 (70 spent)", "and a part that is not known"]
    assert lines[dear.key].hours_words == "200 hours of people's time"
    content = response.content.decode()
    assert "cost unknown" in content
    assert "The cost of 2 is not known, or not all of it." in content
    assert "The hours of 1 are not known." in content


def test_one_is_said_as_one(client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan) -> None:
    make_initiative(plan, hours=1, seats=1)
    words = " ".join(re.sub("<[^>]+>", "", client_of(ann).get(page(workspace)).content.decode()).split())
    assert "0 of 1 initiative serves a business goal." in words
    assert "1 hour of people's time (hours a person × seats)" in words.replace("&#x27;", "'")
    assert re.findall(r"\b1 (?:hours|initiatives|outcomes|goals)\b", words) == []


def test_the_dearest_come_first_and_those_decided_last(workspace: Workspace, plan: Plan, ann: User) -> None:
    cheap, unknown, dear, kept = (make_initiative(plan) for _number in range(4))
    cost(cheap, "10")
    cost(dear, "100")
    cost(kept, "1000")
    decide(kept, decision="keep", reason="The works council asked", by=ann)
    client = Client()
    client.force_login(ann)

    idle = client.get(page(workspace)).context["idle"].page

    assert keys(idle) == [dear.key, cheap.key, unknown.key, kept.key]
    assert [line.to_decide for line in idle] == [True, True, True, False]


def test_a_decision_changes_the_portfolio_and_undo_changes_it_back(
    client_of: ClientOf, ann: User, workspace: Workspace, plan: Plan
) -> None:
    orphan, client = make_initiative(plan, status="running"), client_of(ann)
    made = decide(orphan, decision="stop", reason="Nobody came", instead="Two job aids", by=ann)

    response = client.get(page(workspace))

    assert (response.context["idle"].count, response.context["book"].to_decide) == (0, 0)
    (line,) = response.context["stopped"]
    assert (line.decided.instead, line.decided.reason, line.decided.by) == (
        "Two job aids",
        "Nobody came",
        "Ann",
    )
    content = response.content.decode()
    assert "Two job aids" in content
    undo(made.done, by=ann)
    assert client.get(page(workspace)).context["book"].to_decide == 1


def test_the_latest_decision_counts(workspace: Workspace, plan: Plan, ann: User) -> None:
    orphan = make_initiative(plan)
    for decision in ("link", "keep"):
        decide(orphan, decision=decision, reason=decision, by=ann)
    (line,) = portfolio_of(workspace).lines()
    assert line.decided is not None
    assert line.decided.decision == "keep"
