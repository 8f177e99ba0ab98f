"""Changes who belongs to a workspace and in which role. A workspace never loses its last owner.

Every function looks again under the workspace's lock, which the deed takes: two owners who leave
at the same moment take turns, and the second is refused.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.models import Invitation, Membership, OutgoingMail, Role, User, Workspace


class LastOwner(Exception):
    """The workspace would be left without an owner who can sign in."""

    def __init__(self) -> None:
        super().__init__(_("A workspace needs an owner. Make somebody else an owner first."))


class NoMember(Exception):
    """The person is not a member any more."""

    def __init__(self) -> None:
        super().__init__(_("This person is no longer a member."))


def change_role(membership: Membership, *, role: str, by: User) -> Membership:
    """Gives a member another role, effective with their next request; LastOwner when nobody would own."""
    workspace = membership.workspace
    with deed("change_role", by=by, workspace=workspace, subject=f"{membership.user}: {Role(role).value}"):
        require_owner(workspace, by)
        fresh = _again(workspace, membership.user_id)
        if fresh.role != role:
            _keep_an_owner(fresh, role)
            fresh.role = role
            fresh.full_clean()
            fresh.save(update_fields=["role"])
            _revoke_invitations_of(fresh)
    return fresh


def remove_member(membership: Membership, *, by: User) -> None:
    """Takes a member out, effective with their next request; LastOwner when nobody would own."""
    workspace = membership.workspace
    with deed("remove_member", by=by, workspace=workspace, subject=str(membership.user)):
        require_owner(workspace, by)
        _take_out(_again(workspace, membership.user_id))


def leave(workspace: Workspace, *, user: User) -> None:
    """Takes the user out of a workspace; LastOwner when nobody would own."""
    with deed("leave", by=user, workspace=workspace, subject=str(user)):
        _take_out(_again(workspace, user.pk))


def make_owner(workspace: Workspace, *, user: User, by: User | None = None) -> Membership:
    """Makes somebody an owner, member or not. For the command line, which asks nobody."""
    with deed("join", by=by, workspace=workspace, subject=str(user)):
        membership, made = Membership.objects.get_or_create(
            workspace=workspace, user=user, defaults={"role": Role.OWNER}
        )
        if not made and membership.role != Role.OWNER:
            membership.role = Role.OWNER
            membership.save(update_fields=["role"])
    return membership


def _again(workspace: Workspace, user_id: int) -> Membership:
    found = Membership.objects.filter(workspace=workspace, user_id=user_id).select_related("user").first()
    if found is None:
        raise NoMember
    found.workspace = workspace
    return found


def require_owner(workspace: Workspace, by: User) -> None:
    if not Membership.objects.filter(workspace=workspace, user=by, role=Role.OWNER).exists():
        raise PermissionDenied


def _keep_an_owner(leaving: Membership, role: str | None) -> None:
    if leaving.role != Role.OWNER or role == Role.OWNER:
        return
    others = Membership.objects.filter(workspace=leaving.workspace, role=Role.OWNER, user__is_active=True)
    if not others.exclude(pk=leaving.pk).exists():
        raise LastOwner


def _take_out(membership: Membership) -> None:
    _keep_an_owner(membership, None)
    _revoke_invitations_of(membership)
    membership.delete()


def _revoke_invitations_of(membership: Membership) -> None:
    """Nobody's invitation outlives the right to invite."""
    open_ones = Invitation.objects.filter(
        workspace=membership.workspace, invited_by=membership.user, accepted_at=None, revoked_at=None
    )
    for invitation in open_ones:
        close_invitation(invitation)


def close_invitation(invitation: Invitation) -> None:
    """Makes an invitation useless, and drops its mail if that still waits. Joins the deed in progress."""
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    waiting = OutgoingMail.objects.filter(once=mail_of(invitation), sent_at=None)
    waiting.update(dropped_at=invitation.revoked_at, text="", html="")


def mail_of(invitation: Invitation) -> str:
    """The name under which the mail of an invitation is queued, once."""
    return f"invitation:{invitation.pk}"
