"""The invitations to a review: a text for the mailbox of whoever asks, with the link in it. Shown once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alignment.guests.services import address_of
from alignment.models import Person, User
from alignment.people.queries import name_for_guests
from alignment.reviews.services.asking import Sent


@dataclass(frozen=True)
class Invitation:
    """What is sent to one person."""

    person: Person
    address: str
    subject: str
    text: str


def invitations_of(sent: Iterable[Sent], by: User) -> list[Invitation]:
    """An invitation for each request that was made."""
    return [_invitation(one, by) for one in sent]


def _invitation(one: Sent, by: User) -> Invitation:
    address = address_of(one.token)
    plan = one.request.plan
    context = {"asked": one.request, "link": one.link, "plan": plan, "address": address}
    context["by"] = name_for_guests(by, plan.workspace)
    return Invitation(
        person=one.request.person,
        address=address,
        subject=_("Do you agree to “%(plan)s”?") % {"plan": plan.title},
        text=render_to_string("reviews/invitation.txt", context).strip(),
    )
