"""The sheet of a metric: its checks, what is said of the number, and when the next reading is due."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.deeds import deed
from alignment.measurement.check_words import SAYINGS
from alignment.measurement.forms.metrics import EditMetricForm
from alignment.models import Metric, MetricReader, Plan, Telling, User
from alignment.rules.metric_checks import Check
from alignment.ui.conflicts import words_of
from tests.factories import make_goal, make_initiative, make_metric, make_outcome, make_person, make_reading

ClientOf = Callable[[User], Client]


def here(name: str, metric: Metric) -> str:
    return reverse(f"measurement:{name}", args=[metric.workspace.slug, metric.pk])


def test_every_check_has_words_and_leads_to_a_field_of_the_form() -> None:
    assert set(SAYINGS) == set(Check)
    assert {field for *_words, field in SAYINGS.values()} <= set(EditMetricForm.base_fields)


@pytest.mark.parametrize("name", ["metric_detail", "metric_edit"])
def test_what_is_missing_is_said_on_the_page_and_beside_the_form(
    client_of: ClientOf, ann: User, plan: Plan, name: str
) -> None:
    metric = make_metric(make_goal(plan), title="Training completed", baseline=10, target=20)

    body = client_of(ann).get(here(name, metric)).content.decode()

    assert "It does not say by when." in body
    assert "Nobody answers for it." in body
    assert "It reads as if it counted the training" in body
    assert "It has a number." in body
    assert "#id_target_date" in body


def test_how_a_metric_stands_is_the_first_thing_beside_its_name(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    make_metric(make_outcome(plan))
    table = client_of(ann).get(reverse("measurement:metric_list", args=["acme", plan.pk])).context["table"]
    assert [str(column.header) for column in table.columns][:2] == ["Metric", "Status"]


@pytest.mark.parametrize(
    ("metric", "why"),
    [
        ({"baseline": None, "target": None}, "no start value, no target, no reading yet"),
        (
            {"kind": "range", "target": None},
            "no lower end of the range, no upper end of the range, no reading yet",
        ),
        ({"baseline": 5, "target": 5}, "start and target are the same, no reading yet"),
        ({"kind": "qualitative", "target": None}, "it is told in words, no reading yet"),
    ],
)
def test_the_page_of_a_metric_says_why_progress_cannot_be_said(
    client_of: ClientOf, ann: User, plan: Plan, metric: dict[str, object], why: str
) -> None:
    made = make_metric(make_outcome(plan), **metric)
    body = client_of(ann).get(here("metric_detail", made)).content.decode()
    assert f"Progress cannot be said: {why}." in body


def test_a_reader_is_told_what_is_missing_and_offered_nothing(
    client_of: ClientOf, ben: User, plan: Plan
) -> None:
    metric = make_metric(make_goal(plan), target=None, target_date=None)
    body = client_of(ben).get(here("metric_detail", metric)).content.decode()
    assert "It does not say by when." in body
    assert "Mend it" not in body


def test_the_sheet_names_the_tags_in_plain_words(client_of: ClientOf, ann: User, plan: Plan) -> None:
    metric = make_metric(
        make_outcome(plan), cadence="quarterly", hard=True, leading=False, type="outcome", reason="manage",
        collected=True, source="HR report",
    )  # fmt: skip
    dana, tom = make_person(plan.workspace, "Dana Okoro"), make_person(plan.workspace, "Tom Birch")
    with deed("edit_metric", by=ann, workspace=plan.workspace):
        MetricReader.objects.create(workspace=plan.workspace, metric=metric, person=dana)
        Telling.objects.create(workspace=plan.workspace, metric=metric, person=tom, cadence="monthly")

    row = client_of(ann).get(here("metric_detail", metric)).context["row"]

    said = {str(one.label): [str(line) for line in one.lines] for one in row.sheet}
    assert said == {
        "Level": ["Results: what the organisation sees"],
        "Where the number comes from": ["HR report"],
        "Who answers for it": [],
        "How often it is read": ["Every quarter"],
        "Matters to": ["Dana Okoro"],
        "Who is told, how often": ["Tom Birch: Every month"],
        "Hard or soft": ["Hard: counted or measured"],
        "Leading or lagging": ["Lagging: shows the result itself"],
        "Type": ["Outcome: what it changes for the organisation"],
        "Reason to measure": ["Manage: to decide what is done next"],
        "Collected already": ["Yes, somebody reports it"],
    }


def test_a_tag_reads_by_its_own_words_where_two_people_saved(plan: Plan) -> None:
    form = EditMetricForm(workspace=plan.workspace, asks=False)
    assert [words_of(form["hard"], value) for value in (True, False, None)] == [
        "Hard: counted or measured",
        "Soft: asked or judged",
        "",
    ]


def test_the_next_reading_is_named_on_the_sheet_and_in_the_list(
    client_of: ClientOf, ann: User, plan: Plan
) -> None:
    today = timezone.localdate()
    fresh = make_metric(make_goal(plan), title="Fresh", cadence="monthly", baseline_date=None)
    late = make_metric(make_goal(plan), title="Late", cadence="monthly", baseline_date=None)
    make_reading(fresh, today - timedelta(days=31), 12)
    make_reading(late, today - timedelta(days=32), 12)
    client = client_of(ann)

    listed = client.get(reverse("measurement:metric_list", args=["acme", plan.pk]))

    assert {row.metric.title: (row.next_due, row.is_due) for row in listed.context["rows"]} == {
        "Fresh": (today, False),
        "Late": (today - timedelta(days=1), True),
    }
    assert listed.content.decode().count("due by") == listed.content.decode().count("due since") == 1
    assert "due since" in client.get(here("metric_detail", late)).content.decode()


def test_volume_is_shown_as_volume_and_not_as_standing(client_of: ClientOf, ann: User, plan: Plan) -> None:
    metric = make_metric(
        make_initiative(plan), title="Completions", baseline=0, target=100, volume_only=True,
        baseline_date=date(2026, 1, 1), target_date=date(2099, 1, 1),
    )  # fmt: skip
    make_reading(metric, date(2026, 2, 1), 90)
    client = client_of(ann)
    for address in (
        here("metric_detail", metric),
        reverse("measurement:metric_list", args=["acme", plan.pk]),
        reverse("framework:item", args=["acme", "initiative", metric.initiative_id]),
    ):
        body = client.get(address).content.decode()
        assert "Volume only" in body
        assert "On track" not in body
        assert "90\u00a0%" not in body
