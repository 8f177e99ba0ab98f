"""What is expected of a person in a plan."""

from django.db.models import Q

from alignment.models import Expectation, Person, Plan

MOST = 5


def expectations_of(person: Person, plan: Plan) -> list[Expectation]:
    """What a person is to keep or to confirm and is not done yet, the next date first."""
    theirs = Q(owner=person) | Q(party=person)
    found = list(Expectation.objects.filter(theirs, plan=plan, done_on=None))
    found.sort(key=lambda one: (one.due is None, str(one.due or ""), one.position, one.pk))
    return found[:MOST]
