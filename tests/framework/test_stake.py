"""Before a change of meaning is saved, the forms say which links rest on it, and whom they concern."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.queries.stake import Tie, stake_of
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.links import link
from alignment.measurement.services import add_metric
from alignment.models import Deed, Item, Layer, Metric, OutcomeLink, Plan, User
from tests.factories import make_person

SignIn = Callable[[User], Client]


def add(layer: Layer, plan: Plan, title: str, **more: Any) -> Any:
    return create_item(layer, by=None, plan=plan, fields={"title": title, **more})


@pytest.fixture
def goal(plan: Plan) -> Item:
    return add(Layer.GOAL, plan, "Keep people", owner="Priya")


@pytest.fixture
def hop(plan: Plan, goal: Item, rita: User) -> OutcomeLink:
    return link(add(Layer.OUTCOME, plan, "Score rises", owner="Tom"), goal, by=rita, reason="So")


def suspects() -> int:
    return OutcomeLink.objects.with_suspect().filter(suspect=True).count()


def test_the_stake_names_sound_links_and_the_people_they_concern(
    plan: Plan, goal: Item, hop: OutcomeLink, ann: User, rita: User
) -> None:
    gone = link(add(Layer.OUTCOME, plan, "Gone"), goal, by=ann, reason="So")
    archive_item(gone.lower, by=ann, version=1)
    doubted = link(add(Layer.OUTCOME, plan, "Doubted"), goal, by=ann, reason="So")
    save_item(doubted.lower, by=ann, version=1, fields={"title": "Other"})
    found = stake_of(goal)
    assert (found.count, found.ties, found.people) == (
        1,
        (Tie("Score rises", "Keep people"),),
        ("Priya", "Rita", "Tom"),
    )
    make_person(plan.workspace, "Rita Ruiz", user=rita)
    assert stake_of(goal).people == ("Priya", "Rita Ruiz", "Tom")


def test_many_links_are_counted_and_few_are_named(plan: Plan, goal: Item, ann: User) -> None:
    for number in range(22):
        link(add(Layer.OUTCOME, plan, f"Outcome {number}"), goal, by=ann, reason="So")
    found = stake_of(goal)
    assert (found.count, len(found.ties), found.more) == (22, 20, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_stake_costs_the_same_whatever_the_links(
    plan: Plan, goal: Item, ann: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        link(add(Layer.OUTCOME, plan, f"Outcome {number}"), goal, by=ann, reason="So")
    with django_assert_num_queries(2):
        assert stake_of(goal).count == count


def test_the_form_of_an_item_says_who_is_hit(
    goal: Item, hop: OutcomeLink, ann: User, client_of: SignIn
) -> None:
    page = client_of(ann).get(reverse("framework:item_edit", args=["acme", "goal", goal.pk]))
    words = " ".join(page.content.decode().split())
    assert "1 link rests on this." in words
    assert "They concern: Priya, Rita, Tom" in words
    alone = add(Layer.GOAL, goal.plan, "Alone")
    page = client_of(ann).get(reverse("framework:item_edit", args=["acme", "goal", alone.pk]))
    assert "They concern:" not in page.content.decode()


def test_a_save_says_how_many_links_it_marked(
    goal: Item, hop: OutcomeLink, ann: User, client_of: SignIn
) -> None:
    client, edit = client_of(ann), reverse("framework:item_edit", args=["acme", "goal", goal.pk])

    def said(**sent: str) -> str:
        version = str(type(goal).objects.get(pk=goal.pk).version)
        answer = client.post(edit, {"version": version, "metric_version": "0", **sent}, follow=True)
        return str(next(iter(answer.context["messages"])))

    assert said(title="Keep all people", wording_only="on") == "Saved “Keep all people”."
    assert said(title="Keep them") == "Saved “Keep them”. 1 link is to be re-checked now."
    assert said(title="Keep them all") == "Saved “Keep them all”."


def target_of(item: Item, by: User) -> Metric:
    fields = {"title": "eNPS", "kind": "increase", "target": Decimal(30)}
    return add_metric(item, by=by, fields=fields, wording_only=True)[0]


def test_the_form_of_a_metric_says_who_is_hit_only_where_targets_give_the_sense(
    plan: Plan, goal: Item, hop: OutcomeLink, ann: User, client_of: SignIn
) -> None:
    metric = target_of(goal, ann)
    assert suspects() == 0
    client = client_of(ann)
    page = client.get(reverse("measurement:metric_edit", args=["acme", metric.pk]))
    assert ("why" in page.context["form"].fields, page.context["stake"].count) == (True, 1)
    moment = add(Layer.MOMENT, plan, "Talk")
    link(moment, hop.lower, by=ann, reason="So")
    other = target_of(moment, ann)
    page = client.get(reverse("measurement:metric_edit", args=["acme", other.pk]))
    assert ("why" in page.context["form"].fields, page.context["stake"]) == (False, None)


def test_a_new_target_asks_once_before_links_are_marked(
    plan: Plan, goal: Item, hop: OutcomeLink, ann: User, client_of: SignIn
) -> None:
    client, new = client_of(ann), reverse("measurement:metric_new", args=["acme", plan.pk])
    chosen = f"goal-{goal.pk}"
    sent = {"item": chosen, "title": "eNPS", "kind": "increase", "target": "30"}
    page = client.post(new, sent)
    assert (page.status_code, page.context["stake"].count, Metric.objects.count()) == (200, 1, 0)
    assert page.context["form"]["title"].value() == "eNPS"
    client.post(new, sent | {"asked": chosen, "why": "The board", "wording_only": "on"})
    assert (suspects(), Deed.objects.get(verb="add_metric").why) == (0, "The board")
    assert client.get(new, {"item": chosen}).context["stake"].count == 1
    client.post(new, sent | {"asked": chosen, "title": "Second", "target": "40"})
    assert suspects() == 1
    for nonsense in ("goal-", "goal-x", "goal", "moment-1", "goal-²"):
        assert client.get(new, {"item": nonsense}).status_code == 200


def test_what_aims_at_nothing_or_rests_on_nothing_is_saved_at_once(
    plan: Plan, goal: Item, hop: OutcomeLink, ann: User, client_of: SignIn
) -> None:
    client, new = client_of(ann), reverse("measurement:metric_new", args=["acme", plan.pk])
    client.post(new, {"item": f"goal-{goal.pk}", "title": "No target", "kind": "increase"})
    alone = add(Layer.GOAL, plan, "Alone")
    client.post(new, {"item": f"goal-{alone.pk}", "title": "T", "kind": "increase", "target": "30"})
    assert (Metric.objects.count(), suspects()) == (2, 0)


@pytest.mark.parametrize("act", ["archive", "restore"])
def test_a_target_that_comes_or_goes_says_who_is_hit_and_asks_why(
    goal: Item, hop: OutcomeLink, ann: User, client_of: SignIn, act: str
) -> None:
    metric, client = target_of(goal, ann), client_of(ann)
    places = {
        name: reverse(f"measurement:metric_{name}", args=["acme", metric.pk])
        for name in ("archive", "restore")
    }
    said = {"asked": "yes", "why": "Asked for", "wording_only": "on"}
    if act == "restore":
        client.post(places["archive"], said)
    asked = client.post(places[act])
    assert (asked.status_code, asked.context["stake"].count) == (200, 1)
    assert Metric.objects.get().is_archived == (act == "restore")
    assert client.post(places[act], said | {"why": "x" * 400}).status_code == 422
    client.post(places[act], said)
    assert (Metric.objects.get().is_archived, suspects()) == (act == "archive", 0)
    assert Deed.objects.get(verb=f"{act}_metric").why == "Asked for"
