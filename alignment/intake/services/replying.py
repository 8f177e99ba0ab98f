"""Writes the reply to whoever asked, and sends it once."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import check_version, deed
from alignment.intake.queries.replies import recipient
from alignment.models import Deed, DevelopmentRequest, User
from alignment.outbox.services import post
from alignment.speaking import speaking_to

KIND = "request_reply"
TEMPLATE = "intake/reply_mail.txt"


class AlreadyReplied(Exception):
    """The reply to this verdict was given; only another verdict asks for another one."""

    def __init__(self) -> None:
        super().__init__(_("This reply was given already. Decide anew if there is something else to say."))


class Undecided(ValidationError):
    """There is nothing to tell yet."""

    def __init__(self) -> None:
        super().__init__(_("Decide first; the reply says what was decided."))


def why_no_reply(request: DevelopmentRequest) -> str:
    """Why no reply can be written now; empty when one can."""
    if request.replied_on is not None:
        return str(AlreadyReplied())
    return "" if request.verdict else Undecided().messages[0]


def write_reply(request: DevelopmentRequest, *, reply: str, version: int, by: User | None) -> Deed:
    """Keeps the words of the reply. StaleWrite when saved since `version`; AlreadyReplied."""
    with deed("write_reply", by=by, workspace=request.workspace, subject=request.title) as row:
        fresh = _unanswered(request, version)
        fresh.reply = reply.strip()
        _save(fresh)
    return row


def send_reply(request: DevelopmentRequest, *, version: int, by: User | None) -> Deed:
    """Mails the reply that was seen to whoever asked, once.

    StaleWrite when it was changed since `version`; AlreadyReplied; ValidationError when nothing is
    written or nobody can be reached.
    """
    with deed("send_reply", by=by, workspace=request.workspace, subject=request.title) as row:
        fresh = _to_give(request, version)
        to = recipient(fresh)
        with speaking_to(to.user, request.workspace):
            mail = post(
                KIND,
                to=to.address,
                user=to.user,
                person=to.person,
                subject=_("Your request: %(title)s") % {"title": fresh.title},
                template=TEMPLATE,
                context={"asked": fresh, "name": to.name},
                once=f"request_reply:{row.pk}",
                workspace=request.workspace,
                urgent=True,
            )
        if mail is None:
            raise ValidationError(_("There is no e-mail address that it could go to."))
        fresh.replied_on = timezone.localdate()
        _save(fresh)
    return row


def note_reply_given(request: DevelopmentRequest, *, version: int, by: User | None) -> Deed:
    """Notes that the reply was passed on by other means. Errors as `send_reply`."""
    with deed("give_reply", by=by, workspace=request.workspace, subject=request.title) as row:
        fresh = _to_give(request, version)
        fresh.replied_on = timezone.localdate()
        _save(fresh)
    return row


def _to_give(request: DevelopmentRequest, version: int) -> DevelopmentRequest:
    fresh = _unanswered(request, version)
    if not fresh.reply.strip():
        raise ValidationError(_("Write the reply first, and read it once more."))
    return fresh


def _unanswered(request: DevelopmentRequest, version: int) -> DevelopmentRequest:
    now = DevelopmentRequest.objects.filter(pk=request.pk).first()
    if now is not None and now.replied_on is not None:
        raise AlreadyReplied
    fresh: DevelopmentRequest = check_version(request, version)
    if not fresh.verdict:
        raise Undecided
    return fresh


def _save(request: DevelopmentRequest) -> None:
    request.version += 1
    request.full_clean(exclude=["workspace"])
    request.save()
