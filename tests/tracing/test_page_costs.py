"""What the pages of a plan cost right after somebody wrote, when nothing is kept in the process."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alignment.models import Layer, Plan, User, Workspace
from tests.factories import make_chain, make_metric, make_plan, make_reading

STEPS = ["goals/", "outcomes/", "moments/", "learning/", "initiatives/"]


PAGES = ["", *STEPS, "metrics/", "map/", "trace/", "check/", "recheck/", "versions/", "history/"]
ASKS = [f"plans/{{plan}}/{page}" for page in PAGES] + ["recheck/", "portfolio/", "plans/"]
ITEMS = [f"items/{layer.word}/{{{layer.word}}}/" for layer in Layer]


@pytest.mark.parametrize("page", [*ASKS, *ITEMS, *(f"{item}what-if/" for item in ITEMS)])
def test_a_page_of_sixty_items_after_a_write_asks_the_database_25_times_at_most(
    page: str,
    workspace: Workspace,
    plan: Plan,
    ann: User,
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Any,
) -> None:
    make_chain(make_plan(workspace, title="Academy"))
    for _ in range(12):
        chain = make_chain(plan)
        make_reading(make_metric(chain[1], baseline=12, target=30), "2026-09-30", 19)
    client = client_of(ann)
    ids = {item.layer.word: item.pk for item in chain}
    address = f"/w/{workspace.slug}/{page.format(plan=plan.pk, **ids)}"

    with django_assert_max_num_queries(25):
        answer = client.get(address)

    assert answer.status_code == 200
