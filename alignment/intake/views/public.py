"""The public form: whoever has its address tells a problem, and sees nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alignment.access import allows
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.guests import gone
from alignment.intake.forms.asking import AskForm
from alignment.intake.queries.links import open_link
from alignment.intake.services.asking import receive
from alignment.models import RequestLink
from alignment.speaking import speaking_to
from alignment.ui.forms import sent, status_of
from alignment.ui.limits import slowed, too_many

TOO_MANY = 429


@allows(GET="public", POST="public")
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """The form, and after sending it what was sent and what happens next.

    Nobody is anybody here: whoever is signed in as well tells a problem like all others.
    """
    link = open_link(token)
    if link is None:
        return too_many(request) if slowed(request, "guess") else gone(request)
    with speaking_to(None, link.workspace):
        return _form(request, link)


def mailbox(address: str) -> str:
    """Where mail to an address ends up: what stands behind a plus is a mark within one mailbox."""
    name, _at, host = address.lower().rpartition("@")
    return f"{name.split('+')[0] or name}@{host}"


def _form(request: HttpRequest, link: RequestLink) -> HttpResponse:
    form = AskForm(sent(request), department=link.department)
    context = {"ask_link": link, "form": form}
    if request.method == "POST" and slowed(request, "ask", key=str(link.pk)):
        context["slowed"] = True
        return render(request, "intake/ask.html", context, status=TOO_MANY)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["requester_email"]
        answer = bool(address) and not slowed(request, "acknowledge", key=mailbox(address))
        try:
            receive(link, said=form.said(), answer=answer, request_key=form.cleaned_data["request_key"])
        except AlreadyDone:  # the page was loaded again: it has arrived once
            pass
        except StaleWrite:
            return gone(request)
        return render(
            request, "intake/ask_sent.html", {"ask_link": link, "sent": form.sent(), "mailed": answer}
        )
    return render(request, "intake/ask.html", context, status=status_of(form))
