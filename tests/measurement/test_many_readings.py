"""The grid: readings of many metrics of a plan at once, all of them or none."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import undo
from alignment.measurement.services import archive_metric
from alignment.models import Deed, Metric, Plan, Reading, User
from tests.factories import make_goal, make_metric, make_plan, make_reading

ClientOf = Callable[[User], Client]


@pytest.fixture
def metrics(plan: Plan) -> list[Metric]:
    goal = make_goal(plan)
    return [
        make_metric(goal, title=title, unit=unit, position=place)
        for place, (title, unit) in enumerate([("Turnover", "%"), ("Engagement", "points"), ("Pace", "")])
    ]


def grid(plan: Plan) -> str:
    return reverse("measurement:readings_new", args=[plan.workspace.slug, plan.pk])


def typed(metrics: list[Metric], *values: str, day: str = "2026-09-30", **more: str) -> dict[str, str]:
    cells = {f"metric-{metric.pk}-value": value for metric, value in zip(metrics, values, strict=False)}
    return {"date": day, "request_key": str(uuid4())} | cells | more


def test_blank_rows_are_left_out_and_one_deed_takes_all_back(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    note = {f"metric-{metrics[2].pk}-note": "Pulse"}
    answer = client_of(ann).post(grid(plan), typed(metrics, "1.234,5 %", "", "-3", **note), follow=True)

    assert "Added 2 readings." in answer.content.decode()
    found = [(one.metric.title, one.value, one.date, one.note) for one in Reading.objects.order_by("pk")]
    day = date(2026, 9, 30)
    assert found == [("Turnover", Decimal("1234.5"), day, ""), ("Pace", Decimal(-3), day, "Pulse")]
    assert {(one.state, one.by, one.approved_by) for one in Reading.objects.all()} == {("approved", ann, ann)}
    done = Deed.objects.get(verb="add_readings")
    assert (done.subject, done.plan) == ("2 readings", plan)
    undo(done, by=ann)
    assert not Reading.objects.exists()


def test_every_wrong_cell_is_told_beside_it_and_nothing_typed_is_lost(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    note = {f"metric-{metrics[2].pk}-note": "Of what?"}
    answer = client_of(ann).post(grid(plan), typed(metrics, "#N/A", "12 %", "", **note))

    body = answer.content.decode()
    assert (answer.status_code, Reading.objects.count()) == (422, 0)
    rows = answer.context["form"].rows
    assert [bool(row.errors) for row in rows] == [True, True, True]
    assert "“#N/A” is an error that the spreadsheet shows in place of a value." in body
    assert "“12 %” is a percentage, but the metric has another unit." in body
    assert "Enter the value that the note is about." in body
    for words in ('value="#N/A"', 'value="12 %"', 'value="Of what?"', 'value="2026-09-30"'):
        assert words in body
    assert f'id="id_metric-{metrics[0].pk}-value_error"' in body


@pytest.mark.parametrize(
    ("day", "values", "words"),
    [
        ("3000-01-01", ["1"], "Enter a date that is not in the future"),
        ("", ["1"], "Enter a date, such as 2026-12-05."),
        ("2026-09-30", ["", ""], "Nothing is entered. Fill in the value of at least one metric."),
        ("2026-09-30", ["1,234"], "“1,234” can be two numbers. Write 1234 or 1.234."),
    ],
)
def test_what_cannot_be_saved_is_said(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, day: str, values: list[str], words: str
) -> None:
    answer = client_of(ann).post(grid(plan), typed(metrics, *values, day=day))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Reading.objects.exists()


def test_a_point_stands_before_decimals_as_in_other_forms(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client_of(ann).post(grid(plan), typed(metrics, "1.234"))
    assert Reading.objects.get().value == Decimal("1.234")


def test_sent_twice_it_is_saved_once(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client, said = client_of(ann), typed(metrics, "1", "2")
    client.post(grid(plan), said)
    client.post(grid(plan), said)
    assert Reading.objects.count() == 2


def test_an_editor_s_grid_is_of_drafts_and_an_owner_may_ask_for_them(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, eddy: User
) -> None:
    his = client_of(eddy)
    assert "They are saved as drafts." in his.get(grid(plan)).content.decode()
    his.post(grid(plan), typed(metrics, "1"))
    client_of(ann).post(grid(plan), typed(metrics, "2", draft="on"))
    assert [(one.by, one.state) for one in Reading.objects.order_by("pk")] == [
        (eddy, "draft"),
        (ann, "draft"),
    ]


def test_the_last_value_stands_beside_and_archived_metrics_do_not(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    make_reading(metrics[0], "2026-06-30", 17)
    archive_metric(metrics[1], by=ann)
    make_metric(make_goal(make_plan(plan.workspace)), title="Of another plan")

    answer = client_of(ann).get(grid(plan))

    assert [row.measured.metric.title for row in answer.context["form"].rows] == ["Turnover", "Pace"]
    assert "30 Jun 2026" in answer.content.decode()


def test_a_metric_of_another_plan_cannot_be_slipped_in(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    other = make_metric(make_goal(make_plan(plan.workspace)))
    client_of(ann).post(grid(plan), typed([*metrics[:1], other], "1", "2"))
    assert [one.metric for one in Reading.objects.all()] == [metrics[0]]


def test_the_grid_refuses_readers_and_hides_from_strangers(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ben: User, cleo: User
) -> None:
    for who, status in ((ben, 403), (cleo, 404)):
        client = client_of(who)
        assert client.get(grid(plan)).status_code == status
        assert client.post(grid(plan), typed(metrics, "1")).status_code == status


def test_without_a_metric_it_says_what_to_do(client_of: ClientOf, plan: Plan, ann: User) -> None:
    assert "No metric yet" in client_of(ann).get(grid(plan)).content.decode()


def test_it_costs_the_same_for_one_metric_and_three(client_of: ClientOf, plan: Plan, ann: User) -> None:
    client = client_of(ann)

    def cost() -> list[int]:
        rows = list(Metric.objects.all())
        with CaptureQueriesContext(connection) as looked:
            assert client.get(grid(plan)).status_code == 200
        with CaptureQueriesContext(connection) as saved:
            assert client.post(grid(plan), typed(rows, *"123")).status_code == 303
        client.get(grid(plan))  # shows what was saved, and Undo
        return [len(looked), len(saved)]

    make_reading(make_metric(make_goal(plan)), "2026-06-30", 1)
    one = cost()
    for _n in range(2):
        make_reading(make_metric(make_goal(plan)), "2026-06-30", 1)
    assert cost() == one
