"""What the tests of links share: a hop with a reading to cite, and a moment of truth with three links."""

import datetime
from typing import Any

import pytest

from alignment.framework.services.items import create_item
from alignment.framework.services.links import link
from alignment.models import Item, Layer, Metric, OutcomeLink, Plan, Reading, User
from tests.factories import make_goal, make_metric, make_outcome, make_reading
from tests.framework.rechecking import add


@pytest.fixture
def hop(plan: Plan) -> OutcomeLink:
    make_outcome(plan, make_goal(plan, title="Keep people"), title="The score rises")
    return OutcomeLink.objects.get()


@pytest.fixture
def metric(hop: OutcomeLink) -> Metric:
    return make_metric(hop.lower, title="Engagement score", unit="points")


@pytest.fixture
def reading(metric: Metric) -> Reading:
    return make_reading(metric, datetime.date(2026, 6, 30), 19)


@pytest.fixture
def moment(plan: Plan, ann: User) -> Item:
    return create_item(
        Layer.MOMENT,
        by=ann,
        plan=plan,
        fields={"title": "Talk", "situation": "Once a year"},
        lists={"behaviours": [{"effect": "helps", "text": "Asks"}, {"effect": "hinders", "text": "Cancels"}]},
    )


@pytest.fixture
def skills(plan: Plan, moment: Item, ann: User) -> list[Any]:
    """Three links to the moment."""
    return [link(add(Layer.LEARNING, plan, name), moment, by=ann, reason="So") for name in "ABC"]
