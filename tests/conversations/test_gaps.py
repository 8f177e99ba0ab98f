"""What is past its date is a gap on every page that shows gaps."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.conversations.services.expectations import Said, add, answer, keep
from alignment.framework.queries.gaps import findings_of_workspace
from alignment.models import Expectation, HowAnswered, Plan, User, Workspace
from alignment.rules.gaps import Gap, GapKind
from alignment.tracing.gaps import findings_of
from alignment.tracing.words import gap_words
from tests.clock import TODAY, YESTERDAY
from tests.factories import make_chain, make_initiative

pytestmark = pytest.mark.usefixtures("still_clock")
KINDS = (GapKind.UNANSWERED, GapKind.NOT_KEPT)


def expect(plan: Plan, **more: object) -> Expectation:
    fields = {"text": "Dates", "direction": "we_need", "due": YESTERDAY, **more}
    return add(plan, by=None, fields=fields, owner="Tom Birch")[0]


def late(plan: Plan) -> list[Gap]:
    plan.workspace = Workspace.objects.get(pk=plan.workspace_id)
    return [gap for gap in findings_of(plan, TODAY).gaps if gap.kind in KINDS]


def test_unanswered_past_its_date_then_promised_then_done(plan: Plan) -> None:
    initiative = make_chain(plan)[4]
    one = expect(plan, initiative=initiative)
    (gap,) = late(plan)
    assert (gap.kind, gap.key, gap.plan) == (GapKind.UNANSWERED, initiative.key, plan.key)
    assert one.owner is not None
    answer(one, one.owner, Said("confirmed", "", TODAY), how=HowAnswered.TOLD, by=None)
    (gap,) = late(plan)
    assert gap.kind is GapKind.NOT_KEPT
    one.refresh_from_db()
    one.workspace, one.plan = plan.workspace, plan
    keep(one, by=None, on=TODAY, version=one.version)
    assert late(plan) == []


def test_due_today_is_not_late(plan: Plan) -> None:
    expect(plan, due=TODAY)
    assert late(plan) == []


def test_nobody_waits_for_work_that_is_stopped_or_put_away(plan: Plan) -> None:
    expect(plan, initiative=make_initiative(plan, status="stopped"))
    expect(plan, initiative=make_initiative(plan, archived_at=timezone.now()))
    assert late(plan) == []


def test_of_a_whole_plan_it_has_no_item_and_leads_to_the_list(
    plan: Plan, ann: User, client_of: Callable[[User], Client]
) -> None:
    make_chain(plan)
    expect(plan)
    expect(plan, text="Rooms")
    assert [(gap.title, gap.id) for gap in late(plan)] == [("Dates", 0), ("Rooms", 0)]
    client = client_of(ann)
    for name in ("framework:check", "framework:plan_overview", "tracing:trace"):
        body = client.get(reverse(name, args=["acme", plan.pk])).content.decode()
        assert reverse("conversations:expectation_list", args=["acme", plan.pk]) in body
        assert "It is not confirmed, and its date is past." in body


def test_the_lean_list_of_the_workspace_says_the_same(plan: Plan) -> None:
    expect(plan, initiative=make_chain(plan)[4])
    expect(plan, text="Rooms")
    of_plan = late(plan)
    found = findings_of_workspace(plan.workspace, TODAY).gaps
    said = [(gap.kind, gap.key, gap_words(gap), gap.plans) for gap in found if gap.kind in KINDS]
    assert said == [(gap.kind, gap.key, gap_words(gap), gap.plans) for gap in of_plan]
    assert len(said) == 2
