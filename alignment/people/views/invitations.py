"""The door for invited people. Following the link changes nothing; the button on the page does."""

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import allows
from alignment.models import Invitation, User
from alignment.people import queries
from alignment.people.forms import NewPasswordForm
from alignment.people.services import invitations
from alignment.people.services.accounts import LinkGone
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go
from alignment.ui.limits import slowed, too_many

OPENED = "invitation"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@allows(GET="public")
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the invitation in the session, so that its secret does not stay in the address bar."""
    invitation = queries.invitation_of_token(token)
    if invitation is None:
        return too_many(request) if slowed(request, "guess") else _gone(request)
    request.session[OPENED] = invitation.pk
    return go(request, "people:invitation_accept")


@allows(GET="public", POST="public")
def invitation_accept(request: HttpRequest) -> HttpResponse:
    invitation = queries.invitation_to_accept(request.session.get(OPENED))
    if invitation is None:
        return _gone(request)
    if request.method == "POST" and slowed(request, "accept"):
        return too_many(request)
    try:
        if isinstance(request.user, User):
            return _accept_as(request, invitation, request.user)
        if queries.account_exists(invitation.email):
            return render(request, "people/invitation_sign_in.html", {"invitation": invitation})
        return _accept_as_new(request, invitation)
    except LinkGone:
        return _gone(request)


def _accept_as(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    """A signed-in user joins, if the invitation is theirs."""
    theirs = user.email.lower() == invitation.email.lower()
    if request.method == "POST" and theirs:
        invitations.join(invitation, user=user)
        return _welcome(request, invitation)
    return render(request, "people/invitation_accept.html", {"invitation": invitation, "theirs": theirs})


def _accept_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Somebody without an account chooses a name and a password, and is signed in."""
    form = NewPasswordForm(sent(request), email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.join_as_new(
                invitation, name=form.cleaned_data["name"], password=form.cleaned_data["password1"]
            )
        except ValidationError:  # the address got an account in the meantime
            return go(request, "people:invitation_accept")
        login(request, user, backend=BACKEND)
        return _welcome(request, invitation)
    context = {"invitation": invitation, "form": form}
    return render(request, "people/invitation_join.html", context, status=status_of(form))


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    request.session.pop(OPENED, None)
    tell(request, _("Welcome to %(name)s.") % {"name": invitation.workspace})
    return go(request, "/")


def _gone(request: HttpRequest) -> HttpResponse:
    """One page for every link that is not good, whatever the reason."""
    request.session.pop(OPENED, None)
    return render(request, "people/link_gone.html", status=404)
