"""Reads who belongs to a workspace, who is invited, who has a stake in it, and which groups learn."""

from dataclasses import dataclass
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
    people: list[Any] = list(Person.objects.filter(workspace=workspace).select_related("user"))
    waiting = links_to_recheck(workspace)
    for one in people:
        one.to_recheck = waiting[one.pk]
    groups = list(TargetGroup.objects.filter(workspace=workspace))
    return People(
        people=[one for one in people if not one.is_archived],
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


def has_verified_address(user: User) -> bool:
    """Whether a user has shown that the address of the account is theirs."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
