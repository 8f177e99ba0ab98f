"""Links items of the layer below to one above them, as one deed."""

from collections.abc import Iterable

from alignment.deeds import deed
from alignment.framework.services.links import AlreadyLinked, make_link
from alignment.models import Deed, Item, User


def link_lowers(upper: Item, lowers: Iterable[Item], *, reason: str, by: User | None) -> Deed:
    """Links several items to one of the layer above, with one reason for all.

    Pairs that are linked already are left alone; when all are, AlreadyLinked and nothing is written.
    """
    made, known = 0, None
    with deed("link", by=by, workspace=upper.workspace, plan=upper.plan, subject=upper.title) as row:
        for lower in lowers:
            try:
                make_link(lower, upper, by=by, reason=reason)
                made += 1
            except AlreadyLinked as already:
                known = already
        if known is not None and not made:
            raise known
    return row
