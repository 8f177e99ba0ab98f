"""Reads who belongs to a workspace, who is invited, who has a stake in it, and which groups learn."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from alignment.models import (
    ROLE_ORDER,
    Invitation,
    Membership,
    Person,
    Role,
    TargetGroup,
    User,
    Workspace,
)
from alignment.people.concerns import links_to_recheck
from alignment.tokens import LONGEST_TOKEN, digest

#: Whom to talk to next: those whose next contact is due within so many days, or overdue.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Members:
    """Everybody who may enter a workspace, and everybody who was asked to."""

    members: list[Membership]
    invitations: list[Invitation]


@dataclass(frozen=True)
class People:
    """The stakeholders and target groups of a workspace, in the order in which they are shown."""

    people: list[Person]
    archived_people: list[Person]
    groups: list[TargetGroup]
    archived_groups: list[TargetGroup]
    talk_next: list[Person] = field(default_factory=list)  # overdue ones first


def members_of(workspace: Workspace) -> Members:
    """Members, owners first, then by name; and the invitations that can still be used. Two queries."""
    found = list(Membership.objects.filter(workspace=workspace).select_related("user"))
    found.sort(key=lambda one: (-ROLE_ORDER.index(Role(one.role)), str(one.user).casefold(), one.pk))
    waiting = Invitation.objects.filter(
        workspace=workspace, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    ).select_related("invited_by")
    return Members(found, sorted(waiting, key=lambda one: (one.email, one.pk)))


def people_of(workspace: Workspace) -> People:
    """Every stakeholder, with links `to_recheck`, and target group; archived ones apart. Four queries."""
    people: list[Any] = list(
        Person.objects.filter(workspace=workspace, erased_at=None).select_related("user")
    )
    waiting = links_to_recheck(workspace)
    for one in people:
        one.to_recheck = waiting[one.pk]
    groups = list(TargetGroup.objects.filter(workspace=workspace))
    current = [one for one in people if not one.is_archived]
    until = timezone.localdate() + SOON
    due = [one for one in current if one.next_contact and one.next_contact <= until]
    return People(
        talk_next=sorted(due, key=lambda one: (one.next_contact, one.name.casefold(), one.pk)),
        people=current,
        archived_people=[one for one in people if one.is_archived],
        groups=[one for one in groups if not one.is_archived],
        archived_groups=[one for one in groups if one.is_archived],
    )


def invitation_of_token(token: str) -> Invitation | None:
    """The invitation whose secret this is, if it can still be used."""
    if len(token) > LONGEST_TOKEN:
        return None
    return _usable().filter(token_hash=digest(token)).first()


def invitation_to_accept(pk: object) -> Invitation | None:
    """The invitation that a session has opened, if it can still be used. Asked on every request."""
    return _usable().filter(pk=pk).first() if isinstance(pk, int) else None


def account_exists(email: str) -> bool:
    """Whether somebody has an account with this address. Only for whoever holds a link to it."""
    return User.objects.filter(email__iexact=email).exists()


def sample_workspaces() -> list[Workspace]:
    """The samples that are loaded, the one with the finished plan first."""
    return sorted(Workspace.objects.filter(is_sample=True), key=lambda one: (one.slug != "sample", one.slug))


def mail_is_set_up() -> bool:
    """Whether invitations are mailed, too."""
    return bool(settings.MAIL_IS_SET_UP)


def _usable() -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
        invited_by__is_active=True,
    ).select_related("workspace", "invited_by")


def membership_ids(workspace: Workspace) -> dict[int, int]:
    """The membership of each user of a workspace, both by id."""
    return dict(Membership.objects.filter(workspace=workspace).values_list("user_id", "id"))


#: The columns of the people who go out as a table; an import knows each by its heading.
COLUMNS = ("name", "email", "role", "team", "interest", "influence", "next_contact")


def people_table(workspace: Workspace) -> tuple[list[str], list[list[Any]]]:
    """The current stakeholders as a table, for editors: headings and rows."""
    rows = Person.objects.filter(workspace=workspace, archived_at=None, erased_at=None)
    return list(COLUMNS), [[getattr(row, name) for name in COLUMNS] for row in rows]


def has_verified_address(user: User) -> bool:
    """Whether a user has shown that the address of the account is theirs."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


def persons_of(user: User, workspace: Workspace) -> QuerySet[Person]:
    """Who of a workspace's people a user is, the one written down first before the others."""
    found: QuerySet[Person] = Person.objects.filter(workspace=workspace, user=user).current().order_by("pk")
    return found


def name_for_guests(user: User | None, workspace: Workspace) -> str:
    """What guests call a member: by the name of the account or of the person, or not at all."""
    if user is None or user.public_name:
        return user.public_name if user else ""
    found = persons_of(user, workspace).first()
    return found.name if found and "@" not in found.name else ""
