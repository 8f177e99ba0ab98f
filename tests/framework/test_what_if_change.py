"""What if the edit form were saved: the same form, looked at before it is saved, edited on, or left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.models import Layer, Plan, User
from tests.framework.chains import costly_chain, sent, sentences, url

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def chain(plan: Plan, ann: User) -> list[Any]:
    return costly_chain(plan, ann)


def test_what_if_a_change_were_saved(chain: list[Any], ann: User, client_of: Clients) -> None:
    goal = chain[0]
    client = client_of(ann)
    data = sent(
        client, goal, title="Another sense", problem="Kept <words>\nin two lines", next="/w/acme/plans/"
    )
    answer = client.post(url(goal), data)
    assert answer.status_code == 200
    assert sentences(answer) == [
        "“Goal” would have less support; a briefing could not call it supported any more.",
        "1 initiative would reach goals only over a link that is to be re-checked.",
        "1 link would be to re-check.",
    ]
    assert [row.title for row in answer.context["told"].links.rows] == ["Outcome → Goal"]
    assert [(one.label, one.theirs, one.yours) for one in answer.context["changes"]] == [
        ("Title", "Goal", "Another sense"),
        ("The problem behind it", "", "Kept <words>\nin two lines"),
    ]
    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Goal", 1)

    carried = dict(answer.context["carried"]) | {"next": "/w/acme/plans/"}
    assert carried["problem"] == "Kept <words>\nin two lines"
    back = client.post(url(goal, name="item_edit"), carried | {"then": "edit"})
    assert (back.status_code, back.context["form"]["title"].value()) == (200, "Another sense")
    applied = client.post(url(goal, name="item_edit"), carried)
    assert (applied.status_code, applied["Location"]) == (302, "/w/acme/plans/")
    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Another sense", 2)


def test_what_if_only_the_wording_changed(chain: list[Any], ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    data = sent(client, chain[0], title="Clearer words", wording_only="on")
    assert client.post(url(chain[0]), data).context["told"].nothing


def test_what_if_carries_every_tick(chain: list[Any], plan: Plan, ann: User, client_of: Clients) -> None:
    other = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Other"})
    client = client_of(ann)
    data = sent(client, chain[-1], claims=[chain[0].pk, other.pk])
    answer = client.post(url(chain[-1]), data)
    assert [value for name, value in answer.context["carried"] if name == "claims"] == [
        str(chain[0].pk),
        str(other.pk),
    ]


def test_what_if_bad_input_keeps_what_was_typed(chain: list[Any], ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    data = sent(client, chain[0], title="", problem="Kept words")
    answer = client.post(url(chain[0]), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["title"])
    assert "Kept words" in answer.content.decode()
    assert f'action="{url(chain[0], name="item_edit")}"' in answer.content.decode()


def test_what_if_a_goal_became_its_own_parent(
    chain: list[Any], plan: Plan, ann: User, client_of: Clients
) -> None:
    below = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Below", "parent": chain[0]})
    client = client_of(ann)
    answer = client.post(url(chain[0]), sent(client, chain[0], parent=below.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["parent"])


def test_what_if_in_the_place_of_the_row(chain: list[Any], ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    answer = client.post(url(chain[0]), sent(client, chain[0], title="Another sense"), headers=HTMX)
    html = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (200, f"#goal-{chain[0].pk}")
    assert html.lstrip().startswith(f'<li class="item layer-goal" id="goal-{chain[0].pk}">')
    assert "<html" not in html


def test_what_if_on_top_of_somebody_elses_change(
    chain: list[Any], ann: User, eddy: User, client_of: Clients
) -> None:
    client = client_of(ann)
    data = sent(client, chain[0], title="Mine")
    save_item(chain[0], by=eddy, version=1, fields={"title": "Theirs"})
    answer = client.post(url(chain[0]), data)
    assert (answer.status_code, answer.context["conflict"].who) == (409, "Eddy")
    archive_item(chain[0], by=eddy, version=2)
    assert client.post(url(chain[0]), data).status_code == 409
