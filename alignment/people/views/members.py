"""Who may enter a workspace, in which role, and who is invited."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_own, workspace_to_own, workspace_to_read
from alignment.models import Invitation, Membership, Role
from alignment.people import queries
from alignment.people.forms import InvitationForm, RoleForm
from alignment.people.services import invitations, members
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go
from alignment.ui.limits import slowed, too_many


@allows(GET="viewer")
def member_list(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    context = {"found": queries.members_of(home), "roles": Role.choices}
    return render(request, "people/member_list.html", context)


@allows(POST="owner")
def member_role(request: HttpRequest, workspace: str, member_id: int) -> HttpResponse:
    member = row_to_own(Membership, request.user, workspace, member_id, "user")
    form = RoleForm(request.POST)
    if not form.is_valid():
        warn(request, _("Choose one of the roles."))
        return go(request, "people:member_list", workspace)
    try:
        changed = members.change_role(member, role=form.cleaned_data["role"], by=actor(request))
    except (members.LastOwner, members.NoMember) as problem:
        warn(request, str(problem))
    else:
        words = _("%(name)s is now: %(role)s.")
        tell(request, words % {"name": member.user, "role": changed.get_role_display()})
    return go(request, "people:member_list", workspace)


@allows(GET="owner", POST="owner")
def member_remove(request: HttpRequest, workspace: str, member_id: int) -> HttpResponse:
    member = row_to_own(Membership, request.user, workspace, member_id, "user")
    if request.method == "POST":
        try:
            members.remove_member(member, by=actor(request))
        except (members.LastOwner, members.NoMember) as problem:
            warn(request, str(problem))
        else:
            tell(request, _("%(name)s is no longer a member.") % {"name": member.user})
        mine = member.user_id == request.user.pk
        return go(request, "/") if mine else go(request, "people:member_list", workspace)
    context = {
        "question": _("Remove %(name)s from this workspace?") % {"name": member.user},
        "consequence": _("They lose access with their next click. What they wrote stays."),
        "action": _("Remove"),
        "cancel_url": reverse("people:member_list", args=[workspace]),
    }
    return render(request, "ui/confirm.html", context)


@allows(GET="viewer", POST="viewer")
def member_leave(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    if request.method == "POST":
        try:
            members.leave(home, user=actor(request))
        except (members.LastOwner, members.NoMember) as problem:
            warn(request, str(problem))
            return go(request, "people:member_list", workspace)
        tell(request, _("You have left %(name)s.") % {"name": home})
        return go(request, "/")
    context = {
        "question": _("Leave %(name)s?") % {"name": home},
        "consequence": _("You lose access at once. Only an owner can invite you again."),
        "action": _("Leave"),
        "cancel_url": reverse("people:member_list", args=[workspace]),
    }
    return render(request, "ui/confirm.html", context)


@allows(GET="owner", POST="owner")
def invitation_new(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_own(request.user, workspace)
    form = InvitationForm(sent(request))
    if request.method == "POST" and form.is_valid():
        if slowed(request, "invite"):
            return too_many(request)
        try:
            made, token = invitations.invite(home, by=actor(request), **form.cleaned_data)
        except ValidationError as problem:
            form.add_error("email", problem.messages)
        else:
            # Shown in this answer and never again: of the secret only a digest is stored.
            address = invitations.address_of(token)
            context = {"invitation": made, "address": address, "mail": queries.mail_is_set_up()}
            return render(request, "people/invitation_made.html", context)
    return render(request, "people/invitation_new.html", {"form": form}, status=status_of(form))


@allows(POST="owner")
def invitation_revoke(request: HttpRequest, workspace: str, invitation_id: int) -> HttpResponse:
    invitation = row_to_own(Invitation, request.user, workspace, invitation_id)
    invitations.revoke(invitation, by=actor(request))
    tell(
        request,
        _("The invitation of %(email)s is withdrawn. Its link no longer works.") % {"email": invitation},
    )
    return go(request, "people:member_list", workspace)
