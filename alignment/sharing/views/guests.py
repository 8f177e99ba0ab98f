"""What a guest sees first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alignment.guests import admits
from alignment.models import ShareLink


@admits(GET="any")
def home(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The first page behind a link: what the link is about, and what it lets its holder do."""
    return render(request, "sharing/home.html", {"link": link, "plan": link.plan})
