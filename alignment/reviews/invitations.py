"""The invitations to a review: a text for the mailbox of whoever asks, with the link in it. Shown once."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alignment.guests.invitations import Invitation
from alignment.guests.services import address_of
from alignment.models import ReviewRequest, User
from alignment.people.queries import name_for_guests
from alignment.reviews.services import reminding
from alignment.reviews.services.asking import Sent
from alignment.versions.snapshots import title_of


def invitations_of(sent: Iterable[Sent], by: User) -> list[Invitation]:
    """An invitation for each request that was made."""
    return [_invitation(one, by) for one in sent]


def reminder_to_copy(row: ReviewRequest, by: User) -> Invitation:
    """A reminder for the own mailbox, of somebody whom no mail of ours reaches; it holds no link."""
    said = reminding.what_is_said(row, by)
    text = render_to_string(reminding.TEMPLATE, said).strip()
    return Invitation(person=row.person, address="", subject=reminding.subject_of(said), text=text)


def _invitation(one: Sent, by: User) -> Invitation:
    asked, address = one.request, address_of(one.token)
    asked.snapshot.plan, asked.snapshot.workspace = asked.plan, asked.plan.workspace
    title = title_of(asked.snapshot)  # as frozen: the plan may be called otherwise by now
    context = {"asked": asked, "link": one.link, "title": title, "address": address}
    context["by"] = name_for_guests(by, asked.plan.workspace)
    return Invitation(
        person=asked.person,
        address=address,
        subject=_("Do you agree to “%(plan)s”?") % {"plan": title},
        text=render_to_string("reviews/invitation.txt", context).strip(),
    )
