"""Where an item came from, when people said it in a guided session."""

from dataclasses import dataclass
from datetime import datetime

from alignment.models import Answer, Item


@dataclass(frozen=True)
class Origin:
    """The answer that an item was made of: its words, and the session in which it was given."""

    text: str
    session: int
    plan: int
    title: str
    at: datetime


def origin_of(item: Item) -> Origin | None:
    """The answer that became this item; None when it came about otherwise. One query."""
    found = (
        Answer.objects.filter(workspace=item.workspace_id, item=item.key)
        .select_related("session")
        .order_by("pk")
        .first()
    )
    if found is None:
        return None
    session = found.session
    return Origin(found.text, session.pk, session.plan_id, session.title, session.opened_at)
