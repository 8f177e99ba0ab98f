"""Ending share links, with the mail that only their holders might get."""

from alignment.deeds import deed
from alignment.guests.services import revoke_all, revoke_link
from alignment.models import Person, Plan, ShareLink, User
from alignment.outbox.services import drop_refused


def end_link(link: ShareLink, *, by: User) -> None:
    """Revokes a link; mail that its holder may not get without it does not go any more."""
    if link.revoked_at is not None:
        return
    with deed("revoke_link", by=by, workspace=link.workspace, plan=link.plan, subject=link.holder):
        revoke_link(link, by=by)
        if link.person is not None:
            drop_refused([link.person])


def end_all_links(plan: Plan, *, by: User) -> int:
    """The same for all links of a plan; how many those were."""
    people = list(Person.objects.filter(pk__in=plan.share_links.filter(revoked_at=None).values("person")))
    count = revoke_all(plan, by=by)
    drop_refused(people)
    return count
