"""What of the layer below an item can be linked to it."""

from typing import Any

from django.db.models import Q

from alignment.framework.queries.choices import MOST_OFFERED, Offer
from alignment.models import ITEM, LINK_UP, Item, Layer
from alignment.rules.content import INITIATIVE_LIVE


def offer_lowers(item: Item, *, search: str = "") -> Offer:
    """The items of the layer below that are not linked to this one yet, those of its own plan first."""
    below = Layer(item.layer + 1)
    links: Any = LINK_UP[below].objects
    linked = links.filter(upper=item).values("lower")
    found = ITEM[below].objects.current().filter(workspace=item.workspace_id).exclude(pk__in=linked)
    if below is Layer.INITIATIVE:
        found = found.filter(status__in=INITIATIVE_LIVE)
    wanted = Q()
    for word in search.split():
        wanted &= Q(title__icontains=word)
    rows = found.filter(wanted).values_list("pk", "title", "plan_id", "plan__title", "position", "key")
    ordered = sorted(rows, key=lambda row: (row[2] != item.plan_id, row[3], row[4], row[5]))
    return Offer(
        tuple(
            (pk, title if home == item.plan_id else f"{title} ({home_title})")
            for pk, title, home, home_title, _place, _key in ordered[:MOST_OFFERED]
        ),
        max(0, len(ordered) - MOST_OFFERED),
    )
