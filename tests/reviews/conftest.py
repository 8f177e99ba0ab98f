"""A plan with one chain, and people who are asked about its first version."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alignment.models import Person, Plan, ReviewRequest, User
from alignment.reviews.services.asking import Sent, ask
from alignment.reviews.services.deciding import Reviewer, of_link
from alignment.versions.services import take_snapshot
from tests.factories import make_chain, make_metric, make_person


@pytest.fixture
def chain(plan: Plan) -> dict[str, Any]:
    """One item of each layer, by the word of the layer."""
    words = ("goal", "outcome", "moment", "learning", "initiative")
    return dict(zip(words, make_chain(plan, status="running"), strict=True))


@pytest.fixture
def tom(plan: Plan, chain: dict[str, Any]) -> Person:
    """Tom heads the department; he sponsors the goal."""
    person = make_person(plan.workspace, "Tom Birch", email="tom@example.org", role="department_head")
    type(chain["goal"]).objects.filter(pk=chain["goal"].pk).update(sponsor=person)
    return person


@pytest.fixture
def mia(plan: Plan) -> Person:
    """Mia manages a team; nothing in the plan carries her name, and nobody has her address."""
    return make_person(plan.workspace, "Mia Lindqvist", interest="high", influence="low")


@pytest.fixture
def asked(plan: Plan, chain: dict[str, Any], tom: Person, mia: Person, ann: User) -> dict[str, Sent]:
    """Tom and Mia are asked about version 1, by name; Ann asks, within a week."""
    make_metric(chain["outcome"], baseline=12, target=30, title="Employee score")
    version, _done = take_snapshot(plan, note="First", by=ann)
    due = timezone.localdate() + timedelta(days=7)
    tom_and_mia = ask(version, {tom: "Dates for sitting in", mia: ""}, due=due, by=ann)
    return dict(zip(("tom", "mia"), tom_and_mia, strict=True))


@pytest.fixture
def reviewer(asked: dict[str, Sent]) -> Callable[[str], Reviewer]:
    """Who decides by a link: reviewer("tom")."""

    def of(name: str) -> Reviewer:
        link = (
            type(asked[name].link)
            .objects.select_related("workspace", "plan__workspace", "person", "snapshot")
            .get(pk=asked[name].link.pk)
        )
        return of_link(link)

    return of


@pytest.fixture
def guest_of() -> Callable[[Sent], Client]:
    """A browser in which a link was opened: guest_of(asked["tom"])."""

    def opened(sent: Sent) -> Client:
        client = Client()
        client.get(reverse("link_open", args=[sent.token]))
        return client

    return opened


def request_of(sent: Sent) -> ReviewRequest:
    """The request as it is now."""
    return ReviewRequest.objects.select_related("link").get(pk=sent.request.pk)
