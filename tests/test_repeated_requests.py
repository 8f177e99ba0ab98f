"""A form that is sent twice makes one thing; a key that was used for something else stops nobody."""

from uuid import uuid4

import pytest

from alignment.deeds import undo
from alignment.models import BusinessGoal, Deed, Plan

KEY = str(uuid4())


@pytest.fixture
def client(client_of, ann):
    return client_of(ann)


def test_a_plan_is_made_once(client, workspace):
    sent = {"title": "People plan", "request_key": KEY}
    first, second = (client.post("/w/acme/plans/new/", sent) for _ in range(2))
    assert (Plan.objects.count(), first["Location"]) == (1, second["Location"])


def test_a_plan_that_was_taken_back_can_be_made_again(client, workspace, ann):
    sent = {"title": "People plan", "request_key": KEY}
    client.post("/w/acme/plans/new/", sent)
    undo(Deed.objects.latest("pk"), by=ann)
    response = client.post("/w/acme/plans/new/", sent)
    assert response["Location"] == f"/w/acme/plans/{Plan.objects.get().pk}/"


def test_a_goal_that_was_taken_back_can_be_made_again(client, plan, ann):
    sent = {"title": "Keep our people", "level": "team", "request_key": KEY}
    client.post(f"/w/acme/plans/{plan.pk}/goals/new/", sent)
    undo(Deed.objects.latest("pk"), by=ann)
    assert client.post(f"/w/acme/plans/{plan.pk}/goals/new/", sent).status_code == 303
    assert BusinessGoal.objects.get().title == "Keep our people"


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("plans/new/", {"title": "Another"}),
        ("plans/{plan}/copy/", {"title": "Another"}),
        ("plans/{plan}/goals/new/", {"title": "Another", "level": "team"}),
    ],
)
def test_a_key_of_another_form_stops_nobody(client, plan, address, sent):
    client.post("/w/acme/people/new/", {"name": "Dana", "request_key": KEY})
    response = client.post(f"/w/acme/{address.format(plan=plan.pk)}", sent | {"request_key": KEY})
    assert response.status_code in (302, 303)
    assert Plan.objects.filter(title="Another").count() + BusinessGoal.objects.count() == 1
