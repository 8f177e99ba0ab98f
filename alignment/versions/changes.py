"""What others changed in a plan since somebody opened one of its pages: a few small queries, no lock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from alignment.models import Deed, Item, Plan, User
from alignment.verbs import deed_words

#: What people say and vote in a guided session stands on its page; it changes nothing of the plan.
IN_A_SESSION = frozenset({"join_session", "answer", "retract_answer", "vote"})
MOST_DEEDS = 200


@dataclass(frozen=True)
class News:
    """The deeds of others since: the latest of them, how many, and the deed after which they came."""

    latest: Deed
    words: str
    ago: str
    count: int
    after: int
    touched: bool | None = None  # whether they changed what is being edited; None: nothing is


def news_of(plan: Plan, user: User, *, since: int, editing: Iterable[Item] = ()) -> News | None:
    """What others did in a plan since the workspace stood at revision `since`; None when nothing.

    The revision counts the deeds of a workspace, so the newest of them are those that came since.
    """
    come = min(plan.workspace.revision - since, MOST_DEEDS)
    if come <= 0:
        return None
    latest = Deed.objects.filter(workspace=plan.workspace_id).order_by("-pk")[:come]
    mine = [
        one
        for one in latest
        if one.plan_id == plan.pk and one.by_id != user.pk and one.verb not in IN_A_SESSION
    ]
    if not mine:
        return None
    items = list(editing)
    touched = any(_touched(item, mine) for item in items) if items else None
    ago = timezone.now() - mine[0].at
    return News(
        latest=mine[0],
        words=deed_words(mine[0].verb, mine[0].subject),
        ago=_("a moment") if ago < timedelta(minutes=1) else timesince(mine[0].at),
        count=len(mine),
        after=mine[-1].pk - 1,
        touched=touched,
    )


def _touched(item: Item, deeds: list[Deed]) -> bool:
    history = type(item).history  # type: ignore[attr-defined]
    return bool(history.filter(id=item.pk, deed__in=[one.pk for one in deeds]).exists())
