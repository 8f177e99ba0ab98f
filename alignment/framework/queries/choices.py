"""What a form offers to pick from: items of the layer above, people by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from alignment.models import ITEM, LINK_UP, Item, Layer, Person, Plan, Workspace
from alignment.rules.content import GOAL_LIVE

MOST_OFFERED = 60


@dataclass(frozen=True)
class Offer:
    """Items to pick from, as (id, words); `left_out` counts those that only a search brings up."""

    choices: tuple[tuple[int, str], ...]
    left_out: int = 0


def offer_uppers(
    plan: Plan, layer: Layer, *, search: str = "", keep: Iterable[int] = (), without: Iterable[int] = ()
) -> Offer:
    """The items of the layer above that something of this plan can be linked to. Parameters of `offer`."""
    return offer(plan, Layer(layer - 1), search=search, keep=keep, without=without)


def offer(
    plan: Plan,
    layer: Layer,
    *,
    search: str = "",
    keep: Iterable[int] = (),
    without: Iterable[int] = (),
    most: int = MOST_OFFERED,
) -> Offer:
    """The items of a layer that somebody working on this plan can pick, its own first. One query.

    Goals that are retired are left out. `keep` are ids that are offered in any case (they are
    ticked), `without` ids that are not, `most` how many are offered.
    """
    kept = set(keep)
    found = ITEM[layer].objects.filter(Q(archived_at=None) | Q(pk__in=kept), workspace=plan.workspace)
    found = found.exclude(pk__in=list(without))
    if layer is Layer.GOAL:
        found = found.filter(Q(status__in=GOAL_LIVE) | Q(pk__in=kept))
    if words := search.split():
        wanted = Q(title__icontains=words[0])
        for word in words[1:]:
            wanted &= Q(title__icontains=word)
        found = found.filter(wanted | Q(pk__in=kept))
    rows = found.values_list("pk", "title", "plan_id", "plan__title", "position", "key")
    ordered = sorted(rows, key=lambda row: (row[0] not in kept, row[2] != plan.pk, row[3], row[4], row[5]))
    shown = ordered[: max(most, len(kept))]
    return Offer(
        tuple((pk, _words(title, home, home_title, plan)) for pk, title, home, home_title, _p, _k in shown),
        len(ordered) - len(shown),
    )


def linked_to(item: Item) -> list[int]:
    """The ids of what an item is linked to upward."""
    model: Any = LINK_UP[item.layer]
    return list(model.objects.filter(lower=item).values_list("upper_id", flat=True))


def people_names(workspace: Workspace) -> dict[int, str]:
    """The name of every person of a workspace, archived ones included, by id."""
    return dict(Person.objects.filter(workspace=workspace).values_list("pk", "name"))


def count_items(plan: Plan, layer: Layer) -> int:
    """How many items of a layer a plan holds."""
    return ITEM[layer].objects.current().filter(plan=plan).count()


def holds_foundations(plan: Plan) -> bool:
    """Whether each of the first three steps holds something (D13)."""
    return all(
        ITEM[layer].objects.current().filter(plan=plan).exists()
        for layer in (Layer.GOAL, Layer.OUTCOME, Layer.MOMENT)
    )


def _words(title: str, home: int, home_title: str, plan: Plan) -> str:
    return title if home == plan.pk else f"{title} ({home_title})"
