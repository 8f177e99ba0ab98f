"""Two people save one item: what both changed is a conflict, everything else is kept from both."""

from dataclasses import dataclass
from typing import Any

from alignment.deeds import StaleWrite
from alignment.framework.queries.values import (
    Values,
    first_metric,
    metric_values,
    metric_values_at,
    values_at,
    values_of,
)
from alignment.framework.services.quick_metric import QuickMetric
from alignment.models import Item


@dataclass(frozen=True)
class Clash:
    """One field that two people changed differently."""

    name: str
    was: Any
    theirs: Any
    mine: Any


class Clashed(StaleWrite):
    """Somebody else changed the same fields since the form was opened.

    `now` is what the item says at present, `merged` the same with those changes of mine that clash
    with nothing; both as plain values (queries.values).
    """

    def __init__(self, current: Item, clashes: list[Clash], now: Values, both: Values) -> None:
        super().__init__(current)
        self.clashes = clashes
        self.now = now
        self.both = both


def locked(item: Item) -> Any:
    """The item as it is now, read under the workspace's lock; StaleWrite when it is gone or archived."""
    fresh = type(item)._default_manager.filter(pk=item.pk, workspace=item.workspace).first()
    if fresh is None or fresh.is_archived:
        raise StaleWrite(fresh)
    fresh.workspace, fresh.plan = item.workspace, item.plan if fresh.plan_id == item.plan_id else fresh.plan
    return fresh


def merged(fresh: Item, version: int, mine: Values, metric: QuickMetric | None) -> Values:
    """What has to be changed in `fresh` so that it says what I meant; Clashed where both meant something.

    `version` is the item's when my form was opened. Without a known past of that version every
    difference clashes.
    """
    now = values_of(fresh)
    was = now if version == fresh.version else values_at(fresh, version)
    if metric is not None:
        there = first_metric(fresh)
        now |= metric_values(there)
        mine = mine | metric.values()
        past = metric_values_at(there, metric.version)
        was = None if was is None else was | past
    if was is None:
        was = {}
    changes = {name: value for name, value in mine.items() if name not in was or was[name] != value}
    changes = {name: value for name, value in changes.items() if now.get(name) != value}
    clashes = [
        Clash(name, was.get(name), now[name], value)
        for name, value in changes.items()
        if was.get(name, _UNKNOWN) != now[name]
    ]
    if clashes:
        touched = {clash.name for clash in clashes}
        both = now | {name: value for name, value in changes.items() if name not in touched}
        raise Clashed(fresh, clashes, now, both)
    return changes


_UNKNOWN = object()
