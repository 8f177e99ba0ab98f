"""The comments that guests see and write, who come by a share link."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alignment.comments.queries.items import owner_shown, shown_subject
from alignment.comments.queries.threads import comment_for_guest, threads_of_item, threads_of_plan
from alignment.comments.views import own, rooms
from alignment.comments.views.rooms import Room
from alignment.comments.voices import TALKING, Voice, browser_of
from alignment.guests import admits
from alignment.models import Comment, ShareLink
from alignment.tokens import new_token
from alignment.versions.shared import title_shown

View = TypeVar("View", bound=Callable[..., HttpResponse])


def missing_is_said(view: View) -> View:
    """Answers 404 with a page that leads back to what the link shows."""

    @wraps(view)
    def said(request: HttpRequest, link: ShareLink, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, link, *args, **kwargs)
        except Http404:
            context = {"link": link, "plan": {"title": title_shown(link)}}
            return render(request, "comments/guest_missing.html", context, status=404)

    return said  # type: ignore[return-value]


@admits(GET="comment", POST="comment")
@missing_is_said
def comment_list(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """What is said about the plan and is not internal, and a comment on the plan as a whole."""
    room = _room(request, link)
    return rooms.talk(room, threads_of_plan(link.plan, room.voice), None)


@admits(GET="comment", POST="comment")
@missing_is_said
def item_comments(request: HttpRequest, link: ShareLink, layer: str, item_id: int) -> HttpResponse:
    """What is said about one item that the link shows."""
    subject = shown_subject(link, layer, item_id)
    if subject is None:
        raise Http404
    room = _room(request, link)
    heads = threads_of_item(link.workspace, subject, room.voice)
    return rooms.talk(room, heads, subject, owner=owner_shown(link, subject))


@admits(GET="comment", POST="comment")
@missing_is_said
def thread(request: HttpRequest, link: ShareLink, comment_id: int) -> HttpResponse:
    """One thread and its answers; the address of an answer leads to its thread."""
    room, comment = _asked(request, link, comment_id)
    head = comment.parent or comment
    head.plan, head.workspace = link.plan, link.workspace
    if request.method == "POST":
        return rooms.answer(room, head)
    if comment.parent_id:
        return redirect(rooms.comment_address(room, comment))
    return rooms.one_thread(room, head, fresh=rooms.asked_for(request))


@admits(GET="comment", POST="comment")
@missing_is_said
def comment_edit(request: HttpRequest, link: ShareLink, comment_id: int) -> HttpResponse:
    """A guest's own comment in other words."""
    return own.edit(*_asked(request, link, comment_id))


@admits(GET="comment", POST="comment")
@missing_is_said
def comment_withdraw(request: HttpRequest, link: ShareLink, comment_id: int) -> HttpResponse:
    """Takes a guest's own comment back."""
    return own.withdraw(*_asked(request, link, comment_id))


@admits(POST="comment")
@missing_is_said
def thread_resolve(request: HttpRequest, link: ShareLink, comment_id: int) -> HttpResponse:
    return own.settle(*_asked(request, link, comment_id), resolved=True)


@admits(POST="comment")
@missing_is_said
def thread_reopen(request: HttpRequest, link: ShareLink, comment_id: int) -> HttpResponse:
    return own.settle(*_asked(request, link, comment_id), resolved=False)


def _asked(request: HttpRequest, link: ShareLink, comment_id: int) -> tuple[Room, Comment]:
    """A comment that the link shows; 404 for any other, as if it were not there."""
    room = _room(request, link)
    comment = comment_for_guest(room.voice, comment_id)
    if comment is None:
        raise Http404
    return room, comment


def _room(request: HttpRequest, link: ShareLink) -> Room:
    """The room of a link's plan. The secret of a browser is kept in its session once it has written."""
    kept = str(request.session.get("comment_secret", ""))
    secret = kept or (new_token() if request.method == "POST" else "")
    voice = Voice(link=link, browser=browser_of(secret), may_write=link.rights in TALKING)
    typed = str(request.session.get("comment_names", {}).get(str(link.pk), ""))
    shown = {"link": link, "plan": {"title": title_shown(link)}}
    return Room(request, voice, link.plan, shown, secret=secret, typed=typed)
