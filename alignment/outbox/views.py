"""The mail of a workspace: what a member wants to get, what waits, what failed; and the way out of a mail."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from alignment.access import actor, allows, membership_of, row_to_own, workspace_to_read
from alignment.models import OutgoingMail, Role
from alignment.outbox import queries, services
from alignment.outbox.choices import stopping
from alignment.outbox.forms import MailChoiceForm
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go
from alignment.ui.limits import slowed, too_many


@allows(GET="viewer", POST="viewer")
def mail(request: HttpRequest, workspace: str) -> HttpResponse:
    """What I want to get; and for owners the outbox."""
    home, user = workspace_to_read(request.user, workspace), actor(request)
    chosen = queries.choice_of(home, user)
    form = MailChoiceForm(sent(request), initial={"digest": chosen.digest, "reminders": chosen.reminders})
    if request.method == "POST" and form.is_valid():
        services.choose(home, user, **form.cleaned_data)
        tell(request, _("Saved what you want to get by mail."))
        return go(request, "outbox:mail", workspace)
    context: dict[str, Any] = {"form": form, "way": queries.mail_way()}
    if membership_of(request.user, workspace, Role.VIEWER).can_own:
        context["outbox"] = queries.outbox_of(home)
    return render(request, "outbox/mail.html", context, status=status_of(form))


@allows(POST="owner")
def mail_again(request: HttpRequest, workspace: str, mail_id: int) -> HttpResponse:
    found = row_to_own(OutgoingMail, request.user, workspace, mail_id)
    if services.try_again(found):
        tell(request, _("The mail to %(to)s is on its way again.") % {"to": found.to})
    else:
        warn(request, _("The words of this mail are gone. Do again what it was sent for."))
    return go(request, "outbox:mail", workspace)


@csrf_exempt  # the signed address is the proof: mail programs post it without cookies (RFC 8058)
@allows(GET="public", POST="public")
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button that stops mail of a kind; opening the address changes nothing."""
    found = stopping(token)
    if found is None:
        if slowed(request, "guess"):
            return too_many(request)
        raise Http404
    group, whose = found
    if request.method == "POST" and not services.stop(group, whose):
        raise Http404
    context = {"group": group, "stopped": request.method == "POST"}
    return render(request, "outbox/mail_stop.html", context)
