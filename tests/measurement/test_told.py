"""Who is told of a metric and how often: rows of its form."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed, undo
from alignment.framework.queries.deed_changes import changes_of
from alignment.framework.services.copying import copy_plan
from alignment.measurement.services import edit_metric
from alignment.models import Deed, Metric, Person, Plan, Telling, User
from tests.factories import make_goal, make_metric, make_person, make_plan

ClientOf = Callable[[User], Client]


@pytest.fixture
def metric(plan: Plan) -> Metric:
    return make_metric(make_goal(plan), title="Turnover")


@pytest.fixture
def two(plan: Plan) -> tuple[Person, Person]:
    return make_person(plan.workspace, "Dana Okoro"), make_person(plan.workspace, "Tom Birch")


def here(metric: Metric) -> str:
    return reverse("measurement:metric_edit", args=[metric.workspace.slug, metric.pk])


def said(metric: Metric, **rows: object) -> dict[str, object]:
    return {"title": metric.title, "kind": metric.kind, "version": metric.version} | rows


def told(metric: Metric) -> list[tuple[str, str]]:
    return [(row.person.name, row.cadence) for row in Telling.objects.filter(metric=metric)]


def test_a_new_metric_can_say_who_is_told(
    client_of: ClientOf, ann: User, plan: Plan, two: tuple[Person, Person]
) -> None:
    sent = {
        "title": "Turnover", "kind": "decrease", "item": f"goal-{make_goal(plan).pk}",
        "told_0_person": two[1].pk, "told_0_cadence": "monthly",
    }  # fmt: skip
    client_of(ann).post(reverse("measurement:metric_new", args=["acme", plan.pk]), sent)
    assert told(Metric.objects.get()) == [("Tom Birch", "monthly")]


def test_rows_are_added_changed_and_taken_out_by_the_form(
    client_of: ClientOf, ann: User, metric: Metric, two: tuple[Person, Person]
) -> None:
    client = client_of(ann)
    first, second = (one.pk for one in two)
    rows = {"told_0_person": first, "told_0_cadence": "monthly"}
    client.post(here(metric), said(metric, **rows, told_1_person=second, told_1_cadence="yearly"))
    assert told(metric) == [("Dana Okoro", "monthly"), ("Tom Birch", "yearly")]
    kept = Telling.objects.get(person=two[1]).pk

    form = client.get(here(metric)).context["form"]
    assert [(one["told_2_person"].value(), len(one.field_groups())) for one in [form]] == [(None, 3)]
    metric.refresh_from_db()
    again = said(metric, told_0_person="", told_1_person=second, told_1_cadence="quarterly")
    assert client.post(here(metric), again).status_code == 302

    assert told(metric) == [("Tom Birch", "quarterly")]
    assert Telling.objects.get().pk == kept


@pytest.mark.parametrize(
    ("rows", "field", "words"),
    [
        ({"told_0_person": "{0}"}, "told_0_cadence", "Choose how often this person is told."),
        ({"told_0_cadence": "monthly"}, "told_0_person", "Choose who is told, or clear “How often”."),
        ({"told_0_person": "999999", "told_0_cadence": "monthly"}, "told_0_person", None),
        ({"told_0_person": "x", "told_0_cadence": "monthly"}, "told_0_person", None),
        ({"told_0_person": "{0}", "told_0_cadence": "hourly"}, "told_0_cadence", None),
        (
            {"told_0_person": "{0}", "told_0_cadence": "yearly"}
            | {"told_1_person": "{0}", "told_1_cadence": "yearly"},
            "told_1_person",
            "This person stands in another row already.",
        ),
    ],
)
def test_a_bad_row_is_refused_with_more_open(
    client_of: ClientOf,
    ann: User,
    metric: Metric,
    two: tuple[Person, Person],
    rows: dict[str, str],
    field: str,
    words: str | None,
) -> None:
    typed = {name: value.format(two[0].pk) for name, value in rows.items()}
    response = client_of(ann).post(here(metric), said(metric, **typed))
    assert response.status_code == 422
    form = response.context["form"]
    assert words is None or form.errors[field] == [words]
    assert field in form.errors
    assert form.more_is_open()
    assert told(metric) == []


def test_nobody_of_another_workspace_is_told(
    client_of: ClientOf, ann: User, cleo: User, metric: Metric
) -> None:
    stranger = make_person(make_plan(cleo.memberships.get().workspace).workspace)
    rows = {"told_0_person": stranger.pk, "told_0_cadence": "monthly"}
    assert client_of(ann).post(here(metric), said(metric, **rows)).status_code == 422


def test_who_is_told_stays_told_when_archived(
    client_of: ClientOf, ann: User, metric: Metric, two: tuple[Person, Person]
) -> None:
    edit_metric(metric, by=ann, version=1, fields={}, told=[(two[0].pk, "monthly")])
    with deed("archive", by=ann, workspace=metric.workspace):
        two[0].archived_at = timezone.now()
        two[0].save()
    metric.refresh_from_db()
    rows = {"told_0_person": two[0].pk, "told_0_cadence": "monthly"}
    assert client_of(ann).post(here(metric), said(metric, **rows)).status_code == 302
    assert told(metric) == [("Dana Okoro", "monthly")]


def test_the_deed_tells_who_is_told_and_can_be_taken_back(
    ann: User, metric: Metric, two: tuple[Person, Person]
) -> None:
    edit_metric(metric, by=ann, version=1, fields={}, told=[(two[0].pk, "monthly")])
    edit = Deed.objects.get(verb="edit_metric")
    (piece,) = [one for one in changes_of(edit).pieces if "told" in one.heading]
    assert [(one.label, one.after) for one in piece.changes] == [
        ("Person", "Dana Okoro"),
        ("How often", "Every month"),
    ]
    undo(edit, by=ann)
    assert told(metric) == []


def test_a_copy_of_the_plan_tells_the_same_people(
    ann: User, plan: Plan, metric: Metric, two: tuple[Person, Person]
) -> None:
    edit_metric(metric, by=ann, version=1, fields={}, told=[(two[0].pk, "monthly")])
    copy = copy_plan(plan, title="Again", by=ann).plan
    assert told(Metric.objects.get(goal__plan=copy)) == [("Dana Okoro", "monthly")]


def test_the_form_asks_as_often_for_one_person_as_for_three(
    client_of: ClientOf,
    ann: User,
    metric: Metric,
    two: tuple[Person, Person],
) -> None:
    client = client_of(ann)
    people = [*two, make_person(metric.workspace, "Ruth Novak")]
    counts = []
    for number in (1, 3):
        metric.refresh_from_db()
        rows = [(one.pk, "monthly") for one in people[:number]]
        edit_metric(metric, by=ann, version=metric.version, fields={}, told=rows)
        client.get(here(metric))
        with CaptureQueriesContext(connection) as found:
            client.get(here(metric))
        counts.append(len(found))
    assert counts[0] == counts[1]
