"""Who confirmed a link, when and why: the last time, and every time before. Read from history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alignment.models import LINK_UP, Link


@dataclass(frozen=True)
class Confirmation:
    """One time that somebody said that a link holds; `who` is empty when nobody is recorded."""

    who: str
    at: datetime
    why: str


def with_confirmations(links: list[Any]) -> list[Any]:
    """The same links, each with its `confirmations`, the latest first: one query a layer of links.

    A confirmation that was taken back is left out.
    """
    for model in LINK_UP.values():
        mine: list[Any] = [link for link in links if type(link) is model]
        found = _confirmations(model, [link.pk for link in mine])
        for link in mine:
            link.confirmations = found[link.pk]
    return links


def _confirmations(model: type[Link], ids: list[int]) -> dict[int, list[Confirmation]]:
    found: dict[int, list[Confirmation]] = defaultdict(list)
    if not ids:
        return found
    history: Any = model.history  # type: ignore[attr-defined]
    rows = history.filter(id__in=ids, confirmed_at__isnull=False).order_by("history_id")
    for pk, at, why, who in rows.values_list("id", "confirmed_at", "confirmed_why", "deed__by_name"):
        known = [one.at for one in found[pk]]
        if at in known:  # the same one still holds, or what came after it was taken back
            del found[pk][known.index(at) + 1 :]
        else:
            found[pk].append(Confirmation(who or "", at, why))
    return defaultdict(list, {pk: some[::-1] for pk, some in found.items()})
