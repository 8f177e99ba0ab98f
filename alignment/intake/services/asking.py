"""What comes in by the public form: a new request, and the mail that says it has arrived."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, deed
from alignment.intake.queries.requests import person_of_address
from alignment.keys import row_key
from alignment.models import DevelopmentRequest, RequestLink
from alignment.outbox.services import post


def receive(
    link: RequestLink, *, said: dict[str, Any], answer: bool = True, request_key: UUID | None = None
) -> DevelopmentRequest:
    """Writes down what a department told by the form; the deed names the link, nobody in particular.

    With `answer` whoever left an address gets a mail that it has arrived. The mail repeats nothing of
    what was typed: the address may be of somebody else. AlreadyDone when the form came twice;
    StaleWrite when the link was revoked meanwhile.
    """
    workspace = link.workspace
    with deed(
        "ask",
        by=None,
        name=_("Request form"),
        workspace=workspace,
        subject=said["title"],
        request_key=request_key,
    ):
        if not RequestLink.objects.filter(pk=link.pk, revoked_at=None).exists():
            raise StaleWrite(link)
        made = DevelopmentRequest(
            workspace=workspace,
            key=row_key(workspace, DevelopmentRequest),
            position=DevelopmentRequest.objects.filter(workspace=workspace).next_position(),
            came=DevelopmentRequest.Came.BY_FORM,
            link=link,
            asked_on=timezone.localdate(),
            **{"department": link.department, **said},
        )
        made.requester = person_of_address(workspace, made.requester_email)
        made.full_clean(exclude=["workspace"])
        made.save()
        if answer and not workspace.is_sample:  # invented people get no mail
            _acknowledge(made)
    return made


def _acknowledge(asked: DevelopmentRequest) -> None:
    post(
        "request_received",
        to=asked.requester_email,
        subject=_("We have your request"),
        template="intake/received_mail.txt",
        context={},
        once=f"request-received-{asked.pk}",
        workspace=asked.workspace,
    )
