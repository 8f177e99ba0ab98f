"""Invites people to a workspace by a one-time link, and lets them in by it.

The secret has 256 bits; only its SHA-256 is stored. It can be used once, for two weeks, as long as
the owner who sent it is an owner.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import deed
from alignment.models import Invitation, Membership, Role, User, Workspace
from alignment.outbox.services import post
from alignment.people.services.accounts import LinkGone, make_account
from alignment.people.services.members import close_invitation, mail_of, require_owner
from alignment.tokens import digest, new_token

LASTS = timedelta(days=14)


def invite(workspace: Workspace, *, email: str, role: str, by: User) -> tuple[Invitation, str]:
    """Invites an address, and gives the invitation and its secret, which only a waiting mail keeps.

    Where mail is set up it is mailed, too: queued in the same deed. An earlier open invitation of the
    same address is replaced. ValidationError when the address belongs to a member.
    """
    email = email.strip().lower()
    token = new_token()
    with deed("invite", by=by, workspace=workspace, subject=email):
        require_owner(workspace, by)
        if Membership.objects.filter(workspace=workspace, user__email__iexact=email).exists():
            raise ValidationError({"email": _("This person is a member already. Change their role instead.")})
        for earlier in Invitation.objects.filter(
            workspace=workspace, email=email, accepted_at=None, revoked_at=None
        ):
            close_invitation(earlier)
        invitation = Invitation(
            workspace=workspace,
            email=email,
            role=role,
            token_hash=digest(token),
            invited_by=by,
            expires_at=timezone.now() + LASTS,
        )
        invitation.full_clean()
        invitation.save()
        if settings.MAIL_IS_SET_UP:
            _mail(invitation, address_of(token))
    return invitation, token


def address_of(token: str) -> str:
    """The address that an invitation's secret makes. It comes from SITE_URL, never from a request."""
    return settings.SITE_URL + reverse("people:invitation_open", args=[token])


def _mail(invitation: Invitation, address: str) -> None:
    """Queues the link. The text holds the secret, so it is emptied once it is sent."""
    name = " ".join(invitation.workspace.name.split())
    post(
        "invitation",
        to=invitation.email,
        subject=_("Invitation to %(workspace)s") % {"workspace": name},
        template="people/invitation_mail.txt",
        context={"invitation": invitation, "address": address},
        once=mail_of(invitation),
        workspace=invitation.workspace,
    )


def revoke(invitation: Invitation, *, by: User) -> None:
    """Makes an invitation's link useless at once."""
    workspace = invitation.workspace
    with deed("revoke_invitation", by=by, workspace=workspace, subject=invitation.email):
        require_owner(workspace, by)
        fresh = Invitation.objects.get(pk=invitation.pk)
        if fresh.accepted_at is None and fresh.revoked_at is None:
            close_invitation(fresh)


def join(invitation: Invitation, *, user: User) -> Membership:
    """Lets an existing user in by an invitation to their address; LinkGone when it is used up."""
    if invitation.email.lower() != user.email.lower():
        raise LinkGone
    with deed("join", by=user, workspace=invitation.workspace, subject=str(user)):
        return _use(invitation, user)


def join_as_new(invitation: Invitation, *, name: str, password: str) -> User:
    """Makes the account of an invited person, its address verified, and lets it in; LinkGone when used up."""
    with deed("join", by=None, workspace=invitation.workspace, subject=name or invitation.email) as row:
        user = make_account(email=invitation.email, name=name, password=password)
        row.by, row.by_name = user, str(user)[:120]
        row.save(update_fields=["by", "by_name"])
        _use(invitation, user)
    return user


def _use(invitation: Invitation, user: User) -> Membership:
    """Uses an invitation up, once: whoever comes second finds no row to update."""
    now = timezone.now()
    mine = Invitation.objects.filter(
        pk=invitation.pk,
        accepted_at=None,
        revoked_at=None,
        expires_at__gt=now,
        invited_by__is_active=True,
    )
    if not mine.update(accepted_at=now):
        raise LinkGone
    fresh = Invitation.objects.get(pk=invitation.pk)
    fresh.save(update_fields=["accepted_at"])  # for the history
    membership, _made = Membership.objects.get_or_create(
        workspace=invitation.workspace, user=user, defaults={"role": Role(invitation.role)}
    )
    return membership
