"""What a person has decided, and what they are asked."""

from django.db.models import Q

from alignment.models import Person, Plan, ReviewRequest, SignOff, Snapshot, User


def standing_decision(person: Person, version: Snapshot) -> SignOff | None:
    """What a person decided about a version and has not taken back."""
    found: SignOff | None = (
        SignOff.objects.filter(snapshot=version, person=person, withdrawal=None)
        .order_by("-at", "-pk")
        .first()
    )
    return found


def decisions_of(person: Person, version: Snapshot) -> list[SignOff]:
    """All that a person decided about a version, the last first, each with its withdrawal."""
    found = SignOff.objects.filter(snapshot=version, person=person).select_related("withdrawal", "person")
    return list(found.order_by("-at", "-pk"))


def decided_before(person: Person, version: Snapshot) -> SignOff | None:
    """The last decision of a person about an earlier version of the same plan, with that version."""
    earlier = SignOff.objects.filter(
        person=person, plan=version.plan_id, snapshot__number__lt=version.number
    ).select_related("snapshot")
    found: SignOff | None = earlier.order_by("-snapshot__number", "-at", "-pk").first()
    return found


def request_of(person: Person, version: Snapshot) -> ReviewRequest | None:
    """The request that asks a person about a version, withdrawn or not."""
    found = ReviewRequest.objects.filter(snapshot=version, person=person)
    return found.select_related("person", "asked_by", "link").first()


def request_of_user(user: User, plan: Plan) -> ReviewRequest | None:
    """What a signed-in user is asked about a plan: the latest request to the person who they are.

    Both the account and the address at that person have to be theirs (identity.is_theirs).
    """
    mine = ReviewRequest.objects.filter(
        Q(person__email="") | Q(person__email__iexact=user.email),
        plan=plan,
        person__user=user,
        person__workspace=plan.workspace_id,
        withdrawn_at=None,
    ).select_related("person", "asked_by", "link", "snapshot")
    found: ReviewRequest | None = mine.order_by("-snapshot__number", "-asked_at").first()
    return found
