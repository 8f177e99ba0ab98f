"""One list of gaps: the same on every page of a plan, and in every reading of the workspace."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alignment.exchange.samples import load_samples
from alignment.framework.queries.gaps import findings_of_workspace
from alignment.framework.queries.plans import plan_lines
from alignment.models import Item, Plan, User, Workspace
from alignment.rules.gaps import Gap, GapKind
from alignment.tracing.fixes import fixes_of
from alignment.tracing.gaps import findings_of
from alignment.tracing.words import gap_words
from tests.clock import TODAY
from tests.factories import make_goal, make_link, make_moment, make_outcome, make_plan

Clients = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("still_clock")
OTHERWISE = "something else"  # what an item meant when its link was confirmed


def test_a_gap_on_an_item_page_leads_to_its_link(plan: Plan, ann: User, client_of: Clients) -> None:
    outcome: Item = make_outcome(plan)
    link = make_link(outcome, make_goal(plan), reason="")
    page = client_of(ann).get(f"/w/acme/items/outcome/{outcome.pk}/")
    addresses = [fix.action_address for fix in page.context["fixes"] if fix.kind == "no_reason"]
    assert [one.partition("?")[0] for one in addresses] == [f"/w/acme/links/outcome/{link.pk}/edit/"]


def test_who_is_shown_what_to_do(plan: Plan, ann: User, rita: User, ben: User, client_of: Clients) -> None:
    """Reviewers confirm links; all else is done by those who may write."""
    make_link(make_outcome(plan), make_goal(plan), upper_meaning=OTHERWISE)
    words = ("Check the link", "Add a metric")
    for user, shown in ((ann, (True, True)), (rita, (True, False)), (ben, (False, False))):
        page = client_of(user).get(f"/w/acme/plans/{plan.pk}/check/").content.decode()
        assert tuple(word in page for word in words) == shown


@pytest.mark.parametrize("page", ["", "check/", "trace/", "map/"])
def test_every_page_of_a_plan_counts_the_same_gaps(
    page: str, plan: Plan, ann: User, client_of: Clients
) -> None:
    for _ in range(3):
        make_moment(plan)
    count = len(findings_of(plan, TODAY).gaps)
    assert count == 6
    assert f"{count} gaps" in client_of(ann).get(f"/w/acme/plans/{plan.pk}/{page}").content.decode()


def named(gap: Gap) -> tuple[str, ...]:
    return (gap.kind.value, gap.key, gap.other, gap_words(gap), gap.action.value, str(gap.place))


def test_a_workspace_read_lean_has_the_gaps_of_its_plans(settings: Any, db: None) -> None:
    settings.LOCAL_MODE = True
    load_samples(today=TODAY)
    for workspace in Workspace.objects.all():
        whole = findings_of_workspace(workspace, TODAY)
        lines = {line.plan.pk: line.gaps for line in plan_lines(workspace, archived=False, today=TODAY)}
        for plan in Plan.objects.filter(workspace=workspace):
            plan.workspace = workspace
            own = findings_of(plan, TODAY)
            assert {named(gap) for gap in own.gaps} == {
                named(gap) for gap in whole.gaps if plan.key in gap.plans
            }
            assert {named(gap) for gap in own.hints} == {
                named(gap) for gap in whole.hints if plan.key in gap.plans
            }
            assert lines[plan.pk] == len(own.gaps)


def test_a_link_between_plans_is_a_gap_of_both(plan: Plan) -> None:
    """Each plan counts it, on its own page and in the list of plans; the workspace has it once."""
    other = make_plan(plan.workspace, title="Other")
    make_link(make_outcome(other), make_goal(plan), reason="")
    workspace = Workspace.objects.get(pk=plan.workspace_id)
    lines = {line.plan.pk: line.gaps for line in plan_lines(workspace, archived=False, today=TODAY)}
    for one in (plan, other):
        one.workspace = workspace
        own = findings_of(one, TODAY).gaps
        assert [gap.kind for gap in own].count(GapKind.NO_REASON) == 1
        assert lines[one.pk] == len(own)
    whole = findings_of_workspace(workspace, TODAY).gaps
    assert [gap.kind for gap in whole].count(GapKind.NO_REASON) == 1


def test_a_link_to_re_check_is_confirmed_not_edited(plan: Plan) -> None:
    link = make_link(make_outcome(plan), make_goal(plan), upper_meaning=OTHERWISE)
    (gap,) = [gap for gap in findings_of(plan, TODAY).gaps if gap.kind is GapKind.SUSPECT]
    (fix,) = fixes_of([gap], "acme", plan.pk)
    assert fix.action_address == f"/w/acme/links/outcome/{link.pk}/confirm/"
