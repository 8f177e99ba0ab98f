"""The page of what needs attention: what is listed, in what words, and what closes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.framework.services.lifecycle import archive_item
from alignment.measurement.queries import metrics_of
from alignment.models import Plan, User, Workspace
from alignment.reviews.services.asking import ask
from alignment.versions.services import take_snapshot
from tests.clock import NOON, TODAY, TOMORROW, YESTERDAY
from tests.comments.talking import comment, guest_of
from tests.factories import (
    make_chain,
    make_expectation,
    make_goal,
    make_initiative,
    make_learning,
    make_metric,
    make_person,
    make_plan,
    make_reading,
)

pytestmark = pytest.mark.usefixtures("still_clock")
ClientOf = Callable[[User], Client]
BEGAN = TODAY - timedelta(days=100)
NEXT_YEAR = TODAY + timedelta(days=100)  # half of the time is over


def page(query: str = "") -> str:
    return reverse("attention:attention", args=["acme"]) + query


def listed(response: Any) -> list[tuple[str, str]]:
    """Kind and title of every line."""
    return [(line.kind, line.title) for line in response.context["lines"]]


def half_way(item: Any, value: int, **fields: Any) -> Any:
    """A metric of which half of the way is expected by now, with a reading of today."""
    fields = {"baseline": 0, "target": 100, "baseline_date": BEGAN, "target_date": NEXT_YEAR} | fields
    made = make_metric(item, **fields)
    make_reading(made, TODAY, value)
    return made


def one_of_each(plan: Plan, ann: User) -> None:
    """Something of every kind, each from another source."""
    workspace = plan.workspace
    half_way(make_goal(plan, title="Goal far off"), 1)
    half_way(make_goal(plan, title="Goal at risk"), 35)
    stale = make_metric(make_goal(plan, title="Goal unread"), baseline=0, target=9, cadence="monthly")
    make_reading(stale, TODAY - timedelta(days=60), 1)
    make_reading(half_way(make_goal(plan, title="Goal drafted"), 50), TODAY, 51, state="draft")
    make_goal(plan, title="Goal over", horizon_end=YESTERDAY)
    make_initiative(plan, title="Work needed", needed_by=YESTERDAY)
    make_learning(plan, title="Skill unplanned", initiative_by=YESTERDAY)
    make_expectation(plan, text="Dates for sitting in", due=YESTERDAY)
    guest_of(plan).say("Is that still true?")
    plan.comments.update(created=NOON)
    version, _done = take_snapshot(plan, note="First", by=ann)
    person = make_person(workspace, "Tom Birch", email=f"tom{plan.pk}@example.org")
    ask(version, {person: ""}, due=YESTERDAY, by=ann)


def test_one_list_worst_first(client_of: ClientOf, ann: User, plan: Plan) -> None:
    one_of_each(plan, ann)
    response = client_of(ann).get(page())
    assert listed(response) == [
        ("off_track", "Goal far off"),
        ("past_date", "Goal over"),
        ("past_date", "Skill unplanned"),
        ("past_date", "Work needed"),
        ("at_risk", "Goal at risk"),
        ("unanswered", "Dates for sitting in"),
        ("unanswered", plan.title),  # Tom
        ("unanswered", plan.title),  # the guest
        ("unapproved", "Goal drafted"),
        ("stale", "Goal unread"),
    ]
    assert response.context["counts"] == [
        ("off_track", 1),
        ("past_date", 3),
        ("at_risk", 1),
        ("unanswered", 3),
        ("unapproved", 1),
        ("stale", 1),
    ]


def test_every_reason_is_said_and_every_act_leads_somewhere(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    one_of_each(plan, ann)
    client = client_of(ann)
    lines = client.get(page()).context["lines"]
    words = [line.words for line in lines]
    assert words == [
        "“Employee score” was 1 on 20 November 2026: 1\xa0% of the way, 50\xa0% expected by then.",
        "Its time was over on 19 November 2026. Is it achieved, retired, or to be extended?",
        "An initiative for it was to be planned by 19 November 2026. There is none.",
        "Was needed by 19 November 2026 and has not begun.",
        "“Employee score” was 35 on 20 November 2026: 35\xa0% of the way, 50\xa0% expected by then.",
        "This was expected by 19 November 2026. It is not confirmed, and its date is past.",
        "Tom Birch was to decide about version 1 by 19 November 2026 and has not.",
        "Mia wrote on 20 November 2026: “Is that still true?”. Nobody has answered.",
        "A reading of “Employee score” waits for approval, of 20 November 2026.",
        "“Employee score” has had no reading since 21 September 2026. Add one.",
    ]
    assert [client.get(line.act.address).status_code for line in lines] == [200] * len(lines)
    assert [client.get(line.address).status_code for line in lines] == [200] * len(lines)


def test_what_a_whole_plan_expects_is_called_no_initiative(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    make_expectation(plan, due=YESTERDAY)
    make_expectation(plan, due=YESTERDAY, initiative=make_initiative(plan))
    lines = client_of(ann).get(page()).context["lines"]
    assert [line.layer for line in lines] == ["", "initiative"]


def test_it_agrees_with_the_metrics_tab(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal = make_goal(plan)
    for value in (1, 29, 31, 44, 46, 100):
        half_way(goal, value, title=f"Score {value}")
    tab = [(row.standing.status, row.metric.title) for row in metrics_of(plan, TODAY)]
    wanted = [one for one in tab if one[0] in ("off_track", "at_risk")]
    lines = client_of(ann).get(page()).context["lines"]
    assert len(wanted) == 4
    assert sorted((line.kind, line.words.split("”")[0].lstrip("“")) for line in lines) == sorted(wanted)


@pytest.mark.parametrize(
    ("query", "count"),
    [("?kind=past_date", 1), ("?kind=stale", 0), ("?kind=nonsense&plan=nonsense&page=nonsense", 3)],
)
def test_the_address_narrows_by_kind(
    query: str, count: int, client_of: ClientOf, ann: User, plan: Plan
) -> None:
    make_goal(plan, horizon_end=YESTERDAY)
    half_way(make_goal(plan), 1)
    half_way(make_goal(make_plan(plan.workspace)), 1)
    response = client_of(ann).get(page(query))
    assert (len(response.context["lines"]), response.context["count"]) == (count, 3)


def test_the_address_narrows_to_a_plan(client_of: ClientOf, ann: User, plan: Plan) -> None:
    other = make_plan(plan.workspace, title="Sales plan")
    make_goal(plan, horizon_end=YESTERDAY, title="Here")
    make_goal(other, horizon_end=YESTERDAY, title="There")
    response = client_of(ann).get(page(f"?plan={other.pk}"))
    assert (listed(response), response.context["count"]) == ([("past_date", "There")], 1)
    crumb = f'<a href="{reverse("framework:plan_overview", args=["acme", other.pk])}">Sales plan</a>'
    assert crumb in response.content.decode()
    assert crumb not in client_of(ann).get(page()).content.decode()


def test_nothing_to_do_today_is_not_nothing_to_do(client_of: ClientOf, ann: User, plan: Plan) -> None:
    for query in ("", f"?plan={plan.pk}"):
        body = client_of(ann).get(page(query)).content.decode()
        assert "Nothing needs you today" in body
        assert "stands on its overview, under Fix next." in body


def test_what_is_done_or_not_yet_due_needs_nobody(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_goal(plan, horizon_end=TODAY)
    make_goal(plan, horizon_end=YESTERDAY, status="achieved")
    make_initiative(plan, needed_by=TODAY)
    make_initiative(plan, needed_by=YESTERDAY, status="running")
    make_initiative(plan, make_learning(plan, initiative_by=YESTERDAY))
    make_learning(plan, initiative_by=TODAY)
    make_expectation(plan, due=TODAY)
    make_expectation(plan, due=YESTERDAY, done_on=YESTERDAY)
    half_way(make_goal(plan), 46)
    half_way(make_goal(plan), 1, volume_only=True)
    answered = comment(plan, by=ann)
    guest_of(plan).say("Is it?")
    told = plan.comments.exclude(pk=answered.pk).get()
    comment(plan, "It is", parent=told, by=ann)
    response = client_of(ann).get(page())
    assert listed(response) == []
    assert "Nothing needs you today" in response.content.decode()


def test_what_is_put_away_needs_nobody(client_of: ClientOf, ann: User, plan: Plan) -> None:
    gone = make_goal(plan, horizon_end=YESTERDAY)
    make_reading(half_way(gone, 1), TODAY, 2, state="draft")
    archive_item(gone, by=ann, version=gone.version)
    away = make_plan(plan.workspace, archived_at="2026-01-01T00:00:00Z")
    make_goal(away, horizon_end=YESTERDAY)
    assert listed(client_of(ann).get(page())) == []


def test_drafts_of_one_metric_are_one_matter(client_of: ClientOf, ann: User, plan: Plan) -> None:
    made = half_way(make_goal(plan), 50)
    for day in (TODAY, YESTERDAY):
        make_reading(made, day, 51, state="draft")
    (line,) = client_of(ann).get(page()).context["lines"]
    assert line.words == ("2 readings of “Employee score” wait for approval, the oldest of 19 November 2026.")


def test_who_only_reads_is_not_asked_to_act(
    client_of: ClientOf, ann: User, ben: User, rita: User, plan: Plan
) -> None:
    one_of_each(plan, ann)
    texts = {user: client_of(user).get(page()).content.decode() for user in (ann, ben, rita)}
    seen = {user: [words in texts[user] for words in ACTS] for user in texts}
    assert seen == {ann: [True, True, True], rita: [True, True, False], ben: [True, False, False]}


ACTS = ("Look at the metric<", ">Answer<", "Remind, or ask no more<")


def test_it_is_for_members(client_of: ClientOf, ben: User, cleo: User, plan: Plan) -> None:
    assert client_of(ben).get(page()).status_code == 200
    assert client_of(cleo).get(page()).status_code == 404
    assert client_of(ben).post(page()).status_code == 405


def test_nothing_of_another_workspace_is_listed(
    client_of: ClientOf, ann: User, cleo: User, workspace: Workspace
) -> None:
    theirs = make_plan(next(iter(cleo.workspaces.values())).workspace)
    one_of_each(theirs, cleo)
    assert listed(client_of(ann).get(page())) == []
    assert listed(client_of(ann).get(page(f"?plan={theirs.pk}"))) == []


def test_only_the_list_is_swapped(client_of: ClientOf, ann: User, plan: Plan) -> None:
    make_goal(plan, horizon_end=YESTERDAY)
    part = client_of(ann).get(page("?kind=past_date"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="matters-heading"' in part


def test_the_same_queries_for_one_and_three(client_of: ClientOf, ann: User, plan: Plan) -> None:
    client = client_of(ann)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page()).status_code == 200
        return len(caught)

    def grow() -> None:
        one_of_each(make_plan(plan.workspace), ann)
        make_chain(plan)

    grow()
    one = queries()
    grow()
    grow()
    assert queries() == one <= 28
    assert queries() <= 6  # nothing has changed since


def test_a_long_list_is_cut_into_pages(client_of: ClientOf, ann: User, plan: Plan) -> None:
    for _number in range(51):
        make_goal(plan, horizon_end=YESTERDAY)
    client = client_of(ann)
    assert len(client.get(page()).context["lines"]) == 50
    second = client.get(page("?page=2&kind=past_date"))
    assert len(second.context["lines"]) == 1
    assert '<ol class="items" start="51">' in second.content.decode()


def test_the_plan_and_the_start_lead_there(client_of: ClientOf, ann: User, plan: Plan) -> None:
    half_way(make_goal(plan, horizon_end=TOMORROW), 1)
    client = client_of(ann)
    assert f'href="{page()}"' in client.get("/").content.decode()
    for name in ("framework:plan_overview", "measurement:metric_list"):
        of_plan = client.get(reverse(name, args=["acme", plan.pk])).content.decode()
        assert f'href="{page()}?plan={plan.pk}"' in of_plan
