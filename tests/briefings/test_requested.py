"""What briefings tell of requests, of missing skills, of what is on offer and of the five practices."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alignment.deeds import deed
from alignment.models import AuditPoint, GroupNeed, Plan, RequestGoal, User
from alignment.versions.services import take_snapshot
from tests import factories as make
from tests.asking import make_request
from tests.clock import TODAY, YESTERDAY
from tests.pages import text_of

pytestmark = pytest.mark.usefixtures("still_clock")
ClientOf = Callable[[User], Client]
NO: dict[str, Any] = {"verdict": "decline", "verdict_on": YESTERDAY, "asked_on": TODAY - timedelta(days=20)}


def address(plan: Plan, reader: str) -> str:
    return f"/w/acme/plans/{plan.pk}/briefings/{reader}/"


def part(client: Client, plan: Plan, reader: str, code: str, query: str = "") -> Any:
    """What a section shows; None when it is left out."""
    return client.get(address(plan, reader) + query).context["document"].parts.get(code)


def test_hr_reads_what_was_asked_and_what_the_noes_have_freed(
    plan: Plan, ann: User, client_of: ClientOf
) -> None:
    workspace, client = plan.workspace, client_of(ann)
    make.make_goal(plan)
    assert part(client, plan, "hr", "requests") is None
    make_request(workspace, title="A course", hours=40, cost=5000, verdict_reason="It is the tool", **NO)
    make_request(workspace, title="Slow tills", hours=10, **NO)
    make_request(workspace, title="Offers are lost", verdict="learning", verdict_on=TODAY)
    make_request(workspace, title="New", asked_on=TODAY)
    make_request(
        workspace,
        title="Of long ago",
        **NO | {k: TODAY - timedelta(days=400) for k in ("asked_on", "verdict_on")},
    )
    found = part(client, plan, "hr", "requests")
    assert found["words"] == (
        "4 problems were brought to L&D: 1 accepted, 2 answered with a no, 1 not decided yet or waiting."
    )
    assert found["freed"] == "2 noes freed 50 hours and EUR\xa05,000."
    assert {(one.title, one.reason) for one in found["noes"]} == {
        ("A course", "It is the tool"),
        ("Slow tills", ""),
    }
    assert [one.title for one in found["accepted"]] == ["Offers are lost"]
    said = text_of(client.get(address(plan, "hr")))
    assert ("It is the tool" in said, "Of long ago" in said) == (True, False)
    said = [text_of(client.get(address(plan, reader))) for reader in ("learners", "executive", "cfo")]
    assert ["A course" in one for one in said] == [False, False, False]


def test_a_department_head_reads_their_own_requests(plan: Plan, ann: User, client_of: ClientOf) -> None:
    workspace, goal = plan.workspace, make.make_goal(plan)
    dana = make.make_person(workspace, "Dana Okoro", team="Sales", role="department_head")
    served = make_request(workspace, title="Serves the goal", asked_on=TODAY)
    with deed("create", by=ann, workspace=workspace):
        RequestGoal.objects.create(workspace=workspace, request=served, goal=goal)
    make_request(workspace, title="Of sales", asked_on=TODAY, department="sales")
    make_request(workspace, title="Of Dana", asked_on=TODAY, requester=dana)
    make_request(workspace, title="Of others", asked_on=TODAY, department="Shops")
    client = client_of(ann)
    mine = part(client, plan, "department", "requests", f"?person={dana.key}")
    assert {one.title for one in mine["open"]} == {"Of sales", "Of Dana"}
    assert [one.title for one in part(client, plan, "department", "requests")["open"]] == ["Serves the goal"]


def test_a_department_head_reads_nothing_that_nobody_has_looked_at(
    plan: Plan, ann: User, client_of: ClientOf
) -> None:
    goal = make.make_goal(plan)
    for title, day in (("Typed by anybody", None), ("Looked at", TODAY)):
        asked = make_request(plan.workspace, title=title, came="form", asked_on=YESTERDAY, taken_up_on=day)
        with deed("edit", by=ann, workspace=plan.workspace):
            RequestGoal.objects.create(workspace=plan.workspace, request=asked, goal=goal)
    found = part(client_of(ann), plan, "department", "requests")
    assert [one.title for one in found["open"]] == ["Looked at"]


def test_hr_reads_the_missing_skills_with_how_they_are_known(
    plan: Plan, ann: User, client_of: ClientOf
) -> None:
    goal, _outcome, _moment, learning, _initiative = make.make_chain(plan)
    group = make.make_group(plan.workspace, size=42)
    with deed("edit", by=ann, workspace=plan.workspace):
        GroupNeed.objects.create(
            workspace=plan.workspace, learning_outcome=learning, group=group, required=4, current=2
        )
    (row,) = part(client_of(ann), plan, "hr", "skills_gap")["rows"]
    assert (row.goal, row.skill, row.group, row.size) == (goal.title, learning.title, group.name, 42)
    assert (row.required, row.now, row.how, row.missing_words) == (4, "2", "Estimate", "2")


def test_hr_reads_the_audit_and_the_practices(plan: Plan, ann: User, client_of: ClientOf) -> None:
    make.make_goal(plan)
    make.make_practice_answer(plan.workspace, score=4, on=YESTERDAY)
    counted = {
        "offered": {"items": "8", "hours": "0", "spend": "200"},
        "serving": {"items": "2", "spend": "150"},
    }
    AuditPoint.objects.create(workspace=plan.workspace, on=YESTERDAY, counted=counted)
    client = client_of(ann)
    offer = part(client, plan, "hr", "offer")
    assert (offer["on"], offer["shares"]) == (YESTERDAY, [("items", "25\xa0%"), ("spend", "75\xa0%")])
    rows = part(client, plan, "hr", "practices")["rows"]
    assert rows[0] == ("Adapt to the culture of the business", "", "4: Mostly", YESTERDAY)
    assert rows[2][1:] == ("0 of 1 goal", "", None)


def test_a_version_tells_nothing_of_today(plan: Plan, ann: User, client_of: ClientOf) -> None:
    make.make_goal(plan)
    make_request(plan.workspace, title="A course", **NO)
    make.make_practice_answer(plan.workspace, on=YESTERDAY)
    take_snapshot(plan, note="", by=ann)
    page = client_of(ann).get(f"/w/acme/plans/{plan.pk}/versions/1/briefing/?for=hr")
    assert {"requests", "practices", "offer"} & set(page.context["document"].parts) == set()


def test_the_briefing_for_hr_stays_within_its_queries(plan: Plan, ann: User, client_of: ClientOf) -> None:
    client, counts = client_of(ann), []
    for _round in range(2):
        make.make_chain(plan)
        for _row in range(3):
            make_request(plan.workspace, title="A course", **NO)
            make.make_practice_answer(plan.workspace, on=YESTERDAY)
        take_snapshot(plan, note="", by=ann)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(plan, "hr"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 60
