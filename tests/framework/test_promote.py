"""A learning outcome becomes a business goal, and both remember it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from alignment.deeds import CannotUndo, undo
from alignment.framework.services.checks import Refused
from alignment.framework.services.lifecycle import archive_item
from alignment.framework.services.promoting import promote
from alignment.models import BusinessGoal, Deed, Item, LearningLink, LearningOutcome, Plan, User
from tests.factories import make_chain, make_learning, make_person

Clients = Callable[[User], Client]


def promoting(learning: LearningOutcome) -> str:
    return reverse("framework:learning_promote", args=[learning.workspace.slug, learning.pk])


def page(item: Item) -> str:
    return reverse("framework:item", args=[item.workspace.slug, item.layer.word, item.pk])


def test_the_goal_remembers_and_the_links_stay(plan: Plan, ann: User) -> None:
    _goal, _outcome, _moment, learning, _initiative = make_chain(plan)
    learning.owner, deeds = make_person(plan.workspace), Deed.objects.count()
    LearningOutcome.objects.filter(pk=learning.pk).update(owner=learning.owner, description="How we listen")
    links = list(LearningLink.objects.values())

    goal = promote(learning, by=ann)

    goal.refresh_from_db()
    assert (goal.title, goal.description, goal.owner) == (learning.title, "How we listen", learning.owner)
    assert (goal.status, goal.how_set, goal.plan) == ("proposed", "proposed_by_us", plan)
    assert goal.promoted_from == learning
    assert goal.meaning != ""
    assert list(LearningLink.objects.values()) == links
    assert Deed.objects.count() == deeds + 1


def test_undo_takes_the_goal_back(plan: Plan, ann: User) -> None:
    learning = make_learning(plan)
    goal = promote(learning, by=ann)
    undo(goal.done, by=ann)
    assert BusinessGoal.objects.count() == 0
    assert promote(learning, by=ann).promoted_from == learning


def test_a_learning_outcome_that_became_a_goal_is_not_taken_back(plan: Plan, ann: User) -> None:
    learning = make_learning(plan)
    made = Deed.objects.order_by("-pk")[0]
    promote(learning, by=ann)
    with pytest.raises(CannotUndo):
        undo(made, by=ann)


def test_it_becomes_a_goal_once(plan: Plan, ann: User) -> None:
    learning = make_learning(plan)
    goal = promote(learning, by=ann)
    with pytest.raises(Refused):
        promote(learning, by=ann)
    archive_item(goal, by=ann, version=goal.version)
    assert promote(learning, by=ann).pk != goal.pk


def test_both_pages_show_the_tie(plan: Plan, ann: User, client_of: Clients) -> None:
    learning, client = make_learning(plan), client_of(ann)
    assert "Make it a business goal" in client.get(page(learning)).content.decode()

    answer = client.post(promoting(learning))

    goal = BusinessGoal.objects.get()
    assert answer["Location"] == page(goal)
    told = client.get(answer["Location"]).content.decode()
    assert "Grew out of the learning outcome" in told
    assert "is a proposed business goal now" in told
    there = client.get(page(learning)).content.decode()
    assert "Became the business goal" in there
    assert "Make it a business goal" not in there


def test_what_cannot_become_a_goal_is_said(plan: Plan, ann: User, client_of: Clients) -> None:
    twice, gone, client = make_learning(plan), make_learning(plan), client_of(ann)
    promote(twice, by=ann)
    archive_item(gone, by=ann, version=1)
    for learning, words in ((twice, "has become a business goal already"), (gone, "Bring it back first")):
        answer = client.post(promoting(learning))
        assert answer["Location"] == page(learning)
        assert words in client.get(answer["Location"]).content.decode()
    assert BusinessGoal.objects.count() == 1


def test_only_who_edits_promotes(plan: Plan, ben: User, cleo: User, client_of: Clients) -> None:
    learning = make_learning(plan)
    assert client_of(ben).post(promoting(learning)).status_code == 403
    assert client_of(cleo).post(promoting(learning)).status_code == 404
    assert "Make it a business goal" not in client_of(ben).get(page(learning)).content.decode()
    assert BusinessGoal.objects.count() == 0
