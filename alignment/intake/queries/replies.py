"""Whom the reply to a request goes to."""

from dataclasses import dataclass

from alignment.models import DevelopmentRequest, Person, User
from alignment.outbox.recipients import recipient_of


@dataclass(frozen=True)
class Recipient:
    """Who asked, and the address that reaches them; empty when none does."""

    name: str
    address: str
    user: User | None = None
    person: Person | None = None


def recipient(request: DevelopmentRequest) -> Recipient:
    """The person who asked, at the address on record or of their account; else what the form was told."""
    person = request.requester
    if person is not None and person.erased_at is None and person.archived_at is None:
        to = recipient_of(person)
        if to["to"]:
            return Recipient(person.name, to["to"], to["user"], person)
    name = person.name if person is not None else request.requester_name
    return Recipient(name, request.requester_email)
