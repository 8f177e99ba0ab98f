"""Keeps the digest of what gives an item its sense, and the links that were confirmed by it (design, 3.4)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import update_all
from alignment.framework.queries.ends import ends_of
from alignment.models import (
    LINK_UP,
    METRIC_FIELD,
    Behaviour,
    BusinessGoal,
    GroupNeed,
    Initiative,
    Item,
    Layer,
    LearningOutcome,
    Link,
    Metric,
    MomentOfTruth,
    User,
)
from alignment.rules import meaning

CONFIRMED = ["lower_meaning", "upper_meaning", "confirmed_by", "confirmed_at", "confirmed_why"]


def fresh_meaning(item: Item) -> str:
    """The digest of an item as it stands now, its nested rows and metrics read from the database."""
    if isinstance(item, BusinessGoal):
        return meaning.meaning_of_goal(
            item.title, item.strategy, item.horizon_start, item.horizon_end, _targets(item)
        )
    if isinstance(item, MomentOfTruth):
        acts = Behaviour.objects.filter(moment=item).values_list("effect", "text")
        return meaning.meaning_of_moment(item.title, item.situation, acts)
    if isinstance(item, LearningOutcome):
        groups = GroupNeed.objects.filter(learning_outcome=item).values_list("group__key", flat=True)
        return meaning.meaning_of_learning(item.title, item.kind, groups)
    if isinstance(item, Initiative):
        return meaning.meaning_of_initiative(item.title, item.kind)
    return meaning.meaning_of_outcome(item.title, _targets(item))


def refresh_meaning(item: Item, *, by: User | None = None, wording_only: bool = False) -> bool:
    """Recomputes and stores an item's meaning after its metrics or rows changed; True when it moved.

    Must stand inside a deed. With `wording_only` the item's sound links are confirmed again.
    """
    new = fresh_meaning(item)
    if new == item.meaning:
        return False
    old, item.meaning = item.meaning, new
    item.save(update_fields=["meaning", "updated"])
    if wording_only:
        keep_sound_links(item, old, by=by)
    return True


def keep_sound_links(item: Item, old: str, *, by: User | None) -> None:
    """Confirms again those links of an item that were sound under its old meaning."""
    for layer, end, other in ends_of(item.layer):
        sound = {end: item, f"{end}_meaning": old, f"{other}_meaning": F(f"{other}__meaning")}
        links = list(LINK_UP[layer].objects.filter(**sound))
        for link in links:
            setattr(link, f"{end}_meaning", item.meaning)
            stamp(link, by=by, why=_("Only the wording changed."))
        update_all(links, CONFIRMED)


def doubt_links(layer: Layer, items: Iterable[int]) -> None:
    """Makes the links of items that came back to live suspect until somebody confirms them. Inside a deed."""
    ids = list(items)
    for lower, end, _other in ends_of(layer):
        links = list(LINK_UP[lower].objects.filter(**{f"{end}__in": ids}))
        for link in links:
            link.lower_meaning = link.upper_meaning = ""
        update_all(links, ["lower_meaning", "upper_meaning"])


def stamp(link: Link, *, by: User | None, why: str) -> None:
    """Notes on a link who confirmed it now, and why it still holds."""
    link.confirmed_by, link.confirmed_at, link.confirmed_why = by, timezone.now(), why


def _targets(item: Item) -> list[Any]:
    found = Metric.objects.filter(**{METRIC_FIELD[item.layer]: item}, archived_at=None)
    return list(found.values_list("target", "target_low", "target_high", "target_date"))
