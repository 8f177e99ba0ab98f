"""Who confirmed a link, when and why: the last time, and every time before. Read from history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Value

from alignment.models import LINK_UP, Layer


@dataclass(frozen=True)
class Confirmation:
    """One time that somebody said that a link holds; `who` is empty when nobody is recorded."""

    who: str
    at: datetime
    why: str


def with_confirmations(links: list[Any]) -> list[Any]:
    """The same links, each with its `confirmations`, the latest first: one query.

    A confirmation that was taken back is left out.
    """
    wanted: dict[Layer, list[int]] = defaultdict(list)
    layers = {model: layer for layer, model in LINK_UP.items()}
    for link in links:
        wanted[layers[type(link)]].append(link.pk)
    found = _confirmations(wanted)
    for link in links:
        link.confirmations = found[layers[type(link)], link.pk]
    return links


def _confirmations(wanted: dict[Layer, list[int]]) -> dict[tuple[int, int], list[Confirmation]]:
    found: dict[tuple[int, int], list[Confirmation]] = defaultdict(list)
    if not wanted:
        return found
    first, *others = [_rows(layer, ids) for layer, ids in wanted.items()]
    rows = first.union(*others, all=True)
    for at, _order, pk, day, why, who in sorted(rows, key=lambda row: row[:2]):
        some = found[at, pk]
        known = [one.at for one in some]
        if day in known:  # the same one still holds, or what came after it was taken back
            del some[known.index(day) + 1 :]
        else:
            some.append(Confirmation(who or "", day, why))
    return defaultdict(list, {place: some[::-1] for place, some in found.items()})


def _rows(layer: Layer, ids: list[int]) -> Any:
    history: Any = LINK_UP[layer].history  # type: ignore[attr-defined]
    rows = history.filter(id__in=ids, confirmed_at__isnull=False).order_by()
    told = ("at", "history_id", "id", "confirmed_at", "confirmed_why", "deed__by_name")
    return rows.annotate(at=Value(int(layer))).values_list(*told)
