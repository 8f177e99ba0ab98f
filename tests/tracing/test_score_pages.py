"""The links in place over time, as pages and as parts of others."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import tracked_models
from alignment.models import Plan, Snapshot, User, Workspace
from alignment.ui.charts import Mark, Point, course
from tests.factories import make_chain, make_goal, make_plan

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def days_ago(days: int) -> None:
    """Dates all history that there is."""
    at = timezone.now() - timedelta(days=days)
    for model in tracked_models():
        model.history.update(history_date=at)  # type: ignore[attr-defined]


def of_plan(plan: Plan) -> str:
    return reverse("tracing:plan_score", args=[plan.workspace.slug, plan.pk])


def of_all(workspace: Workspace) -> str:
    return reverse("tracing:workspace_score", args=[workspace.slug])


def test_pages_say_when_there_is_only_today(plan: Plan, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    for address in (of_plan(plan), of_all(plan.workspace)):
        assert "Nothing is expected yet" in client.get(address).content.decode()
    make_chain(plan)
    for address in (of_plan(plan), of_all(plan.workspace)):
        assert "There is only today so far." in client.get(address).content.decode()


def test_pages_show_what_was_and_what_is(plan: Plan, ann: User, client_of: Clients) -> None:
    make_chain(plan)
    days_ago(2)
    make_goal(plan)
    for address in (of_plan(plan), of_all(plan.workspace)):
        response = client_of(ann).get(address)
        lines = [line.standing for line in response.context["course"].lines]
        assert [(one.satisfied, one.expected) for one in lines] == [(10, 15), (10, 13), (10, 13)]
        assert [one.day for one in lines] == [timezone.localdate() - timedelta(days=n) for n in range(3)]
        assert "<svg" in response.content.decode()


def test_versions_of_the_plan_stand_among_the_days(plan: Plan, ann: User, client_of: Clients) -> None:
    make_chain(plan)
    days_ago(2)
    day = timezone.localdate() - timedelta(days=1)
    Snapshot.objects.create(
        workspace=plan.workspace, plan=plan, number=4, content="{}", digest="x" * 64,
        satisfied=9, expected=12, as_of=day,
    )  # fmt: skip
    response = client_of(ann).get(of_plan(plan))
    said = [line.words for line in response.context["course"].lines if line.standing.day == day]
    assert sorted(said) == ["", "Version 4"]
    assert response.content.decode().count("Version 4") == 2  # chart and table


def test_versions_older_than_the_history_begin_the_line(plan: Plan, ann: User, client_of: Clients) -> None:
    make_chain(plan)
    today = timezone.localdate()
    for number, days in ((1, 90), (2, 30), (3, 30)):
        Snapshot.objects.create(
            workspace=plan.workspace, plan=plan, number=number, content="{}", digest="x" * 64,
            satisfied=5 + number, expected=10, as_of=today - timedelta(days=days),
        )  # fmt: skip
    chart = client_of(ann).get(of_plan(plan)).context["course"].chart
    assert chart.count("<circle") == 3  # the last version of each day, and today
    assert f"From 60{chr(160)}% on" in chart


def test_the_pages_over_time_stand_under_what_they_belong_to(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    words = 'aria-current="page">'
    page = client.get(of_all(plan.workspace)).content.decode()
    assert [part.split("<")[0] for part in page.split(words)[1:]] == ["Portfolio"]
    page = client.get(of_plan(plan)).content.decode()
    assert [part.split("<")[0] for part in page.split(words)[1:]] == ["Plans", "Overview"]


def test_a_part_for_other_pages(plan: Plan, ann: User, client_of: Clients) -> None:
    make_chain(plan)
    days_ago(1)
    for address in (of_plan(plan), of_all(plan.workspace)):
        part = client_of(ann).get(address, headers=HTMX).content.decode()
        assert "<svg" in part
        assert "<html" not in part
    overview = reverse("framework:plan_overview", args=[plan.workspace.slug, plan.pk])
    assert f'hx-get="{of_plan(plan)}"' in client_of(ann).get(overview).content.decode()


def test_the_past_is_for_members(plan: Plan, ben: User, cleo: User, client_of: Clients) -> None:
    for address in (of_plan(plan), of_all(plan.workspace)):
        assert client_of(ben).get(address).status_code == 200
        assert client_of(cleo).get(address).status_code == 404


def test_plans_and_versions_do_not_add_queries(plan: Plan, ann: User, client_of: Clients) -> None:
    client = client_of(ann)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(of_all(plan.workspace)).status_code == 200
        return len(caught)

    make_chain(plan)
    one = cost()
    make_chain(make_plan(plan.workspace))
    make_chain(make_plan(plan.workspace))
    three = cost()
    assert three < one <= 25  # what is over was read before


@pytest.mark.parametrize("count", [1, 2, 13])
def test_the_course_chart_has_a_dot_a_day(count: int) -> None:
    days = [datetime(2026, 11, 1 + number, tzinfo=UTC).date() for number in range(count)]
    svg = course(
        [Point(day, number * 5) for number, day in enumerate(days)],  # type: ignore[arg-type]
        title="Links",
        text="From here to there",
        marks=[Mark(days[0], "Version 1"), Mark(days[0] - timedelta(days=9), "Version 0")],
    )
    assert svg.count("<circle") == count
    assert "<desc>From here to there</desc>" in svg
    assert ("Version 1" in svg, "Version 0" in svg) == (True, False)
