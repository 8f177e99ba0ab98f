"""Gets a request for the pages on which it is worked through, and leads back to its own page."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alignment.access import row_to_edit, row_to_read
from alignment.intake.addresses import request_address
from alignment.intake.forms.verdict import VersionForm
from alignment.models import DevelopmentRequest
from alignment.ui.feedback import warn
from alignment.ui.htmx import own_page

RELATED = ("requester", "remedy_owner")


def asked_to_read(request: HttpRequest, workspace: str, asked_id: int) -> DevelopmentRequest:
    found: DevelopmentRequest = row_to_read(DevelopmentRequest, request.user, workspace, asked_id, *RELATED)
    return found


def asked_to_edit(request: HttpRequest, workspace: str, asked_id: int) -> DevelopmentRequest:
    found: DevelopmentRequest = row_to_edit(DevelopmentRequest, request.user, workspace, asked_id, *RELATED)
    return found


def back_to(request: HttpRequest, asked: DevelopmentRequest, anchor: str) -> str:
    """The page that was left, else the part of the request's page."""
    there = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    return there or request_address(asked.workspace.slug, asked.pk, anchor)


def back(request: HttpRequest, asked: DevelopmentRequest, anchor: str) -> HttpResponse:
    return redirect(back_to(request, asked, anchor))


def version_sent(request: HttpRequest) -> int:
    """Which version of the request a button was pressed on; 0 when it does not say."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def warn_stale(request: HttpRequest) -> None:
    warn(request, _("Somebody changed it meanwhile. Look at it again."))


def warn_of(request: HttpRequest, problem: ValidationError) -> None:
    warn(request, " ".join(problem.messages))
