"""A version freezes the requests that the plan's items grew from, and shows them whatever comes later."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alignment.deeds import deed
from alignment.models import DevelopmentRequest, Item, Plan, RequestGoal, RequestResult, User, Why
from alignment.rules.comparing import compare
from alignment.versions.frozen import concerned
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import source_of, state_of
from tests import factories as make
from tests.asking import make_request
from tests.clock import TODAY

pytestmark = pytest.mark.usefixtures("still_clock")


def became(request: DevelopmentRequest, item: Item, **fields: Any) -> None:
    """A request that became an item."""
    name = {"initiative": "initiative", "outcome": "outcome"}[item.layer.word]
    with deed("create", by=None, workspace=item.workspace):
        RequestResult.objects.create(workspace=item.workspace, request=request, **{name: item}, **fields)


@pytest.fixture
def grown(plan: Plan) -> DevelopmentRequest:
    """A request of Tom, who has typed his name, that became an initiative of the plan and one elsewhere."""
    workspace = plan.workspace
    goal, _outcome, _moment, _learning, initiative = make.make_chain(plan)
    found = make_request(
        workspace,
        title="Offers are lost",
        requester_name="Tom Birch",
        requester_email="tom@example.org",
        verdict="learning",
        verdict_reason="Nobody knows how to say the price",
    )
    became(found, initiative, cause="Nobody practises it")
    became(found, make.make_outcome(make.make_plan(workspace)))
    with deed("create", by=None, workspace=workspace):
        Why.objects.create(workspace=workspace, request=found, text="The price comes last")
        RequestGoal.objects.create(workspace=workspace, request=found, goal=goal)
    make_request(workspace, title="Became nothing")
    return found


def test_a_version_holds_what_its_items_grew_from(plan: Plan, grown: DevelopmentRequest, ann: User) -> None:
    version, _done = take_snapshot(plan, note="", by=ann)
    (kept,) = source_of(version).content.requests
    assert (kept.title, kept.whys, kept.verdict) == ("Offers are lost", ("The price comes last",), "learning")
    assert [row.cause for row in kept.results] == ["Nobody practises it"]
    assert len(kept.goals) == 1
    assert "Tom" not in version.content
    assert "tom@example.org" not in version.content


def test_a_version_shows_a_request_as_it_was(
    plan: Plan, grown: DevelopmentRequest, ann: User, client_of: Callable[[User], Client]
) -> None:
    take_snapshot(plan, note="", by=ann)
    with deed("create", by=ann, workspace=plan.workspace):
        grown.title = "Changed since"
        grown.save()
    page = client_of(ann).get(f"/w/acme/plans/{plan.pk}/versions/1/")
    (line,) = page.context["requests"]
    assert (line.title, line.verdict) == ("Offers are lost", "Learning")
    assert [(one.layer, one.cause) for one in line.grown] == [("initiative", "Nobody practises it")]
    said = page.content.decode()
    assert ("Requests that it grew from" in said, "Changed since" in said) == (True, False)


def test_a_plan_without_requests_reads_as_ever(plan: Plan, ann: User) -> None:
    make.make_chain(plan)
    version, _done = take_snapshot(plan, note="", by=ann)
    assert '"requests"' not in version.content
    assert source_of(version).content.requests == ()


def test_requests_are_not_compared(plan: Plan, grown: DevelopmentRequest, ann: User) -> None:
    take_snapshot(plan, note="", by=ann)
    before, now = (concerned(state_of(plan, number, TODAY).source.content) for number in (1, None))
    assert compare(before, now) == []
