"""Where the pages of comments are, for members and for guests."""

from django.urls import reverse

from alignment.comments.queries.threads import Line, Thread
from alignment.comments.voices import Voice
from alignment.models import Comment


def address(voice: Voice, workspace: str, name: str, *args: object) -> str:
    """A page of comments: a guest's below the link, a member's below the workspace."""
    if voice.link is not None:
        return reverse(f"guest_comments:{name}", args=[voice.link.pk, *args])
    return reverse(f"comments:{name}", args=[workspace, *args])


def thread_address(voice: Voice, workspace: str, comment: Comment) -> str:
    """The page of a comment's thread, at the comment."""
    return f"{address(voice, workspace, 'thread', comment.head_id)}#comment-{comment.pk}"


def with_addresses(threads: list[Thread], voice: Voice, workspace: str) -> list[Thread]:
    """The threads with what their links and forms lead to."""
    for one in threads:
        names = ("thread", "thread_resolve", "thread_reopen")
        one.urls = {name: address(voice, workspace, name, one.id) for name in names}
        if one.subject is not None:
            place = (one.subject.layer, one.subject.id)
            one.urls["item"] = address(voice, workspace, "item_comments", *place)
        for line in (one.head, *one.answers):
            _address_line(line, voice, workspace)
    return threads


def _address_line(line: Line, voice: Voice, workspace: str) -> None:
    if line.own:
        names = ("comment_edit", "comment_withdraw")
        line.urls = {name: address(voice, workspace, name, line.comment.pk) for name in names}
