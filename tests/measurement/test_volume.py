"""Volume (hours, seats, completions) counts our own work: nowhere does it stand as what work brought."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.queries.values import first_metric
from alignment.models import BusinessGoal, Metric, Plan, User
from alignment.tracing.contents import content_of
from alignment.tracing.map_words import metric_words
from tests.factories import make_goal, make_metric, make_reading, make_share

ClientOf = Callable[[User], Client]
TODAY = date(2026, 11, 20)


@pytest.fixture
def goal(plan: Plan) -> BusinessGoal:
    """A goal on which only completions are counted, and many."""
    goal = make_goal(plan)
    make_reading(_volume(goal), date(2026, 6, 1), 777)
    return goal


def _volume(goal: BusinessGoal, **fields: object) -> Metric:
    return make_metric(
        goal, title="Completions", baseline=0, target=800, baseline_date=date(2026, 1, 1),
        target_date=date(2027, 1, 1), unit="people", volume_only=True, **fields,
    )  # fmt: skip


def test_the_map_s_card_says_nothing_of_volume(goal: BusinessGoal, plan: Plan) -> None:
    assert metric_words(content_of(plan.workspace, plan).metrics, TODAY) == ("", "")


def test_a_goal_s_own_number_is_never_volume(goal: BusinessGoal) -> None:
    assert first_metric(goal) is None
    shown = make_metric(goal, title="Turnover")
    assert first_metric(goal) == shown


def test_the_metrics_tab_counts_it_apart(
    client_of: ClientOf, ann: User, goal: BusinessGoal, plan: Plan
) -> None:
    address = reverse("measurement:metric_list", args=["acme", plan.pk])

    def intro() -> str:
        page = " ".join(client_of(ann).get(address).content.decode().split())
        return page[page.index("No number" if "No number" in page else "1 number") :].split("</")[0].strip()

    assert intro() == (
        "No number shows yet whether the line from goals to learning holds. 1 counts our own work only."
    )
    make_metric(goal, title="Turnover")
    assert intro() == (
        "1 number shows whether the line from goals to learning holds. 1 counts our own work only."
    )


@pytest.mark.parametrize("name", ["framework:plan_overview", "tracing:map", "tracing:trace"])
def test_pages_of_the_plan_do_not_show_it(
    client_of: ClientOf, ann: User, goal: BusinessGoal, plan: Plan, name: str
) -> None:
    body = client_of(ann).get(reverse(name, args=["acme", plan.pk])).content.decode()
    assert goal.title in body
    assert "777" not in body
    assert "Completions" not in body


def test_a_step_s_row_does_not_show_it(
    client_of: ClientOf, ann: User, goal: BusinessGoal, plan: Plan
) -> None:
    body = client_of(ann).get(reverse("framework:step", args=["acme", plan.pk, "goals"])).content.decode()
    assert "No number yet" in body
    assert "800" not in body


@pytest.mark.parametrize("path", ["map/", "trace/", "items/goal/{}/"])
def test_guests_do_not_see_it(client: Client, goal: BusinessGoal, plan: Plan, path: str) -> None:
    link, token = make_share(plan)
    client.get(f"/r/{token}/")
    body = client.get(f"/shared/{link.pk}/{path.format(goal.pk)}").content.decode()
    assert goal.title in body
    assert "Completions" not in body


@pytest.mark.parametrize("reader", ["executive", "cfo", "department", "learners"])
def test_briefings_but_the_one_for_hr_do_not_show_it(
    client_of: ClientOf, ann: User, goal: BusinessGoal, plan: Plan, reader: str
) -> None:
    client = client_of(ann)
    body = client.get(reverse("briefings:briefing", args=["acme", plan.pk, reader])).content.decode()
    assert "777" not in body
    for_hr = client.get(reverse("briefings:briefing", args=["acme", plan.pk, "hr"])).content.decode()
    assert ("777" in for_hr, "Volume only" in for_hr) == (True, True)
