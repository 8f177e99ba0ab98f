"""The reply to whoever asked: drafted from the verdict, changed, printed, sent once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows
from alignment.deeds import StaleWrite
from alignment.framework.queries.rival_causes import causes_of
from alignment.intake.forms.verdict import ReplyForm, shown
from alignment.intake.queries.replies import recipient
from alignment.intake.reply_words import draft_of
from alignment.intake.services import replying as services
from alignment.intake.views.working import (
    asked_to_edit,
    asked_to_read,
    back,
    back_to,
    version_sent,
    warn_of,
    warn_stale,
)
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words


@allows(GET="viewer")
def reply(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """The reply as a letter, to print or to read once more."""
    asked = asked_to_read(request, workspace, asked_id)
    if not asked.reply:
        raise Http404
    context = {"asked": asked, "to": recipient(asked), "today": asked.replied_on or timezone.localdate()}
    return render(request, "intake/reply.html", context)


@allows(GET="editor", POST="editor")
@keeps_words(ReplyForm)
def reply_edit(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """The words of the reply; the first time they begin with what the verdict says."""
    asked = asked_to_edit(request, workspace, asked_id)
    if request.method != "POST" and (refusal := services.why_no_reply(asked)):
        warn(request, refusal)
        return back(request, asked, "reply" if asked.verdict else "verdict")
    begun = shown(asked) | {"reply": asked.reply or draft_of(asked, causes_of(asked).lines)}
    form = ReplyForm(sent(request), initial=begun)
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "to": recipient(asked),
        "back": back_to(request, asked, "reply"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            done = services.write_reply(asked, by=actor(request), **form.cleaned_data)
        except StaleWrite as stale:
            return conflict_page(request, "intake/reply_edit.html", context, stale.current, shown)
        except services.AlreadyReplied as already:
            form.add_error(None, str(already))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            tell(request, _("The reply is written. Nobody has got it yet."), undo=done)
            return back(request, asked, "reply")
    return render(request, "intake/reply_edit.html", context, status=status_of(form))


@allows(POST="editor")
def reply_send(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Mails the reply that was seen; once."""
    asked = asked_to_edit(request, workspace, asked_id)
    to = recipient(asked).address
    try:
        services.send_reply(asked, version=version_sent(request), by=actor(request))
    except StaleWrite:
        warn_stale(request)
    except services.AlreadyReplied as already:
        warn(request, str(already))
    except ValidationError as problem:
        warn_of(request, problem)
    else:
        tell(request, _("The reply goes to %(address)s.") % {"address": to})
    return back(request, asked, "reply")


@allows(POST="editor")
def reply_given(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Notes that the reply was passed on by hand."""
    asked = asked_to_edit(request, workspace, asked_id)
    try:
        done = services.note_reply_given(asked, version=version_sent(request), by=actor(request))
    except StaleWrite:
        warn_stale(request)
    except services.AlreadyReplied as already:
        warn(request, str(already))
    except ValidationError as problem:
        warn_of(request, problem)
    else:
        tell(request, _("Noted that they have the reply."), undo=done)
    return back(request, asked, "reply")
