"""Several people freeze one plan at the same moment, while others change it."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from alignment.framework.services.items import create_item
from alignment.models import Layer, Plan, Snapshot, User
from alignment.versions.frozen import read
from alignment.versions.services import take_snapshot
from alignment.versions.snapshots import open_version
from tests.factories import make_chain
from tests.threads import at_once, shared_database

FREEZING, WRITING = 6, 6


def freeze(plan: int, by: int) -> None:
    take_snapshot(Plan.objects.select_related("workspace").get(pk=plan), note="", by=User.objects.get(pk=by))


def write(plan: int, by: int, number: int) -> None:
    home = Plan.objects.select_related("workspace").get(pk=plan)
    create_item(Layer.GOAL, by=User.objects.get(pk=by), plan=home, fields={"title": f"Goal {number}"})


def seen(plan: int) -> list[tuple[int, bool, int]]:
    """Number, whether the digest matches, and how many goals each version holds."""
    rows = Snapshot.objects.filter(plan_id=plan).select_related("plan__workspace", "workspace")
    return [
        (row.number, open_version(row).intact, len(read(row.content).content.goals))
        for row in rows.order_by("number")
    ]


@pytest.mark.django_db(transaction=True)
def test_numbers_are_whole_the_chain_holds_and_nothing_is_half_read(
    ann: User, plan: Plan, tmp_path: Path
) -> None:
    make_chain(plan)
    calls: list[Any] = [partial(freeze, plan.pk, ann.pk) for _ in range(FREEZING)]
    calls[1:1] = [partial(write, plan.pk, ann.pk, number) for number in range(WRITING)]
    with shared_database(tmp_path):
        assert at_once(*calls) == [None] * len(calls)
        at_once(partial(freeze, plan.pk, ann.pk))
        (found,) = at_once(partial(seen, plan.pk))
    assert [(number, intact) for number, intact, _goals in found] == [
        (number, True) for number in range(1, FREEZING + 2)
    ]
    goals = [count for _number, _intact, count in found]
    assert goals == sorted(goals)
    assert goals[-1] == 1 + WRITING
