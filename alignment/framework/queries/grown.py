"""Which requests an item grew out of, and the cause that it goes after."""

from dataclasses import dataclass
from datetime import date

from alignment.models import RESULT_FIELD, Item, Layer, RequestResult


@dataclass(frozen=True)
class Grown:
    """A request that an item came of."""

    request: int
    title: str
    asked_on: date
    cause: str


def grown_from(item: Item) -> list[Grown]:
    """The requests that became this item. One query."""
    if item.layer is Layer.GOAL:
        return []
    rows = RequestResult.objects.filter(**{RESULT_FIELD[item.layer]: item}).select_related("request")
    return [
        Grown(row.request_id, row.request.title, row.request.asked_on, row.cause)
        for row in rows.order_by("request__asked_on", "pk")
    ]
