"""An item brought back to its first state, in a few words."""

from typing import Any

from alignment.framework.services.reverting import revert_item
from alignment.models import Item, User


def revert_to_first(item: Item, *, by: User) -> Any:
    """The item as it was made, brought back as a new change."""
    now = type(item).objects.select_related("plan", "workspace").get(pk=item.pk)
    first = now.history.select_related("deed").earliest("history_id").deed
    return revert_item(now, to=first, version=now.version, by=by)
