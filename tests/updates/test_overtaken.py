"""A draft of an update says when numbers moved on after its words were written."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import deed, version_of
from alignment.measurement.services import correct_reading
from alignment.models import Metric, Plan, Reading, Update, User
from alignment.updates.overtaken import overtaken
from tests.factories import make_goal, make_metric, make_reading, make_update

Clients = Callable[[User], Client]
START, END, WITHIN = date(2026, 9, 30), date(2026, 11, 30), date(2026, 11, 2)


@pytest.fixture
def metric(plan: Plan) -> Metric:
    return make_metric(make_goal(plan), title="Employee score", baseline=12, target=30)


def page(client: Client, update: Update) -> str:
    address = reverse("updates:update", args=["acme", update.plan_id, update.pk])
    return client.get(address).content.decode()


def test_a_correction_after_the_words_is_said_until_they_are_saved_again(
    plan: Plan, metric: Metric, ann: User, client_of: Clients
) -> None:
    reading = make_reading(metric, WITHIN, 20)
    update = make_update(plan, start=START, end=END)
    client, said = (
        client_of(ann),
        "Readings of this period changed after these words were saved: Employee score.",
    )
    assert said not in page(client, update)

    found = Reading.objects.select_related("metric", "workspace").get(pk=reading.pk)
    correct_reading(found, by=ann, version=version_of(found), fields={"value": Decimal(22)})
    assert said in page(client, update)

    with deed("edit_update", by=ann, workspace=plan.workspace):
        update.save()
    assert said not in page(client, update)


def test_only_what_the_figures_tell_of_the_period_counts(plan: Plan, metric: Metric) -> None:
    volume = make_metric(metric.goal, title="Seats", volume_only=True)
    update = make_update(plan, start=START, end=END)
    make_reading(volume, WITHIN, 5)
    make_reading(metric, START, 5)
    make_reading(metric, WITHIN, 5, state="draft")
    assert overtaken(update) == []
    make_reading(metric, END, 5)
    assert overtaken(update) == ["Employee score"]
