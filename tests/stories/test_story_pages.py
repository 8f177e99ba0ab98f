"""Stories are written down about an item, changed, archived, brought back, and stand beside the metrics."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alignment.deeds import undo
from alignment.framework.queries.stories import stories_of_plan
from alignment.models import Deed, Layer, Plan, Role, Story, User
from tests.clock import TODAY, TOMORROW
from tests.factories import make_goal, make_item, make_member, make_person, make_plan, make_story, make_user

Clients = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("still_clock")


def place(name: str, *args: Any) -> str:
    return reverse(f"stories:{name}", args=["acme", *args])


def page_of(item: Any) -> str:
    return reverse("framework:item", args=["acme", item.layer.word, item.pk])


SENT = {
    "text": "The talk took ten minutes, and nobody had to repeat it.",
    "who": "Dana Okoro",
    "kind": "manager_observation",
    "date": TODAY.isoformat(),
    "permission": "named",
}


@pytest.mark.parametrize("layer", list(Layer))
def test_a_story_is_told_about_an_item_of_every_layer(
    layer: Layer, plan: Plan, ann: User, client_of: Clients
) -> None:
    client, item = client_of(ann), make_item(layer, plan)
    dana = make_person(plan.workspace, "Dana Okoro")
    here = place("story_new", layer.word, item.pk)
    key = str(client.get(here).context["form"]["request_key"].value())
    for _twice in range(2):
        assert client.post(here, {**SENT, "request_key": key}).status_code == 302
    (story,) = Story.objects.all()
    assert (story.item, story.text, story.person, story.who) == (item, SENT["text"], dana, "")
    (line,) = client.get(page_of(item)).context["stories"].told
    assert (line.who, line.kind, line.permission) == ("Dana Okoro", "Manager's observation", "named")


def test_who_told_it_may_be_nobody_who_is_known(plan: Plan, ann: User, client_of: Clients) -> None:
    goal = make_goal(plan)
    client_of(ann).post(place("story_new", "goal", goal.pk), {**SENT, "who": "a nurse on ward 4"})
    story = Story.objects.get()
    assert (story.person, story.who) == (None, "a nurse on ward 4")


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"kind": "rumour"},
        {"date": TOMORROW.isoformat()},
        {"permission": "maybe"},
        {"permission": "named", "who": ""},
    ],
)
def test_what_cannot_be_a_story_is_refused(
    wrong: dict[str, str], plan: Plan, ann: User, client_of: Clients
) -> None:
    here = place("story_new", "goal", make_goal(plan).pk)
    assert client_of(ann).post(here, SENT | wrong).status_code == 422
    assert not Story.objects.exists()


def test_a_story_is_changed_and_the_change_taken_back(plan: Plan, ann: User, client_of: Clients) -> None:
    client, story = client_of(ann), make_story(make_goal(plan), who="a nurse")
    here = place("story_edit", story.pk)
    form = client.get(here).context["form"]
    assert (form["who"].value(), form["permission"].value()) == ("a nurse", "")
    client.post(here, {**SENT, "who": "a nurse", "permission": "unnamed", "version": 1})
    story.refresh_from_db()
    assert (story.text, story.permission, story.who, story.version) == (SENT["text"], "unnamed", "a nurse", 2)
    undo(Deed.objects.get(verb="edit_story"), by=ann)
    story.refresh_from_db()
    assert (story.text, story.permission) == ("It helped me", "")


def test_whoever_told_it_stays_when_they_are_archived(plan: Plan, ann: User, client_of: Clients) -> None:
    dana = make_person(plan.workspace, "Dana Okoro", archived_at=TODAY.isoformat() + "T00:00Z")
    story = make_story(make_goal(plan), person=dana)
    client_of(ann).post(place("story_edit", story.pk), {**SENT, "version": 1})
    story.refresh_from_db()
    assert (story.person, story.who) == (dana, "")


def test_an_archived_story_stands_apart_and_comes_back(plan: Plan, ann: User, client_of: Clients) -> None:
    client, goal = client_of(ann), make_goal(plan)
    story = make_story(goal)
    assert client.post(place("story_archive", story.pk)).url == page_of(goal)  # type: ignore[attr-defined]
    found = client.get(page_of(goal)).context["stories"]
    assert ([one.id for one in found.told], [one.id for one in found.archived]) == ([], [story.pk])
    metrics = reverse("measurement:metric_list", args=["acme", plan.pk])
    assert client.get(metrics).context["stories"] == []
    client.post(place("story_restore", story.pk))
    assert [one.id for one in client.get(page_of(goal)).context["stories"].told] == [story.pk]


def test_the_metrics_of_a_plan_list_its_stories_the_latest_first(
    plan: Plan, ann: User, client_of: Clients
) -> None:
    first = make_story(make_goal(plan), date=TODAY - timedelta(days=9), text="Early")
    make_story(make_item(Layer.INITIATIVE, plan), date=TODAY, text="Late")
    make_story(make_goal(make_plan(plan.workspace)), text="Of another plan")
    page = client_of(ann).get(reverse("measurement:metric_list", args=["acme", plan.pk]))
    assert [line.text for line in page.context["stories"]] == ["Late", "Early"]
    assert page_of(first.item) in page.content.decode()


def test_readers_see_stories_and_write_none(plan: Plan, client_of: Clients) -> None:
    vera = make_user("vera")
    make_member(plan.workspace, vera, Role.VIEWER)
    client, story = client_of(vera), make_story(make_goal(plan))
    page = client.get(page_of(story.item)).content.decode()
    assert "It helped me" in page
    assert "stories/" not in page
    for name in ("story_archive", "story_restore"):
        assert client.post(place(name, story.pk)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_stories_are_read_in_one_query(
    count: int, plan: Plan, ann: User, client_of: Clients, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _one in range(count):
        make_story(make_goal(plan), person=make_person(plan.workspace))
    with django_assert_num_queries(1):
        lines = stories_of_plan(plan)
        assert [line.who for line in lines if line.item.title] == ["Dana Okoro"] * count
