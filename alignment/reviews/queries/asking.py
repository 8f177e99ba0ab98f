"""Whom a plan's reviewers are chosen from, and who among members they are."""

from django.db.models import Max

from alignment.models import Person, Plan, ReviewRequest, Snapshot


def people_to_ask(plan: Plan) -> list[Person]:
    """The people of the workspace, those who were asked about this plan before first, then by name."""
    asked = dict(ReviewRequest.objects.filter(plan=plan).values_list("person").annotate(last=Max("asked_at")))
    people = Person.objects.filter(workspace=plan.workspace_id, archived_at=None, erased_at=None)
    return sorted(people, key=lambda one: (one.pk not in asked, one.name.casefold(), one.pk))


def asked_before(plan: Plan, latest: Snapshot | None, *, anew: bool) -> tuple[int, list[int]]:
    """Who is asked about the last version that anybody is asked about: its number, and the people's ids.

    With `anew` a version is to follow the latest one. Without, people are asked about the latest one
    itself: then it is about those who are asked about an earlier version, and not about it.
    """
    rows = ReviewRequest.objects.filter(
        plan=plan, withdrawn_at=None, person__archived_at=None, person__erased_at=None
    ).values_list("snapshot__number", "person")
    asked = set(rows)
    if not anew and latest is not None:
        there = {person for number, person in asked if number == latest.number}
        asked = {(number, person) for number, person in asked if person not in there}
    last = max((number for number, _person in asked), default=0)
    return last, sorted(person for number, person in asked if number == last)


def latest_version(plan: Plan) -> Snapshot | None:
    """The last version that was frozen, with its plan."""
    found: Snapshot | None = plan.snapshots.defer("content").order_by("-number").first()
    if found is not None:
        found.plan, found.workspace = plan, plan.workspace
    return found
