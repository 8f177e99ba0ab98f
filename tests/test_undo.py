"""Taking a deed back takes back that deed and nothing that came after it."""

import pytest

from alignment.deeds import CannotUndo, undo
from alignment.framework.services.plans import create_plan
from alignment.models import BusinessGoal, Deed, OutcomeLink, Person, Plan
from alignment.people.services import people
from tests.factories import make_goal, make_outcome


def test_a_person_who_answers_for_a_goal_stays(ann, workspace, plan):
    person, row = people.add(Person, workspace, by=ann, name="Dana")
    make_goal(plan, owner=person)
    with pytest.raises(CannotUndo, match="Something has been added to it since"):
        undo(row, by=ann)
    assert Person.objects.get() == person


def test_a_plan_with_items_of_others_stays(ann, workspace):
    made = create_plan(workspace, title="People plan", by=ann)
    row = Deed.objects.latest("pk")
    goal = make_goal(made)
    with pytest.raises(CannotUndo):
        undo(row, by=ann)
    assert (Plan.objects.get(), BusinessGoal.objects.get()) == (made, goal)


def test_a_goal_with_links_of_others_stays(ann, plan):
    goal = make_goal(plan)
    row = Deed.objects.latest("pk")
    make_outcome(plan, goal)
    with pytest.raises(CannotUndo):
        undo(row, by=ann)
    assert OutcomeLink.objects.count() == 1


def test_what_one_deed_made_goes_together(ann, workspace):
    create_plan(workspace, title="People plan", goal="Keep our people", by=ann)
    undo(Deed.objects.latest("pk"), by=ann)
    assert (Plan.objects.count(), BusinessGoal.objects.count()) == (0, 0)


def test_a_person_nobody_uses_goes(ann, workspace):
    _person, row = people.add(Person, workspace, by=ann, name="Dana")
    undo(row, by=ann)
    assert Person.objects.count() == 0
    assert Person.history.filter(name="Dana").count() == 2
