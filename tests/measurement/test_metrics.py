"""The metrics tab, one metric, and its readings."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import undo, version_of
from alignment.measurement.services import add_metric, edit_metric
from alignment.models import Deed, Metric, Plan, Reading, User
from tests.factories import (
    make_goal,
    make_metric,
    make_outcome,
    make_person,
    make_plan,
    make_reading,
    make_workspace,
)

ClientOf = Callable[[User], Client]


def page(name: str, plan: Plan, *ids: int) -> str:
    return reverse(f"measurement:{name}", args=[plan.workspace.slug, *ids])


def fields(**changes: object) -> dict[str, object]:
    return {
        "title": "Turnover", "kind": "decrease", "unit": "%", "baseline": "18", "baseline_date": "2026-01-01",
        "target": "14", "target_date": "2027-06-30", "cadence": "quarterly",
    } | changes  # fmt: skip


def test_metric_list_shows_start_now_wanted_and_status(client_of: ClientOf, ann: User, plan: Plan) -> None:
    today = timezone.localdate()
    metric = make_metric(
        make_outcome(plan), baseline=12, target=30, unit="points",
        baseline_date=today - timedelta(days=100), target_date=today + timedelta(days=100),
    )  # fmt: skip
    make_reading(metric, today, 21)

    response = client_of(ann).get(page("metric_list", plan, plan.pk))

    row = response.context["rows"][0]
    assert (row.standing.current, row.standing.status) == (Decimal(21), "on_track")
    body = response.content.decode()
    assert "50\u00a0%" in body
    assert "On track" in body


def test_metric_list_without_metrics_says_what_to_do(client_of: ClientOf, ann: User, plan: Plan) -> None:
    assert "No metric yet" in client_of(ann).get(page("metric_list", plan, plan.pk)).content.decode()


def test_new_metric_is_saved_with_a_deed_that_can_be_undone(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    goal = make_goal(plan)

    response = client_of(ann).post(page("metric_new", plan, plan.pk), fields(item=f"goal-{goal.pk}"))

    metric = Metric.objects.get()
    assert response.status_code == 302
    assert (metric.goal, metric.target, metric.key[:2]) == (goal, Decimal(14), "k-")
    undo(Deed.objects.get(verb="add_metric"), by=ann)
    assert not Metric.objects.exists()


def test_new_metric_sent_twice_is_made_once(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal = make_goal(plan)
    sent = fields(item=f"goal-{goal.pk}", request_key=str(uuid4()))
    client = client_of(ann)

    client.post(page("metric_new", plan, plan.pk), sent)
    client.post(page("metric_new", plan, plan.pk), sent)

    assert Metric.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "Fill this in."),
        ({"target": "20"}, "target", "Enter a target below the start value, or choose “Goes up”."),
        ({"target_date": "2025-01-01"}, "target_date", "Enter a target date after the start value's date."),
        ({"baseline": "eighteen"}, "baseline", "Enter a number, such as 12.5."),
        (
            {"baseline": "1234567890123456"},
            "baseline",
            "Use at most 15 digits in all and 6 after the point.",
        ),
        ({"kind": "range"}, "target_low", "Enter both ends of the range."),
        ({"item": "goal-999999"}, "item", None),
    ],
)
def test_bad_metric_is_refused_and_keeps_what_was_typed(
    client_of: ClientOf, ann: User, plan: Plan, changes: dict[str, object], field: str, words: str | None
) -> None:
    goal = make_goal(plan)

    response = client_of(ann).post(
        page("metric_new", plan, plan.pk), fields(**({"item": f"goal-{goal.pk}"} | changes))
    )

    assert response.status_code == 422
    errors = response.context["form"].errors[field]
    assert words is None or errors == [words]
    assert 'value="%"' in response.content.decode()
    assert not Metric.objects.exists()


def test_metric_cannot_be_put_on_an_item_of_another_workspace(
    client_of: ClientOf, ann: User, cleo: User, plan: Plan
) -> None:
    theirs = make_goal(make_plan(cleo.memberships.get().workspace))

    response = client_of(ann).post(page("metric_new", plan, plan.pk), fields(item=f"goal-{theirs.pk}"))

    assert response.status_code == 422
    assert not Metric.objects.exists()


def test_metric_s_owner_must_be_of_the_workspace(
    client_of: ClientOf, ann: User, cleo: User, plan: Plan
) -> None:
    goal = make_goal(plan)
    stranger = make_person(cleo.memberships.get().workspace)

    response = client_of(ann).post(
        page("metric_new", plan, plan.pk), fields(item=f"goal-{goal.pk}", owner=stranger.pk)
    )

    assert response.status_code == 422


def test_who_answers_for_the_item_answers_for_its_number(client_of: ClientOf, ann: User, plan: Plan) -> None:
    goal = make_goal(plan, owner=make_person(plan.workspace, name="Karla Brandt"))
    make_metric(goal)
    row = client_of(ann).get(page("metric_list", plan, plan.pk)).context["rows"][0]
    assert row.owner == "Karla Brandt"


def test_metric_edit_on_top_of_another_s_shows_both(
    client_of: ClientOf, ann: User, eddy: User, plan: Plan
) -> None:
    metric = make_metric(make_goal(plan), title="Turnover", kind="decrease", baseline=18, target=14)
    edit_metric(metric, by=eddy, version=1, fields={"title": "Voluntary turnover"})

    response = client_of(ann).post(
        page("metric_edit", plan, metric.pk), fields(title="Turnover in a year", version=1)
    )

    body = response.content.decode()
    assert response.status_code == 409
    assert "Voluntary turnover" in body
    assert "Turnover in a year" in body
    again = client_of(ann).post(
        page("metric_edit", plan, metric.pk), fields(title="Turnover in a year", version=2)
    )
    metric.refresh_from_db()
    assert again.status_code == 302
    assert metric.title == "Turnover in a year"


def test_a_new_target_makes_the_goal_s_links_to_re_check(ann: User, plan: Plan) -> None:
    goal = make_goal(plan)
    metric, _done = add_metric(goal, by=ann, fields={"title": "T", "kind": "decrease", "target": Decimal(14)})
    goal.refresh_from_db()
    outcome = make_outcome(plan, goal)

    edit_metric(metric, by=ann, version=1, fields={"target": Decimal(12)})

    assert [link.suspect for link in outcome.links_up.with_suspect()] == [True]


def test_a_correction_keeps_the_links_sound(ann: User, plan: Plan) -> None:
    goal = make_goal(plan)
    metric, _done = add_metric(goal, by=ann, fields={"title": "T", "kind": "decrease", "target": Decimal(14)})
    goal.refresh_from_db()
    outcome = make_outcome(plan, goal)

    edit_metric(metric, by=ann, version=1, fields={"target": Decimal(12)}, wording_only=True)

    assert [link.suspect for link in outcome.links_up.with_suspect()] == [False]


def test_reading_is_added_in_place(client_of: ClientOf, ann: User, plan: Plan) -> None:
    metric = make_metric(make_goal(plan), baseline=12, target=30)

    response = client_of(ann).post(
        page("reading_new", plan, metric.pk), {"value": "19.5", "date": "2026-09-30", "note": "Pulse"}
    )

    reading = Reading.objects.get()
    assert response.status_code == 303
    assert (reading.value, reading.date, reading.note, reading.by) == (
        Decimal("19.5"), date(2026, 9, 30), "Pulse", ann
    )  # fmt: skip


@pytest.mark.parametrize("sent", [{"value": "", "date": "2026-09-30"}, {"value": "1", "date": "3000-01-01"}])
def test_bad_reading_is_refused(client_of: ClientOf, ann: User, plan: Plan, sent: dict[str, str]) -> None:
    metric = make_metric(make_goal(plan))

    response = client_of(ann).post(page("reading_new", plan, metric.pk), sent)

    assert response.status_code == 422
    assert not Reading.objects.exists()


def test_reading_can_be_corrected_and_removed_and_brought_back(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    reading = make_reading(make_metric(make_goal(plan)), "2026-09-30", 19)
    client = client_of(ann)

    sent = {"value": "18", "date": "2026-09-30", "version": version_of(reading)}
    client.post(page("reading_edit", plan, reading.pk), sent)
    reading.refresh_from_db()
    assert reading.value == 18
    client.post(page("reading_remove", plan, reading.pk))
    assert not Reading.objects.exists()
    undo(Deed.objects.get(verb="remove_reading"), by=ann)
    assert Reading.objects.get().value == 18


def test_archived_metric_leaves_the_tab_and_comes_back(client_of: ClientOf, ann: User, plan: Plan) -> None:
    metric = make_metric(make_goal(plan))
    client = client_of(ann)

    client.post(page("metric_archive", plan, metric.pk))
    assert client.get(page("metric_list", plan, plan.pk)).context["rows"] == []
    client.post(page("metric_restore", plan, metric.pk))
    assert len(client.get(page("metric_list", plan, plan.pk)).context["rows"]) == 1


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("metric_new", "post"),
        ("metric_edit", "post"),
        ("metric_archive", "post"),
        ("reading_new", "post"),
        ("reading_edit", "post"),
        ("reading_remove", "post"),
    ],
)
def test_writing_refuses_a_reader_and_hides_from_a_stranger(
    client_of: ClientOf, ben: User, cleo: User, plan: Plan, name: str, method: str
) -> None:
    metric = make_metric(make_goal(plan))
    reading = make_reading(metric, "2026-09-30", 19)
    pk = {"metric_new": plan.pk}.get(
        name, reading.pk if name in {"reading_edit", "reading_remove"} else metric.pk
    )

    assert getattr(client_of(ben), method)(page(name, plan, pk)).status_code == 403
    assert getattr(client_of(cleo), method)(page(name, plan, pk)).status_code == 404


def test_metric_of_another_workspace_does_not_exist_here(client_of: ClientOf, ann: User, plan: Plan) -> None:
    elsewhere = make_metric(make_goal(make_plan(make_workspace("elsewhere"))))

    assert client_of(ann).get(page("metric_detail", plan, elsewhere.pk)).status_code == 404


@pytest.mark.parametrize("name", ["metric_list", "metric_detail"])
def test_metric_pages_cost_the_same_queries_for_one_and_three(
    client_of: ClientOf, ann: User, plan: Plan, name: str
) -> None:
    client = client_of(ann)
    first = make_metric(make_goal(plan), baseline=1, target=2)
    address = page(name, plan, plan.pk if name == "metric_list" else first.pk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    make_reading(first, "2026-09-30", 1)
    one = cost()
    for _n in range(2):
        more = make_metric(make_goal(plan), baseline=1, target=2)
        make_reading(more, "2026-09-30", 1)
        make_reading(first, "2026-08-30", 1)

    assert cost() == one
