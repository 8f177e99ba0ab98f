"""Editing items as pages: in place, without script, and on top of somebody else's save."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.links import link
from alignment.models import ITEM, Behaviour, Item, Layer, Plan, User
from tests.factories import make_chain, make_goal, make_group, make_initiative, make_learning, make_plan

Clients = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def url(item: Item, verb: str = "edit") -> str:
    return reverse(f"framework:item_{verb}", args=[item.workspace.slug, item.layer.word, item.pk])


def sent(client: Client, item: Item, **changes: Any) -> dict[str, Any]:
    """What a browser sends back of the edit form, with some changes."""
    form = client.get(url(item)).context["form"]
    data = {field.html_name: field.value() for field in form}
    return {name: value for name, value in (data | changes).items() if value not in (None, False)}


@pytest.fixture
def goal(plan: Plan, ann: User) -> Item:
    fields = {"title": "Fewer people leave", "strategy": "Better managers", "owner": "Sam Reyes"}
    return create_item(Layer.GOAL, by=ann, plan=plan, fields=fields)


def test_item_edit_saves_and_comes_back(goal: Item, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    answer = client.post(url(goal), sent(client, goal, title="Fewer leave", owner="Kim Lee"))
    step = reverse("framework:step", args=[goal.workspace.slug, goal.plan_id, "goals"])
    assert (answer.status_code, answer["Location"]) == (302, f"{step}#goal-{goal.pk}")
    goal.refresh_from_db()
    assert (goal.title, str(goal.owner), goal.version) == ("Fewer leave", "Kim Lee", 2)


@pytest.mark.parametrize("layer", list(Layer))
def test_item_edit_of_an_unchanged_form_changes_nothing(
    layer: Layer, plan: Plan, ann: User, client_of: Clients
) -> None:
    item = make_chain(plan)[layer - 1]
    client = client_of(ann)
    assert client.get(url(item)).status_code == 200
    answer = client.post(url(item), sent(client, item))
    assert answer.status_code == 302
    fresh = ITEM[layer].objects.get(pk=item.pk)
    assert (fresh.version, fresh.title) == (1, item.title)


def test_item_edit_refuses_a_reader_and_hides_from_a_stranger(
    goal: Item, ben: User, cleo: User, client_of: Clients
) -> None:
    data = {"title": "Mine now", "version": 1}
    for user, status in ((ben, 403), (cleo, 404)):
        client = client_of(user)
        for verb in ("edit", "archive", "restore", "reorder"):
            assert client.post(url(goal, verb), data).status_code == status
        assert client.get(url(goal)).status_code == status
    goal.refresh_from_db()
    assert (goal.title, goal.version, goal.archived_at) == ("Fewer people leave", 1, None)


def test_item_edit_keeps_what_was_typed_when_it_is_wrong(goal: Item, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    data = sent(client, goal, title="", problem="Kept words")
    answer = client.post(url(goal), data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["title"])
    assert "Kept words" in answer.content.decode()
    answer = client.post(url(goal), data, headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, f"#goal-{goal.pk}")
    assert answer.content.decode().lstrip().startswith('<li class="item layer-goal"')


def test_item_edit_in_place_swaps_the_row_and_back(goal: Item, ann: User, client_of: Clients) -> None:
    client = client_of(ann)
    form = client.get(url(goal), headers=HTMX)
    assert form.content.decode().lstrip().startswith(f'<li class="item layer-goal" id="goal-{goal.pk}">')
    assert "<html" not in form.content.decode()
    assert "data-cancel" in form.content.decode()
    row = client.get(url(goal, "row"), headers=HTMX)
    assert row.content.decode().lstrip().startswith('<li class="item layer-goal"')
    assert "data-focus" in row.content.decode()
    saved = client.post(url(goal), sent(client, goal, title="New"), headers=HTMX)
    assert (saved.status_code, saved["HX-Retarget"]) == (200, "#step-body")
    assert "Saved “New”." in saved.content.decode()


def test_item_row_without_htmx_leads_to_the_step(goal: Item, ann: User, client_of: Clients) -> None:
    answer = client_of(ann).get(url(goal, "row"))
    assert (answer.status_code, answer["Location"].endswith(f"/goals/#goal-{goal.pk}")) == (302, True)


def test_item_edit_goes_back_to_where_it_came_from_and_nowhere_else(
    goal: Item, ann: User, client_of: Clients
) -> None:
    client = client_of(ann)
    for there, expected in (("/w/acme/items/goal/1/", True), ("https://example.com/", False)):
        answer = client.post(url(goal), sent(client, goal) | {"next": there})
        assert (answer["Location"] == there) is expected


def test_item_edit_says_what_a_change_of_meaning_marks(
    plan: Plan, goal: Item, ann: User, client_of: Clients
) -> None:
    outcome = create_item(Layer.OUTCOME, by=ann, plan=plan, fields={"title": "Score rises"})
    hop = link(outcome, goal, by=ann, reason="So")
    client = client_of(ann)
    assert "1 link rests on this." in client.get(url(goal)).content.decode()
    client.post(url(goal), sent(client, goal, title="Clearer", wording_only="on"))
    assert not type(hop).objects.with_suspect().get().suspect
    client.post(url(goal), sent(client, goal, title="Different", why="The board decided"))
    assert type(hop).objects.with_suspect().get().suspect
    assert goal.plan.deeds.order_by("-pk")[0].why == "The board decided"


def test_item_edit_shows_both_texts_and_loses_neither(
    goal: Item, ann: User, eddy: User, client_of: Clients
) -> None:
    client = client_of(ann)
    data = sent(client, goal, strategy="Mine", problem="Only mine")
    save_item(goal, by=eddy, version=1, fields={"strategy": "Theirs", "why_it_matters": "Only theirs"})
    answer = client.post(url(goal), data)
    assert answer.status_code == 409
    [one] = answer.context["conflict"].contested
    assert (one.label, one.was, one.theirs, one.yours) == (
        "How we want to get there",
        "Better managers",
        "Theirs",
        "Mine",
    )
    assert "Eddy changed this" in answer.content.decode()

    def again(name: str) -> dict[str, Any]:
        form = answer.context[name]
        return {field.name: field.value() for field in form if field.value() not in (None, False, [])}

    edited = client.post(url(goal), again("mine") | {"then": "edit"})
    assert edited.status_code == 200
    assert edited.context["form"]["strategy"].value() == "Mine"
    assert client.post(url(goal), again("mine")).status_code == 302
    goal.refresh_from_db()
    assert (goal.strategy, goal.problem, goal.why_it_matters, goal.version) == (
        "Mine",
        "Only mine",
        "Only theirs",
        3,
    )


def test_item_edit_can_keep_theirs(goal: Item, ann: User, eddy: User, client_of: Clients) -> None:
    client = client_of(ann)
    data = sent(client, goal, strategy="Mine", problem="Only mine")
    save_item(goal, by=eddy, version=1, fields={"strategy": "Theirs"})
    form = client.post(url(goal), data).context["theirs"]
    client.post(
        url(goal), {field.name: field.value() for field in form if field.value() not in (None, False, [])}
    )
    goal.refresh_from_db()
    assert (goal.strategy, goal.problem) == ("Theirs", "Only mine")


def test_item_edit_shows_clashing_behaviours_and_numbers(
    plan: Plan, ann: User, eddy: User, client_of: Clients
) -> None:
    rows = {"behaviours": [{"effect": "helps", "text": "Asks"}, {"effect": "hinders", "text": "Talks"}]}
    moment = create_item(Layer.MOMENT, by=ann, plan=plan, fields={"title": "Talk"}, lists=rows)
    client = client_of(ann)
    data = sent(client, moment, helps="Asks\nWaits")
    rows = {"behaviours": [{"effect": "helps", "text": "Listens"}, {"effect": "hinders", "text": "Talks"}]}
    save_item(moment, by=eddy, version=1, fields={}, lists=rows)
    contested = client.post(url(moment), data).context["conflict"].contested
    assert [(one.was, one.theirs, one.yours) for one in contested] == [("Asks", "Listens", "Asks\nWaits")]
    assert [row.text for row in Behaviour.objects.order_by("position")] == ["Listens", "Talks"]


def test_item_edit_tells_when_both_are_kept(goal: Item, ann: User, eddy: User, client_of: Clients) -> None:
    client = client_of(ann)
    data = sent(client, goal, problem="Mine")
    save_item(goal, by=eddy, version=1, fields={"strategy": "Theirs"})
    answer = client.post(url(goal), data, headers=HTMX)
    assert "both are kept" in answer.content.decode()
    goal.refresh_from_db()
    assert (goal.strategy, goal.problem) == ("Theirs", "Mine")


def test_item_edit_of_an_archived_item_shows_ones_own_text(
    goal: Item, ann: User, eddy: User, client_of: Clients
) -> None:
    client = client_of(ann)
    data = sent(client, goal, strategy="A long text of mine")
    archive_item(goal, by=eddy, version=1)
    answer = client.post(url(goal), data)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Eddy archived “Fewer people leave”" in content
    assert "A long text of mine" in content


def test_item_edit_refuses_ids_of_another_workspace(
    goal: Item, ann: User, cleo: User, client_of: Clients
) -> None:
    other = make_plan(cleo.workspaces["other"].workspace)
    foreign, group = make_goal(other), make_group(other.workspace)
    client = client_of(ann)
    answer = client.post(url(goal), sent(client, goal, parent=foreign.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["parent"])
    learning, initiative = make_learning(goal.plan), make_initiative(goal.plan)
    answer = client.post(url(learning), sent(client, learning, groups=[group.pk]))
    assert list(answer.context["form"].errors) == ["groups"]
    answer = client.post(url(initiative), sent(client, initiative, claims=[foreign.pk]))
    assert list(answer.context["form"].errors) == ["claims"]
    assert client.get(url(foreign)).status_code == 404


def test_item_edit_refuses_a_cycle_beside_the_field(goal: Item, ann: User, client_of: Clients) -> None:
    child = make_goal(goal.plan, parent=goal)
    client = client_of(ann)
    answer = client.post(url(goal), sent(client, goal, parent=child.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["parent"])


def test_item_edit_keeps_levels_of_each_group(plan: Plan, ann: User, client_of: Clients) -> None:
    first, second = make_group(plan.workspace, "Young managers"), make_group(plan.workspace, "Heads")
    needs = [{"group": first, "required": 4, "current": 2}, {"group": second, "required": 3, "current": 1}]
    learning = create_item(
        Layer.LEARNING, by=ann, plan=plan, fields={"title": "Listen"}, lists={"needs": needs}
    )
    client = client_of(ann)
    client.post(url(learning), sent(client, learning, **{f"current_{second.pk}": 2, "title": "Listen well"}))
    assert [(need.group, need.required, need.current) for need in learning.needs.order_by("position")] == [
        (first, 4, 2),
        (second, 3, 2),
    ]


def test_item_edit_leaves_several_cost_lines_alone(plan: Plan, ann: User, client_of: Clients) -> None:
    costs = [{"kind": "design", "amount": 100}, {"kind": "delivery", "amount": 200}]
    initiative = create_item(
        Layer.INITIATIVE, by=ann, plan=plan, fields={"title": "T"}, lists={"costs": costs}
    )
    client = client_of(ann)
    data = sent(client, initiative, title="U")
    assert "cost" not in data
    client.post(url(initiative), data)
    assert [line.amount for line in initiative.costs.all()] == [100, 200]
