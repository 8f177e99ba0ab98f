"""Editing and withdrawing one's own comment, resolving and reopening a thread: on both sides alike."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import retarget

from alignment.comments.forms import EditForm
from alignment.comments.queries.threads import thread_of
from alignment.comments.services import writing
from alignment.comments.views.rooms import Room, comment_address, one_thread, too_many
from alignment.deeds import StaleWrite
from alignment.models import Comment
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import fragment, go, wants_partial


def edit(room: Room, comment: Comment) -> HttpResponse:
    """The form with one's own words, and what is sent with it."""
    if (refused := _refused(room, comment)) is not None:
        return refused
    form = EditForm(sent(room.request), initial=_shown(comment), auto_id=f"edit-{comment.pk}-%s")
    if not form.is_bound or form.errors or too_many(room, form):
        return _form(room, comment, form, status=_status(form))
    try:
        writing.edit_comment(comment, subject=room.subject(comment), **form.cleaned_data, **room.speaker)
    except StaleWrite as stale:
        return _conflict(room, comment, form, stale.current)
    except writing.Unchanged:
        pass
    else:
        tell(room.request, _("Your comment is changed."))
    if wants_partial(room.request):
        return one_thread(room, comment, fresh=comment.pk)
    return go(room.request, comment_address(room, comment))


def withdraw(room: Room, comment: Comment) -> HttpResponse:
    """Asks first: what is withdrawn does not come back."""
    if (refused := _refused(room, comment)) is not None:
        return refused
    if room.request.method != "POST":
        context = room.context(comment=comment, back=comment_address(room, comment))
        return render(room.request, room.template("comment_withdraw"), context)
    with suppress(writing.Unchanged):
        writing.withdraw_comment(comment, subject=room.subject(comment), **room.speaker)
    tell(room.request, _("Your comment is withdrawn."))
    return go(room.request, _where_it_was(room, comment))


def settle(room: Room, head: Comment, *, resolved: bool, may_undo: bool = False) -> HttpResponse:
    """Resolves or reopens a thread."""
    if head.parent_id is not None or thread_of(head, room.plan.workspace, room.voice) is None:
        raise Http404
    if not room.voice.may_settle(head):
        warn(room.request, _("Only who began a discussion and the members resolve it."))
        return go(room.request, room.url("thread", head.pk))
    try:
        row = writing.settle(head, resolved=resolved, subject=room.subject(head), **room.speaker)
    except writing.Unchanged:
        pass
    else:
        words = _("Marked as resolved.") if resolved else _("Opened again.")
        tell(room.request, words, undo=row if may_undo else None)
    if wants_partial(room.request):
        return one_thread(room, head, settled=True)
    return go(room.request, room.url("thread", head.pk))


def _refused(room: Room, comment: Comment) -> HttpResponse | None:
    """What is answered to somebody who would change what another one wrote, or what is withdrawn."""
    if not room.voice.wrote(comment):
        if thread_of(comment, room.plan.workspace, room.voice) is None:
            raise Http404
        words = _("Only who wrote a comment changes it.")
        if room.voice.is_guest:
            words = _("Only who wrote a comment changes it, in the browser in which it was written.")
    elif comment.withdrawn_at is not None and room.request.method != "POST":
        words = _("This comment is withdrawn.")
    else:
        return None
    warn(room.request, words)
    return go(room.request, _where_it_was(room, comment))


def _where_it_was(room: Room, comment: Comment) -> str:
    """The thread of a comment; when nothing of it is left, the page that it was on."""
    if thread_of(comment, room.plan.workspace, room.voice) is not None:
        return room.url("thread", comment.head_id)
    subject = room.subject(comment)
    if subject is not None:
        return room.url("item_comments", subject.layer, subject.id)
    return room.url("comment_list", *([] if room.voice.is_guest else [room.plan.pk]))


def _conflict(room: Room, comment: Comment, form: EditForm, now: Any) -> HttpResponse:
    """What was saved meanwhile beside what was typed; nothing of that is lost."""
    if now is None or now.withdrawn_at is not None:
        form.add_error(
            None, _("You have withdrawn this comment meanwhile. Copy your words if you need them.")
        )
        return _form(room, comment, form, status=CONFLICT)
    conflict = conflict_of(form, now, _shown)
    return _form(room, comment, on_top(form, now.version), status=CONFLICT, conflict=conflict)


def _form(room: Room, comment: Comment, form: EditForm, status: int, **more: Any) -> HttpResponse:
    """The form as a page, or for htmx in the place of the comment."""
    context = room.context(
        comment=comment,
        form=form,
        back=comment_address(room, comment),
        here=room.url("comment_edit", comment.pk),
        thread_url=room.url("thread", comment.head_id),
        in_place=wants_partial(room.request),
        **more,
    )
    template = fragment(room.request, room.template("comment_edit"), "edit")
    response = render(room.request, template, context, status=status)
    if wants_partial(room.request):  # the form stays where it is, whatever was to be replaced
        return retarget(response, f"#comment-{comment.pk}")
    return response


def _status(form: EditForm) -> int:
    too_many = form.is_bound and bool(form.non_field_errors())
    return 429 if too_many else status_of(form)


def _shown(comment: Any) -> dict[str, Any]:
    return {"text": comment.text, "version": comment.version}
