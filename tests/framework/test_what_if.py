"""The what-if of an item as pages: who may look, what it says, and that asking changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.services.items import save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.links import link
from alignment.models import ITEM, Deed, Layer, Plan, User, Workspace
from tests.factories import make_chain, make_initiative
from tests.framework.chains import chain_of, costly_chain, sentences, url

Clients = Callable[[User], Client]


@pytest.fixture
def chain(plan: Plan, ann: User) -> list[Any]:
    return costly_chain(plan, ann)


def test_what_if_an_outcome_were_archived(chain: list[Any], ann: User, client_of: Clients) -> None:
    goal, outcome, moment, _learning, initiative = chain
    answer = client_of(ann).get(url(outcome, "archive"))
    told = answer.context["told"]
    assert sentences(answer) == [
        "“Goal” would lose its only support.",
        "1 initiative would support no goal (EUR 120,000 planned, EUR 9,500 spent, 340 hours).",
    ]
    assert [(row.title, row.before.words, row.after.words) for row in told.goals.rows] == [
        ("Goal", "Supported", "Goal only")
    ]
    assert [(row.title, row.before.words, row.after.words) for row in told.initiatives.rows] == [
        ("Initiative", "Linked to a goal", "Stops at a moment of truth")
    ]
    assert [(row.title, row.words) for row in told.gaps.rows] == [
        ("Goal", "Has no performance outcome."),
        ("Moment", "Decides no performance outcome."),
    ]
    assert [(row.before, row.after) for row in told.scores] == [
        ("8 of 13 (61\u00a0%)", "4 of 10 (40\u00a0%)"),
        ("8 of 13 (61\u00a0%)", "4 of 10 (40\u00a0%)"),
    ]
    html = answer.content.decode()
    assert "What if “Outcome” were archived?" in html
    assert "Nothing has been changed." in html
    assert f'action="{url(outcome, name="item_archive")}"' in html
    assert goal.title in html
    assert url(moment, name="item") in html


def test_what_if_an_initiative_were_stopped(chain: list[Any], ann: User, client_of: Clients) -> None:
    initiative = chain[-1]
    answer = client_of(ann).get(url(initiative, "stop"))
    assert sentences(answer) == [
        "“Goal” would lose its only support.",
        "It takes EUR 120,000 planned, EUR 9,500 spent, 340 hours. "
        "What is not spent yet would be free for something else.",
    ]
    table = answer.context["told"].efforts
    assert table.columns == ("Planned", "Spent")
    assert [(row.name, row.count, row.amounts, row.hours) for row in table.rows] == [
        ("Would end", 1, (("EUR\u00a0120,000",), ("EUR\u00a09,500",)), "340")
    ]
    decide = reverse("framework:initiative_decide", args=[initiative.workspace.slug, initiative.pk])
    assert f'href="{decide}?do=stop&amp;next=' in answer.content.decode()


def test_what_if_without_costs_says_that_they_are_unknown(plan: Plan, ann: User, client_of: Clients) -> None:
    goal, outcome, *_rest = make_chain(plan)
    answer = client_of(ann).get(url(outcome))
    assert sentences(answer)[1] == "1 initiative would support no goal (cost unknown, hours unknown)."
    row = answer.context["told"].efforts.rows[0]
    assert (row.amounts, row.hours, row.cost_unknown, row.hours_unknown) == ((), "", 1, 1)
    assert "Cost unknown of 1 initiative" in answer.content.decode()


@pytest.mark.parametrize("purpose", ["compliance", "personal_development"])
def test_what_if_leaves_what_stands_apart_out_of_the_sums(
    purpose: str, plan: Plan, ann: User, client_of: Clients
) -> None:
    _goal, outcome, _moment, learning, _initiative = make_chain(plan)
    make_initiative(plan, learning, purpose=purpose, hours=100, seats=10)
    answer = client_of(ann).get(url(outcome, "archive"))
    assert sentences(answer)[1] == "1 initiative would support no goal (cost unknown, hours unknown)."
    (row,) = answer.context["told"].efforts.rows
    assert (row.count, row.hours, row.cost_unknown, row.hours_unknown) == (1, "", 1, 1)


def test_what_if_nothing_follows_is_good_news(plan: Plan, ann: User, client_of: Clients) -> None:
    spare = make_initiative(plan, purpose="compliance", status="stopped")
    answer = client_of(ann).get(url(spare, "archive"))
    assert (answer.context["told"].nothing, "Nothing would change." in answer.content.decode()) == (
        True,
        True,
    )


@pytest.mark.parametrize(("do", "place"), [("", 1), ("archive", 0), ("stop", 0), ("stop", 4)])
def test_what_if_writes_nothing(do: str, place: int, chain: list[Any], ben: User, client_of: Clients) -> None:
    item, client = chain[place], client_of(ben)
    deeds, revision = Deed.objects.count(), item.workspace.revision
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url(item, do)).status_code == 200
    written = [
        one["sql"]
        for one in asked
        if not one["sql"].lstrip("( ").startswith(("SELECT", "SAVEPOINT", "RELEASE"))
    ]
    assert written == []
    assert Deed.objects.count() == deeds
    assert Workspace.objects.get(pk=item.workspace_id).revision == revision


def test_what_if_a_viewer_looks_and_cannot_apply(chain: list[Any], ben: User, client_of: Clients) -> None:
    client = client_of(ben)
    html = client.get(url(chain[1])).content.decode()
    assert url(chain[1], name="item_archive") not in html
    assert "Leave it" in html
    assert client.post(url(chain[1]), {"title": "New", "version": 1}).status_code == 403
    assert url(chain[1]) in client.get(url(chain[1], name="item")).content.decode()


def test_what_if_hides_from_a_stranger(chain: list[Any], cleo: User, client_of: Clients) -> None:
    client = client_of(cleo)
    for name in ("what_if", "what_if_pdf"):
        assert client.get(url(chain[0], name=name)).status_code == 404
    assert client.post(url(chain[0]), {"title": "New"}).status_code == 404
    retire = reverse("framework:goal_retire", args=[chain[0].workspace.slug, chain[0].pk])
    assert client.post(retire, {"version": 1}).status_code == 404


@pytest.mark.parametrize(("place", "do"), [(1, "stop"), (3, "stop"), (0, "burn")])
def test_what_if_of_what_cannot_be_done(
    place: int, do: str, chain: list[Any], ann: User, client_of: Clients
) -> None:
    assert client_of(ann).get(url(chain[place], do)).status_code == 404


def test_what_if_of_an_archived_item_offers_nothing(chain: list[Any], ann: User, client_of: Clients) -> None:
    archive_item(chain[1], by=ann, version=chain[1].version)
    answer = client_of(ann).get(url(chain[1]))
    html = answer.content.decode()
    assert (answer.context["told"].nothing, answer.context["over"]) == (True, True)
    assert "It is archived already." in html
    assert url(chain[1], name="item_archive") not in html


def test_what_if_asks_as_often_for_three_chains_as_for_one(
    chain: list[Any], plan: Plan, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    counts = []
    for more in (0, 2):
        for number in range(more):
            for item in chain_of(plan, ann, f" {number}"):
                if item.layer is Layer.OUTCOME:
                    link(item, chain[0], by=ann, reason="So")
        save_item(
            chain[0],
            by=ann,
            version=ITEM[Layer.GOAL].objects.get(pk=chain[0].pk).version,
            fields={"problem": str(more)},
        )
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(chain[0])).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_goal_retire_applies_what_was_looked_at(
    chain: list[Any], ann: User, ben: User, client_of: Clients
) -> None:
    goal = chain[0]
    address = reverse("framework:goal_retire", args=[goal.workspace.slug, goal.pk])
    client = client_of(ann)
    assert f'action="{address}"' in client.get(url(goal, "stop")).content.decode()
    assert client_of(ben).post(address, {"version": 1}).status_code == 403
    client.post(address, {"version": 7})
    goal.refresh_from_db()
    assert goal.status == "proposed"
    answer = client.post(address, {"version": 1})
    goal.refresh_from_db()
    assert (answer.status_code, goal.status) == (302, "retired")
    assert "It is not pursued any more already." in client.get(url(goal, "stop")).content.decode()


def test_what_if_pdf(chain: list[Any], ben: User, client_of: Clients) -> None:
    answer = client_of(ben).get(url(chain[1], "archive", "what_if_pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="outcome-what-if.pdf"'
    assert answer.content.startswith(b"%PDF")
