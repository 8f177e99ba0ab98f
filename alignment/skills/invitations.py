"""The words that go with the link of an assessment into a mail."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alignment.guests.invitations import Invitation
from alignment.models import ShareLink


def assess_invitation(link: ShareLink, address: str) -> Invitation:
    """What the lead sends from the own mailbox."""
    return Invitation(
        person=None,
        address=address,
        subject=_("How far are you?"),
        text=render_to_string(
            "skills/invitation.txt", {"link": link, "assessment": link.assessment, "address": address}
        ).strip(),
    )
