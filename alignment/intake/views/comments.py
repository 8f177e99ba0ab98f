"""Comments of members on a request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_review
from alignment.deeds import AlreadyDone
from alignment.intake.forms.requests import CommentForm
from alignment.intake.page import request_context
from alignment.intake.queries.requests import SAID, comment_on
from alignment.intake.services.comments import add_comment, withdraw_comment
from alignment.models import DevelopmentRequest
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import status_of


@allows(POST="reviewer")
def request_comment(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Says something about a request."""
    asked = row_to_review(DevelopmentRequest, request.user, workspace, asked_id, *SAID)
    form = CommentForm(request.POST)
    if not form.is_valid():
        context = request_context(asked, actor(request)) | {"comment_form": form, "form": form}
        return render(request, "intake/request.html", context, status=status_of(form))
    said = form.cleaned_data
    try:
        made = add_comment(asked, text=said["text"], by=actor(request), request_key=said["request_key"])
    except AlreadyDone:
        return redirect(f"{_address(asked)}#comments")
    return redirect(f"{_address(asked)}#comment-{made.pk}")


@allows(POST="reviewer")
def comment_withdraw(request: HttpRequest, workspace: str, asked_id: int, remark_id: int) -> HttpResponse:
    """Takes an own comment back."""
    asked = row_to_review(DevelopmentRequest, request.user, workspace, asked_id)
    comment = comment_on(asked, remark_id)
    try:
        withdraw_comment(comment, by=actor(request))
    except PermissionError:
        warn(request, _("Only who wrote a comment can withdraw it."))
    else:
        tell(request, _("Your comment is withdrawn."))
    return redirect(f"{_address(asked)}#comments")


def _address(asked: DevelopmentRequest) -> str:
    return reverse("intake:request", args=[asked.workspace.slug, asked.pk])
