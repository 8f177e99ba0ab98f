"""The first sign-in of a new installation's owner, by a link that `create_owner` printed."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import allows
from alignment.people.forms import NewPasswordForm
from alignment.people.services import accounts
from alignment.people.views.invitations import BACKEND
from alignment.ui.feedback import tell
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go
from alignment.ui.limits import slowed, too_many

OPENED = "sign_in"
LONGEST_TOKEN = 400


@allows(GET="public")
def first_sign_in_open(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the link in the session, so that its secret does not stay in the address bar. Uses nothing up."""
    try:
        if len(token) > LONGEST_TOKEN:
            raise accounts.LinkGone
        user = accounts.user_of_token(token)
    except accounts.LinkGone:
        return too_many(request) if slowed(request, "guess") else _gone(request)
    request.session[OPENED] = accounts.claim_of(user)
    return go(request, "people:first_sign_in")


@allows(GET="public", POST="public")
def first_sign_in(request: HttpRequest) -> HttpResponse:
    claim = request.session.get(OPENED)
    try:
        user = accounts.user_of_claim(claim)
        form = NewPasswordForm(sent(request), email=user.email, initial={"name": user.name})
        if request.method == "POST" and form.is_valid():
            if slowed(request, "accept"):
                return too_many(request)
            name, password = form.cleaned_data["name"], form.cleaned_data["password1"]
            user = accounts.use_claim(claim, name=name, password=password)
            request.session.pop(OPENED, None)
            login(request, user, backend=BACKEND)
            tell(request, _("You are signed in. From now on, sign in with your e-mail address and password."))
            return go(request, "/")
    except accounts.LinkGone:
        return _gone(request)
    context = {"form": form, "account": user}
    return render(request, "people/first_sign_in.html", context, status=status_of(form))


def _gone(request: HttpRequest) -> HttpResponse:
    request.session.pop(OPENED, None)
    return render(request, "people/link_gone.html", status=404)
