"""The share links of a plan as its page lists them, and the words that go with a link into a mail."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.guests.invitations import Invitation
from alignment.guests.queries import links_of
from alignment.models import Plan, Rights, ShareLink
from alignment.versions.snapshots import title_of

PER_PAGE = 50


@dataclass(frozen=True)
class LinkLine:
    """One link with what can be said of it: a tone, and why it opens nothing where it does not."""

    link: ShareLink
    opens: bool
    words: str

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return "good" if self.opens else "quiet"

    @property
    def renewable(self) -> bool:
        """Whether a new secret can bring it back; what was revoked stays revoked."""
        return self.link.revoked_at is None


def link_lines(plan: Plan, number: int | str) -> tuple[Page[ShareLink], list[LinkLine]]:
    """One page of a plan's links, those that open something first: two queries."""
    page = Paginator(links_of(plan), PER_PAGE).get_page(number)
    for link in page.object_list:
        link.plan, link.workspace = plan, plan.workspace
    return page, [_line(link) for link in page.object_list]


def invitation_of(link: ShareLink, address: str) -> Invitation:
    """What the lead sends from the own mailbox."""
    title = link.plan.title
    if link.snapshot is not None:
        link.snapshot.plan, link.snapshot.workspace = link.plan, link.plan.workspace
        title = title_of(link.snapshot)
    context: dict[str, Any] = {"link": link, "address": address, "title": title}
    return Invitation(
        person=link.person,
        address=address,
        subject=_subject(link.rights) % {"plan": title},
        text=render_to_string("sharing/invitation.txt", context).strip(),
    )


def _subject(rights: str) -> str:
    if rights == Rights.REVIEW:
        return _("Do you agree to “%(plan)s”?")
    if rights == Rights.ANSWER:
        return _("Some questions about your work")
    if rights == Rights.ASSESS:
        return _("How far are you?")
    return (
        _("What do you think of “%(plan)s”?")
        if rights == Rights.COMMENT
        else _("For you to read: “%(plan)s”")
    )


def _line(link: Any) -> LinkLine:
    if link.opens:
        return LinkLine(link, True, _("Open"))
    if link.revoked_at is not None:
        return LinkLine(link, False, _("Revoked"))
    if link.expires_at <= timezone.now():
        return LinkLine(link, False, _("Over"))
    if link.plan.archived_at is not None:
        return LinkLine(link, False, _("Opens nothing: the plan is archived"))
    return LinkLine(link, False, _("Opens nothing: whoever made it may not share any more"))
