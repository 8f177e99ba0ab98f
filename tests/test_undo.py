"""Taking a deed back takes back that deed and nothing that came after it."""

import pytest

from alignment.deeds import CannotUndo, deed, undo
from alignment.framework.services.links import unlink
from alignment.framework.services.plans import create_plan
from alignment.models import BusinessGoal, Deed, Membership, OutcomeLink, Person, Plan
from alignment.people.services import invitations, people
from tests.factories import make_goal, make_link, make_outcome


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


def test_a_withdrawn_invitation_stays_withdrawn(ann, eddy, workspace):
    invitation, _token = invitations.invite(workspace, email="dana@example.org", role="owner", by=ann)
    invitations.revoke(invitation, by=ann)
    with pytest.raises(CannotUndo, match="cannot be undone"):
        undo(Deed.objects.get(verb="revoke_invitation"), by=eddy)
    invitation.refresh_from_db()
    assert invitation.is_open is False


def test_rights_do_not_come_back_whatever_the_deed_was_called(ann, ben, workspace):
    with deed("edit", by=ann, workspace=workspace):
        Membership.objects.get(user=ben).delete()
    with pytest.raises(CannotUndo, match="cannot be undone"):
        undo(Deed.objects.latest("pk"), by=ann)
    assert not Membership.objects.filter(user=ben).exists()


def test_a_link_that_was_made_anew_stays(ann, plan):
    goal = make_goal(plan)
    outcome = make_outcome(plan, goal)
    row = unlink(outcome.links_up.get(), by=ann)
    link = make_link(outcome, goal)
    with pytest.raises(CannotUndo, match="Something else has taken its place"):
        undo(row, by=ann)
    assert OutcomeLink.objects.get() == link


def test_what_names_something_gone_does_not_come_back(ann, workspace, plan):
    person, added = people.add(Person, workspace, by=ann, name="Dana")
    goal = make_goal(plan, owner=person)
    with deed("edit", by=ann, workspace=workspace, plan=plan) as edited:
        goal.owner = None
        goal.save()
    undo(added, by=ann)
    with pytest.raises(CannotUndo, match="names something that is gone"):
        undo(edited, by=ann)
    goal.refresh_from_db()
    assert goal.owner is None


def test_parents_never_become_a_ring(ann, workspace, plan):
    upper = make_goal(plan)
    lower = make_goal(plan, parent=upper)
    with deed("edit", by=ann, workspace=workspace, plan=plan) as edited:
        lower.parent = None
        lower.save()
    with deed("edit", by=ann, workspace=workspace, plan=plan):
        upper.parent = lower
        upper.save()
    with pytest.raises(CannotUndo, match="parents of each other"):
        undo(edited, by=ann)
    lower.refresh_from_db()
    assert lower.parent is None
