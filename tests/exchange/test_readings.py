"""Readings of a plan file: nobody is named for what they have not approved, no file is a second person."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alignment.deeds import version_of
from alignment.exchange.services import ImportReport
from alignment.measurement.services import add_reading, approve_reading
from alignment.models import Metric, Plan, Reading, User, Workspace
from tests.exchange.files import load, only
from tests.factories import make_goal, make_metric

DAY = date(2026, 11, 2)
DRAFTS = "metrics[0].readings: what is new in it is a draft: in this workspace a second person approves it"


@pytest.fixture
def metric(plan: Plan) -> Metric:
    return make_metric(make_goal(plan), key="m1", title="Score", baseline=10, target=20)


@pytest.fixture
def two_people(workspace: Workspace) -> Workspace:
    """The workspace demands a second person."""
    Workspace.objects.filter(pk=workspace.pk).update(second_person=True)
    workspace.second_person = True
    return workspace


def bring(metric: Metric, by: User | None, *readings: dict[str, Any]) -> ImportReport:
    row = {"key": "m1", "item": metric.item.key, "title": "Score", "kind": "increase"}
    return load(only(metrics=[{**row, "readings": list(readings)}]), metric.workspace, by)


def states() -> list[tuple[Decimal, str, User | None]]:
    return [(one.value, one.state, one.approved_by) for one in Reading.objects.order_by("position", "pk")]


def test_whoever_approved_a_value_is_not_named_for_another(metric: Metric, ann: User, eddy: User) -> None:
    add_reading(metric, by=ann, fields={"date": DAY, "value": Decimal(12)})
    assert states() == [(Decimal(12), "approved", ann)]
    bring(metric, eddy, {"date": "2026-11-02", "value": "12"})
    assert states() == [(Decimal(12), "approved", ann)]
    bring(metric, eddy, {"date": "2026-11-02", "value": "19"})
    assert states() == [(Decimal(19), "approved", None)]
    assert Reading.objects.get().by == eddy


def test_with_a_second_person_what_comes_in_is_a_draft(
    two_people: Workspace, metric: Metric, ann: User, eddy: User
) -> None:
    first = {"date": "2026-11-02", "value": "12"}
    report = bring(metric, ann, first)
    assert (report.warnings, states()) == ((DRAFTS,), [(Decimal(12), "draft", None)])
    assert bring(metric, ann, first).deed is None
    reading = Reading.objects.select_related("metric", "workspace").get()
    approve_reading(reading, by=eddy, version=version_of(reading))
    report = bring(metric, ann, first)
    assert (report.deed, report.warnings) == (None, ())
    bring(metric, ann, first, {"date": "2026-11-09", "value": "13"})
    assert states() == [(Decimal(12), "approved", eddy), (Decimal(13), "draft", None)]
    bring(metric, ann, {"date": "2026-11-02", "value": "19"})
    assert states() == [(Decimal(19), "draft", None)]


def test_at_the_command_line_it_comes_in_as_it_says(two_people: Workspace, metric: Metric) -> None:
    assert bring(metric, None, {"date": "2026-11-02", "value": "12"}).warnings == ()
    assert states() == [(Decimal(12), "approved", None)]
