"""The comments of a plan and its items, for members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import (
    actor,
    allows,
    comment_to_read,
    comment_to_review,
    item_to_read,
    item_to_review,
    membership_of,
    plan_to_read,
    plan_to_review,
)
from alignment.comments.forms import EditForm, FilterForm
from alignment.comments.queries.items import subject_of
from alignment.comments.queries.threads import (
    narrowed,
    page_of,
    talked_about,
    threads_of_item,
    threads_of_plan,
)
from alignment.comments.views import own, rooms
from alignment.comments.views.rooms import Room
from alignment.comments.voices import Voice
from alignment.models import Comment, Plan, Role
from alignment.ui.feedback import warn
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import wants_partial


@allows(GET="viewer", POST="reviewer")
def comment_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """All threads of a plan, those that FilterForm asks for, and a comment on the plan as a whole."""
    find = plan_to_review if request.method == "POST" else plan_to_read
    room = _room(request, find(request.user, workspace, plan_id))
    chosen = FilterForm(request.GET, items=talked_about(room.plan))
    heads = narrowed(threads_of_plan(room.plan, room.voice), chosen.asked(), room.voice)
    if request.method == "GET" and wants_partial(request):
        page, threads = page_of(heads, room.plan.workspace, room.voice, request.GET.get("page", "1"))
        context = room.context(page=page, threads=rooms.dressed(room, threads), filter=chosen)
        return render(request, "comments/_threads.html", context)
    if request.method == "POST":
        if closed := _closed(request, room):
            return closed
        heads = threads_of_plan(room.plan, room.voice)
    return rooms.talk(room, heads, None, filter=chosen)


@allows(GET="viewer", POST="reviewer")
def item_comments(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """The threads about one item, and a new comment on it."""
    find = item_to_review if request.method == "POST" else item_to_read
    item = find(request.user, workspace, layer, item_id)
    item.plan.workspace = item.workspace
    room, subject = _room(request, item.plan), subject_of(item)
    if request.method == "POST" and (closed := _closed(request, room)):
        return closed
    return rooms.talk(room, threads_of_item(item.workspace, subject, room.voice), subject)


@allows(GET="viewer", POST="reviewer")
def thread(request: HttpRequest, workspace: str, comment_id: int) -> HttpResponse:
    """One thread and its answers; the address of an answer leads to its thread."""
    find = comment_to_review if request.method == "POST" else comment_to_read
    comment = find(request.user, workspace, comment_id)
    room = _room(request, comment.plan, comment)
    head = comment.parent or comment
    head.plan, head.workspace = comment.plan, comment.workspace
    if request.method == "POST":
        return _closed(request, room) or rooms.answer(room, head)
    if comment.parent_id:
        return redirect(rooms.comment_address(room, comment))
    return rooms.one_thread(room, head, fresh=rooms.asked_for(request))


@allows(GET="reviewer", POST="reviewer")
@keeps_words(EditForm)
def comment_edit(request: HttpRequest, workspace: str, comment_id: int) -> HttpResponse:
    """One's own comment in other words."""
    comment = comment_to_review(request.user, workspace, comment_id)
    return own.edit(_room(request, comment.plan, comment), comment)


@allows(GET="reviewer", POST="reviewer")
def comment_withdraw(request: HttpRequest, workspace: str, comment_id: int) -> HttpResponse:
    """Takes one's own comment back."""
    comment = comment_to_review(request.user, workspace, comment_id)
    return own.withdraw(_room(request, comment.plan, comment), comment)


@allows(POST="reviewer")
def thread_resolve(request: HttpRequest, workspace: str, comment_id: int) -> HttpResponse:
    return _settle(request, workspace, comment_id, resolved=True)


@allows(POST="reviewer")
def thread_reopen(request: HttpRequest, workspace: str, comment_id: int) -> HttpResponse:
    return _settle(request, workspace, comment_id, resolved=False)


def _settle(request: HttpRequest, workspace: str, comment_id: int, *, resolved: bool) -> HttpResponse:
    head = comment_to_review(request.user, workspace, comment_id)
    may_undo = membership_of(request.user, workspace, Role.REVIEWER).can_write
    return own.settle(_room(request, head.plan, head), head, resolved=resolved, may_undo=may_undo)


def _room(request: HttpRequest, plan: Plan, comment: Comment | None = None) -> Room:
    """The room of a plan as a member enters it."""
    if comment is not None:
        plan.workspace = comment.workspace
    user = actor(request)
    member = membership_of(user, plan.workspace.slug, Role.VIEWER)
    return Room(request, Voice(user=user, may_write=member.can_review and not plan.is_archived), plan, {})


def _closed(request: HttpRequest, room: Room) -> HttpResponse | None:
    """Nothing is added to the talk about an archived plan."""
    if not room.plan.is_archived:
        return None
    warn(request, _("The plan is archived. Bring it back to comment on it."))
    return redirect("comments:comment_list", room.slug, room.plan.pk)
