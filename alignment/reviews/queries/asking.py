"""Whom a plan's reviewers are chosen from, and who among members they are."""

from django.db.models import Max

from alignment.models import Person, Plan, ReviewRequest, Snapshot


def people_to_ask(plan: Plan) -> list[Person]:
    """The people of the workspace, those who were asked about this plan before first, then by name."""
    asked = dict(ReviewRequest.objects.filter(plan=plan).values_list("person").annotate(last=Max("asked_at")))
    people = Person.objects.filter(workspace=plan.workspace_id, archived_at=None, erased_at=None)
    return sorted(people, key=lambda one: (one.pk not in asked, one.name.casefold(), one.pk))


def latest_version(plan: Plan) -> Snapshot | None:
    """The last version that was frozen, with its plan."""
    found: Snapshot | None = plan.snapshots.order_by("-number").first()
    if found is not None:
        found.plan, found.workspace = plan, plan.workspace
    return found
