"""How much is said about an item and not resolved yet."""

from typing import Any

from alignment.models import Comment, Item


def open_threads(item: Item) -> int:
    """The discussions about an item that nobody has resolved: one query."""
    about: Any = Comment.objects.filter(workspace=item.workspace_id, item=item.key, resolved_at=None)
    return int(about.threads().count())
