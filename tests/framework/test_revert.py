"""An earlier state of an item comes back as a new change, and never overwrites what came since unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from alignment.deeds import StaleWrite, undo
from alignment.framework.queries.states import state_after
from alignment.framework.services.checks import Refused
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.links import link
from alignment.framework.services.reverting import revert_item
from alignment.models import Deed, Layer, MomentOfTruth, OutcomeLink, Person, Plan, User
from alignment.people.services import people
from tests.factories import make_goal, make_outcome, make_workspace

SignIn = Callable[[User], Client]


def moment(ann: User, plan: Plan) -> tuple[MomentOfTruth, Deed]:
    """A moment that was edited once, its behaviours with it; and the deed that made it."""
    rows = [{"effect": "helps", "text": "Asks first"}, {"effect": "hinders", "text": "Cancels"}]
    made = create_item(
        Layer.MOMENT,
        by=ann,
        plan=plan,
        fields={"title": "Review", "situation": "Once a year"},
        lists={"behaviours": rows},
    )
    saved = save_item(
        made,
        by=ann,
        version=1,
        fields={"title": "Talk", "situation": "Every month"},
        lists={"behaviours": [{"effect": "helps", "text": "Listens"}]},
    )
    return saved, made.done


def place(item: Any, to: Deed) -> str:
    return reverse("framework:item_revert", args=["acme", item.layer.word, item.pk, to.pk])


def test_the_page_shows_every_field_now_and_then(ann: User, plan: Plan, client_of: SignIn) -> None:
    item, first = moment(ann, plan)
    page = client_of(ann).get(place(item, first))
    assert [(one.label, one.before, one.after) for one in page.context["state"].changes] == [
        ("Title", "Talk", "Review"),
        ("Situation", "Every month", "Once a year"),
        ("Behaviour", "Helps, Listens", "Helps, Asks first\nHinders, Cancels"),
    ]


def test_a_state_comes_back_as_a_new_change_and_can_be_undone(
    ann: User, plan: Plan, client_of: SignIn
) -> None:
    item, first = moment(ann, plan)
    response = client_of(ann).post(place(item, first), {"version": 2})
    assert response["Location"] == reverse("framework:item", args=["acme", "moment", item.pk])
    item.refresh_from_db()
    acts = list(item.behaviours.order_by("position").values_list("effect", "text"))
    assert (item.title, item.situation, item.version) == ("Review", "Once a year", 3)
    assert acts == [("helps", "Asks first"), ("hinders", "Cancels")]
    done = Deed.objects.latest("pk")
    assert (done.verb, done.by, done.subject) == ("revert", ann, "Talk")
    undo(done, by=ann)
    item.refresh_from_db()
    assert (item.title, item.version, item.behaviours.get().text) == ("Talk", 4, "Listens")


def test_what_was_saved_meanwhile_is_not_overwritten(ann: User, plan: Plan, client_of: SignIn) -> None:
    item, first = moment(ann, plan)
    save_item(item, by=ann, version=2, fields={"title": "Somebody else's"})
    response = client_of(ann).post(place(item, first), {"version": 2})
    item.refresh_from_db()
    assert (response.status_code, item.title, item.version) == (409, "Somebody else's", 3)
    words = response.content.decode()
    assert ("Somebody else&#x27;s" in words, "Ann changed this meanwhile" in words) == (True, True)
    assert response.context["form"]["version"].value() == "3"
    with pytest.raises(StaleWrite):
        revert_item(item, to=first, version=2, by=ann)


def test_links_stay_as_they_are_and_know_that_the_sense_moved(ann: User, plan: Plan) -> None:
    goal = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay"})
    outcome = make_outcome(plan)
    link(outcome, goal, by=ann, reason="Because")
    saved = save_item(goal, by=ann, version=1, fields={"title": "Stay longer"}, wording_only=True)
    assert [one.suspect for one in OutcomeLink.objects.with_suspect()] == [False]
    revert_item(saved, to=goal.done, version=2, by=ann, why="It was right before")
    assert [(one.reason, one.suspect) for one in OutcomeLink.objects.with_suspect()] == [("Because", True)]
    assert Deed.objects.latest("pk").why == "It was right before"
    saved.refresh_from_db()
    undo(Deed.objects.latest("pk"), by=ann)
    saved.refresh_from_db()
    revert_item(saved, to=goal.done, version=saved.version, by=ann, wording_only=True)
    assert [one.suspect for one in OutcomeLink.objects.with_suspect()] == [False]


def test_the_form_asks_why_only_where_links_rest_on_it(ann: User, plan: Plan, client_of: SignIn) -> None:
    item, first = moment(ann, plan)
    client = client_of(ann)
    assert list(client.get(place(item, first)).context["form"].fields) == ["version"]
    item.workspace = plan.workspace
    link(item, make_outcome(plan), by=ann, reason="Because")
    page = client.get(place(item, first))
    assert list(page.context["form"].fields) == ["version", "why", "wording_only"]
    assert "1 link rests on this" in page.content.decode()


def test_a_name_that_is_gone_is_named_and_refused(ann: User, plan: Plan, client_of: SignIn) -> None:
    dana, added = people.add(Person, plan.workspace, by=ann, name="Dana")
    goal = create_item(Layer.GOAL, by=ann, plan=plan, fields={"title": "Stay", "owner": dana})
    saved = save_item(goal, by=ann, version=1, fields={"owner": None})
    undo(added, by=ann)
    page = client_of(ann).get(place(goal, goal.done))
    assert page.context["state"].gone == ("Who answers for it",)
    assert "Who answers for it. Edit the item" in page.content.decode()
    with pytest.raises(Refused, match="does not exist any more: Who answers for it"):
        revert_item(saved, to=goal.done, version=2, by=ann)
    response = client_of(ann).post(place(goal, goal.done), {"version": 2})
    saved.refresh_from_db()
    assert (response.status_code, saved.version, saved.owner) == (422, 2, None)


def test_what_says_the_same_or_is_archived_is_left_alone(ann: User, plan: Plan, client_of: SignIn) -> None:
    item, first = moment(ann, plan)
    with pytest.raises(Refused, match="says the same"):
        revert_item(item, to=item.done, version=2, by=ann)
    archive_item(item, by=ann, version=2)
    assert client_of(ann).post(place(item, first), {"version": 3}).status_code == 409
    assert "archived. Bring it back first" in client_of(ann).get(place(item, first)).content.decode()


def test_a_time_before_the_item_and_another_workspace_are_not_found(
    ann: User, cleo: User, ben: User, plan: Plan, client_of: SignIn
) -> None:
    early = Deed.objects.latest("pk")
    goal = make_goal(plan)
    foreign = Deed.objects.filter(workspace=make_workspace("third")).latest("pk")
    assert state_after(goal, early.pk) is None
    assert client_of(ann).get(place(goal, early)).status_code == 404
    assert client_of(ann).get(place(goal, foreign)).status_code == 404
    assert client_of(cleo).get(place(goal, early)).status_code == 404
    assert client_of(ben).get(place(goal, Deed.objects.filter(plan=plan).latest("pk"))).status_code == 403


def test_the_item_page_leads_there(ann: User, ben: User, plan: Plan, client_of: SignIn) -> None:
    item, first = moment(ann, plan)
    page = reverse("framework:item", args=["acme", "moment", item.pk])
    here = f"{page}?history=shown"
    assert 'href="?history=shown#history"' in client_of(ann).get(page).content.decode()
    part = client_of(ann).get(here, headers={"HX-Request": "true"})
    assert [one.name for one in part.templates][0] == "framework/_item_history.html"
    assert place(item, first) in part.content.decode()
    assert place(item, first) in client_of(ann).get(here).content.decode()
    assert place(item, item.done) not in client_of(ann).get(here).content.decode()
    assert place(item, first) not in client_of(ben).get(here).content.decode()


def test_the_user_is_told_and_offered_the_undo(ann: User, plan: Plan, client_of: SignIn) -> None:
    item, first = moment(ann, plan)
    response = client_of(ann).post(place(item, first), {"version": 2})
    (told,) = get_messages(response.wsgi_request)
    assert (str(told), f":{Deed.objects.latest('pk').pk}" in told.extra_tags) == (
        "“Review” says again what it said.",
        True,
    )
