"""What members say about a request."""

from uuid import UUID

from django.utils import timezone

from alignment.deeds import deed
from alignment.models import DevelopmentRequest, RequestComment, User


def add_comment(
    asked: DevelopmentRequest, *, text: str, by: User, request_key: UUID | None = None
) -> RequestComment:
    """Adds a comment. AlreadyDone when the form came twice."""
    with deed(
        "comment_on_request", by=by, workspace=asked.workspace, subject=asked.title, request_key=request_key
    ):
        made = RequestComment(
            workspace=asked.workspace, request=asked, user=by, author_name=str(by)[:120], text=text
        )
        made.full_clean(exclude=["workspace"])
        made.save()
    return made


def withdraw_comment(comment: RequestComment, *, by: User) -> None:
    """Takes back what one said oneself; PermissionError for the words of others. Twice is as good as once."""
    if comment.user_id != by.pk:
        raise PermissionError("This comment is somebody else's.")
    asked = comment.request
    with deed("withdraw_request_comment", by=by, workspace=comment.workspace, subject=asked.title):
        fresh = RequestComment.objects.get(pk=comment.pk)
        if fresh.withdrawn_at is None:
            fresh.withdrawn_at = timezone.now()
            fresh.save(update_fields=["withdrawn_at"])
