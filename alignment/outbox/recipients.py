"""Where mail to a person goes: to the address on record, else to that of the account which is theirs."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from alignment.models import Membership, Person


def reachable(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of some people to whom mail can go."""
    account = Membership.objects.filter(
        workspace=OuterRef("workspace"), user=OuterRef("user"), user__is_active=True
    )
    return people.filter(~Q(email="") | Exists(account), archived_at=None, erased_at=None)


def recipient_of(person: Person) -> dict[str, Any]:
    """`to`, `user` and `person` as `services.post` takes them; `to` is empty when no mail can reach them.

    Whose account it is, and that it is a member's, is asked again when the mail is sent (rights.py).
    """
    if person.email or person.user_id is None:
        return {"to": person.email, "user": None, "person": person}
    account = Membership.objects.filter(
        workspace=person.workspace_id, user=person.user_id, user__is_active=True
    )
    member = account.select_related("user").first()
    user = member.user if member else None
    return {"to": user.email if user else "", "user": user, "person": person}
