"""Requests, assessments and barriers in what needs attention: words, and the page that closes each."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.models import Assessment, Plan, RequestComment, User, Workspace
from tests.asking import make_request
from tests.clock import TODAY, YESTERDAY
from tests.factories import make_goal, make_group, make_person
from tests.offers import make_barrier

pytestmark = pytest.mark.usefixtures("still_clock")
ClientOf = Callable[[User], Client]
LONG_AGO = TODAY - timedelta(days=60)


def listed(client: Client, query: str = "") -> list[tuple[str, str, str, str]]:
    """Kind, words, page and act of every line."""
    page = client.get(reverse("attention:attention", args=["acme"]) + query)
    return [(line.kind, line.words, line.address, line.act.words) for line in page.context["lines"]]


def address(name: str, *args: Any) -> str:
    return reverse(name, args=["acme", *args])


def test_requests_ask_to_be_taken_up_answered_and_looked_at_again(
    plan: Plan, ann: User, client_of: ClientOf
) -> None:
    workspace, dana = plan.workspace, make_person(plan.workspace, "Dana Okoro")
    new = make_request(workspace, asked_on=LONG_AGO, requester=dana)
    said = make_request(workspace, verdict="decline", verdict_on=YESTERDAY, requester_name="Tom")
    wait = make_request(workspace, verdict="wait", verdict_on=LONG_AGO, look_again_on=TODAY)
    remedy = make_request(
        workspace,
        verdict="not_learning",
        verdict_on=LONG_AGO,
        remedy="A second till",
        remedy_owner=dana,
        remedy_date=YESTERDAY,
    )
    for quiet in ({"archived_at": timezone.now()}, {"duplicate_of": new}):
        make_request(workspace, asked_on=LONG_AGO, **quiet)
    make_request(workspace, came="proposed", verdict="learning", verdict_on=LONG_AGO, requester=dana)
    client = client_of(ann)
    assert listed(client) == [
        (
            "past_date",
            "Dana Okoro was to have the remedy in place by 19 November 2026. Nobody has said how it went.",
            address("intake:request", remedy.pk),
            "Say how it went",
        ),
        (
            "past_date",
            "Was to be looked at again on 20 November 2026.",
            address("intake:request", wait.pk),
            "Look at it again",
        ),
        (
            "unanswered",
            "Dana Okoro asked on 21 September 2026. Nobody has taken it up.",
            address("intake:request", new.pk),
            "Take it up",
        ),
        (
            "unanswered",
            "Decided on 19 November 2026. Tom was not told.",
            address("intake:reply", said.pk),
            "Write the reply",
        ),
    ]
    assert listed(client, f"?plan={plan.pk}") == []
    with deed("comment_on_request", by=ann, workspace=workspace):
        RequestComment.objects.create(workspace=workspace, request=remedy, user=ann, text="It is there")
    assert len(listed(client)) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_requests_cost_the_same_however_many(
    rows: int, workspace: Workspace, ann: User, client_of: ClientOf
) -> None:
    for _row in range(rows):
        make_request(workspace, asked_on=date(2026, 1, 1))
    client = client_of(ann)
    with CaptureQueriesContext(connection) as asked:
        assert len(listed(client)) == rows
    assert len(asked) <= 25


def test_assessments_and_barriers_past_their_day_ask_to_be_closed(
    plan: Plan, ann: User, client_of: ClientOf
) -> None:
    workspace, goal = plan.workspace, make_goal(plan)
    group = make_group(workspace, "Young managers")
    with deed("create", by=None, workspace=workspace):
        made = {"workspace": workspace, "plan": plan, "goal": goal, "group": group, "closes_on": YESTERDAY}
        late = Assessment.objects.create(key="v-1", title="How far are you?", **made)
        Assessment.objects.create(key="v-2", title="Closed", closed_at=timezone.now(), **made)
    dana = make_person(workspace, "Dana Okoro")
    barrier = make_barrier(workspace, due=YESTERDAY, owner=dana)
    make_barrier(workspace, due=YESTERDAY, resolved_on=YESTERDAY)
    make_barrier(workspace, due=TODAY)
    client = client_of(ann)
    here = address("catalogue:barrier_list")
    assert listed(client) == [
        (
            "past_date",
            "Was to be out of the way by 19 November 2026. Dana Okoro takes it on.",
            f"{here}#barrier-{barrier.pk}",
            "Say what is next",
        ),
        (
            "past_date",
            "Was to close on 19 November 2026 and is still open. It asks: Young managers.",
            address("skills:assessment", plan.pk, late.pk),
            "Close it",
        ),
    ]
    assert [line[3] for line in listed(client, f"?plan={plan.pk}")] == ["Close it"]
