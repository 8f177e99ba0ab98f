"""What is done to a request with one press: taking it up, naming who asks, archiving it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit
from alignment.deeds import StaleWrite
from alignment.intake.forms.requests import ActForm, DuplicateForm
from alignment.intake.services import requests as services
from alignment.models import Deed, DevelopmentRequest
from alignment.ui.feedback import tell, warn


@allows(POST="editor")
def request_take_up(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Begins to work on it."""
    asked = _asked(request, workspace, asked_id)
    return _do(request, asked, services.take_up, _("Taken up. Talk to whoever asked."))


@allows(POST="editor")
def request_requester(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Makes whoever left a name a person of the workspace."""
    asked = _asked(request, workspace, asked_id)
    return _do(request, asked, services.add_requester, _("They stand in the list of people now."))


@allows(POST="editor")
def request_archive(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    return _do(request, _asked(request, workspace, asked_id), services.archive, _("Archived the request."))


@allows(POST="editor")
def request_restore(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    return _do(
        request, _asked(request, workspace, asked_id), services.restore, _("Brought the request back.")
    )


@allows(POST="editor")
def request_duplicate(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Says of which other request it is a duplicate, or that it is none."""
    asked = _asked(request, workspace, asked_id)
    form = DuplicateForm(request.POST, asked=asked)
    if not form.is_valid():
        warn(request, _("Choose another request that stands for itself."))
        return redirect("intake:request", workspace, asked_id)
    original = form.cleaned_data["original"]
    if original is None:
        return _do(request, asked, services.unmark_duplicate, _("It stands for itself again."))
    words = _("Marked as the same problem as “%(title)s”.") % {"title": original}
    return _do(request, asked, services.mark_duplicate, words, of=original)


def _asked(request: HttpRequest, workspace: str, asked_id: int) -> DevelopmentRequest:
    found: DevelopmentRequest = row_to_edit(DevelopmentRequest, request.user, workspace, asked_id)
    return found


def _do(
    request: HttpRequest, asked: DevelopmentRequest, service: Callable[..., Deed], words: str, **more: Any
) -> HttpResponse:
    """Does it to the request as it was shown, says so with an Undo button, and leads back to its page."""
    form = ActForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        done = service(asked, by=actor(request), version=version, **more)
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    except ValidationError as wrong:
        warn(request, " ".join(wrong.messages))
    else:
        tell(request, words, undo=done)
    return redirect("intake:request", asked.workspace.slug, asked.pk)
