"""The links to the request form: which there are, making one, giving it a new secret, and revoking it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, workspace_to_read, workspace_to_write
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.intake.forms.links import LinkForm, RenewForm
from alignment.intake.queries.links import link_made_by, links_of
from alignment.intake.services.links import address_of, make_link, renew_link, revoke_link
from alignment.models import RequestLink
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of


@allows(GET="viewer")
def link_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """Every link to the form, those that open it first."""
    home = workspace_to_read(request.user, workspace)
    return render(request, "intake/link_list.html", {"links": links_of(home)})


@allows(GET="editor", POST="editor")
def link_new(request: HttpRequest, workspace: str) -> HttpResponse:
    """Makes a link; the answer shows its secret, and no other page ever does."""
    home = workspace_to_write(request.user, workspace)
    form = LinkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, token = make_link(
                home, by=actor(request), department=said["department"], request_key=said["request_key"]
            )
        except AlreadyDone as earlier:
            return _made_before(request, workspace, earlier)
        return _made(request, made, token)
    return render(request, "intake/link_new.html", {"form": form}, status=status_of(form))


@allows(GET="editor", POST="editor")
def link_renew(request: HttpRequest, workspace: str, ask_link_id: int) -> HttpResponse:
    """Gives a link a new secret; the address that it had opens nothing from then on."""
    found = row_to_edit(RequestLink, request.user, workspace, ask_link_id)
    form = RenewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            renewed, token = renew_link(
                found, by=actor(request), request_key=form.cleaned_data["request_key"]
            )
        except AlreadyDone as earlier:
            return _made_before(request, workspace, earlier)
        except StaleWrite:
            warn(request, _("This link was revoked. Make a new one instead."))
            return redirect("intake:link_list", workspace)
        return _made(request, renewed, token)
    context = {"ask_link": found, "form": form}
    return render(request, "intake/link_renew.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def link_revoke(request: HttpRequest, workspace: str, ask_link_id: int) -> HttpResponse:
    """Ends a link."""
    found = row_to_edit(RequestLink, request.user, workspace, ask_link_id)
    back = reverse("intake:link_list", args=[workspace])
    if request.method == "POST":
        revoke_link(found, by=actor(request))
        tell(request, _("The link is revoked. It opens the form no more."))
        return redirect(back)
    context = {
        "question": _("Revoke the link for %(department)s?") % {"department": found},
        "consequence": _("Whoever follows it from now on learns that it is no longer valid. This is final."),
        "action": _("Revoke it"),
        "cancel_url": back,
    }
    return render(request, "ui/confirm.html", context)


def _made(request: HttpRequest, link: RequestLink, token: str) -> HttpResponse:
    """Shown in this answer and never again: the secret stands in no session and no message."""
    return render(request, "intake/link_made.html", {"ask_link": link, "address": address_of(token)})


def _made_before(request: HttpRequest, workspace: str, earlier: AlreadyDone) -> HttpResponse:
    """The page was loaded again: the link is there, its secret is not."""
    found = link_made_by(earlier.deed)
    if found is None:
        return redirect("intake:link_list", workspace)
    return render(request, "intake/link_made.html", {"ask_link": found})
