"""What a form offers to pick from: items of the layer above, people by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from alignment.models import LINK_UP, Item, Layer, Person, Plan, Workspace
from alignment.rules.content import LISTS
from alignment.tracing.contents import content_of
from alignment.tracing.queries import traced

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
    """The items of a layer above the initiatives that somebody working on this plan can pick, its own first.

    Goals that are retired are left out. `keep` are ids that are offered in any case (they are
    ticked), `without` ids that are not, `most` how many are offered.
    """
    kept = set(keep)
    left_out, words = set(without), search.casefold().split()
    plans = {one.key: one.title for one in content_of(plan.workspace, plan).plans}
    found = [
        node
        for node in traced(plan.workspace)[0].nodes.values()
        if node.layer is layer
        and node.id not in left_out
        and (node.id in kept or (node.live and all(word in node.title.casefold() for word in words)))
    ]
    # Sorting keeps the order of position and key, in which the graph stands.
    ordered = sorted(
        found, key=lambda node: (node.id not in kept, node.plan != plan.key, plans.get(node.plan, ""))
    )
    shown = ordered[: max(most, len(kept))]
    choices = (
        (node.id, node.title if node.plan == plan.key else f"{node.title} ({plans.get(node.plan, '')})")
        for node in shown
    )
    return Offer(tuple(choices), len(ordered) - len(shown))


def linked_to(item: Item) -> list[int]:
    """The ids of what an item is linked to upward."""
    model: Any = LINK_UP[item.layer]
    return list(model.objects.filter(lower=item).values_list("upper_id", flat=True))


def people_names(workspace: Workspace) -> dict[int, str]:
    """The name of every person of a workspace, archived ones included, by id."""
    return dict(Person.objects.filter(workspace=workspace).values_list("pk", "name"))


def names_in(plan: Plan) -> dict[int, str]:
    """The same, as the plan's content has it."""
    return {person.id: person.name for person in content_of(plan.workspace, plan).people}


def count_items(plan: Plan, layer: Layer) -> int:
    """How many items of a layer a plan holds; archived ones are not counted."""
    items = getattr(content_of(plan.workspace, plan), LISTS[layer])
    return sum(not item.foreign and not item.archived for item in items)


def holds_foundations(plan: Plan) -> bool:
    """Whether each of the first three steps holds something (D13)."""
    return all(count_items(plan, layer) for layer in (Layer.GOAL, Layer.OUTCOME, Layer.MOMENT))
