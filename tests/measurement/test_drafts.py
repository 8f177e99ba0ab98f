"""The drafts of a plan: listed, approved together, all or none."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alignment.deeds import StaleWrite, undo, version_of
from alignment.measurement.services import add_reading, approve_readings, correct_reading, remove_reading
from alignment.models import Deed, Metric, Plan, Reading, User, Workspace
from tests.factories import make_goal, make_metric, make_plan, make_reading

ClientOf = Callable[[User], Client]
SAID = {"date": date(2026, 9, 30), "value": Decimal(12)}


@pytest.fixture
def metrics(plan: Plan) -> list[Metric]:
    goal = make_goal(plan)
    return [make_metric(goal, title=title, position=n) for n, title in enumerate(("Turnover", "Engagement"))]


def page(plan: Plan, name: str = "readings_approve") -> str:
    return reverse(f"measurement:{name}", args=[plan.workspace.slug, plan.pk])


def seen(*readings: Reading) -> dict[int, int]:
    return {one.pk: version_of(one) for one in readings}


def states() -> list[str]:
    return [one.state for one in Reading.objects.order_by("pk")]


def test_what_an_editor_entered_is_approved_together_and_taken_back(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, eddy: User
) -> None:
    for metric in metrics:
        add_reading(metric, by=eddy, fields=SAID)
    client = client_of(ann)
    assert (
        "2 readings are drafts and do not count yet."
        in client.get(page(plan, "metric_list")).content.decode()
    )

    listed = client.get(page(plan))
    assert [one.measured.metric.title for one in listed.context["drafts"]] == ["Turnover", "Engagement"]
    assert listed.content.decode().count("checked") == 2
    said = client.post(page(plan), {"readings": sorted(listed.context["form"].ticked)}, follow=True)

    assert "Approved 2 readings." in said.content.decode()
    assert {(one.state, one.approved_by) for one in Reading.objects.all()} == {("approved", ann)}
    undo(Deed.objects.get(verb="approve_readings"), by=ann)
    assert states() == ["draft", "draft"]


def test_one_s_own_are_shown_and_cannot_be_ticked(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, eddy: User
) -> None:
    own, _done = add_reading(metrics[0], by=eddy, fields=SAID)
    other, _done = add_reading(metrics[1], by=ann, fields=SAID, draft=True)
    client = client_of(eddy)
    listed = client.get(page(plan))
    assert listed.context["form"].ticked == {f"{other.pk}:{version_of(other)}"}
    assert "You wrote this reading." in listed.content.decode()
    sent = {"readings": [f"{own.pk}:{version_of(own)}", f"{other.pk}:{version_of(other)}"]}
    assert client.post(page(plan), sent).status_code == 422
    with pytest.raises(ValidationError):
        approve_readings(plan, seen(own, other), by=eddy)
    assert states() == ["draft", "draft"]


def test_a_draft_that_changed_meanwhile_stops_all(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, eddy: User
) -> None:
    rows = [add_reading(metric, by=eddy, fields=SAID)[0] for metric in metrics]
    client, old = client_of(ann), seen(*rows)
    ticked = sorted(client.get(page(plan)).context["form"].ticked)
    correct_reading(rows[0], by=eddy, version=old[rows[0].pk], fields={"value": Decimal(99)})

    refused = client.post(page(plan), {"readings": ticked})

    assert (refused.status_code, states()) == (422, ["draft", "draft"])
    assert "A reading has changed since the page was opened." in refused.content.decode()
    with pytest.raises(StaleWrite):
        approve_readings(plan, old, by=ann)
    remove_reading(Reading.objects.get(pk=rows[0].pk), by=ann)
    with pytest.raises(StaleWrite):
        approve_readings(plan, old, by=ann)


def test_nothing_ticked_is_told(client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User) -> None:
    make_reading(metrics[0], "2026-09-30", 1, state="draft")
    refused = client_of(ann).post(page(plan), {})
    assert (refused.status_code, "Choose at least one." in refused.content.decode()) == (422, True)
    assert "checked" not in refused.content.decode()


@pytest.mark.parametrize("sent", ["x", "1:2:3", ":", "9" * 40, "\u0661:\u0662"])
def test_made_up_choices_are_refused(client_of: ClientOf, plan: Plan, ann: User, sent: str) -> None:
    assert client_of(ann).post(page(plan), {"readings": [sent]}).status_code == 422


def test_drafts_of_other_plans_and_readers_stay_out(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User, ben: User, cleo: User
) -> None:
    make_reading(make_metric(make_goal(make_plan(plan.workspace))), "2026-09-30", 1, state="draft")
    make_reading(metrics[0], "2026-09-30", 1, state="draft")
    assert len(client_of(ann).get(page(plan)).context["drafts"]) == 1
    for who, status in ((ben, 403), (cleo, 404)):
        client = client_of(who)
        assert [client.get(page(plan)).status_code, client.post(page(plan)).status_code] == [status] * 2
    his_tab = client_of(ben).get(page(plan, "metric_list")).content.decode()
    assert "do not count yet" not in his_tab


def test_without_drafts_it_says_so(client_of: ClientOf, plan: Plan, workspace: Workspace, ann: User) -> None:
    assert "No draft waits" in client_of(ann).get(page(plan)).content.decode()


def test_it_costs_the_same_for_one_and_three(
    client_of: ClientOf, plan: Plan, metrics: list[Metric], ann: User
) -> None:
    client = client_of(ann)

    def cost(count: int) -> list[int]:
        for day in range(count):
            make_reading(metrics[0], date(2026, 9, 1 + day), 1, state="draft")
        costs: list[int] = []
        listed: Any = None
        with CaptureQueriesContext(connection) as looked:
            listed = client.get(page(plan))
        costs.append(len(looked))
        with CaptureQueriesContext(connection) as done:
            client.post(page(plan), {"readings": sorted(listed.context["form"].ticked)})
        client.get(page(plan))  # shows what was done, and Undo
        return [*costs, len(done)]

    assert cost(1) == cost(3)
