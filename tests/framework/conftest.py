"""A moment of truth with three links, for the tests about links to re-check."""

from typing import Any

import pytest

from alignment.framework.services.items import create_item
from alignment.framework.services.links import link
from alignment.models import Item, Layer, Plan, User
from tests.framework.rechecking import add


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
