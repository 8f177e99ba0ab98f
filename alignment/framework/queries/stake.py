"""Who is hit when the sense of an item changes: the links that rest on it, and the people they concern."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from alignment.framework.queries.ends import ends_of
from alignment.models import LINK_UP, Item, Layer, Person

SHOWN = 20


@dataclass(frozen=True)
class Tie:
    """One link that would be to re-check: the titles of both ends."""

    lower: str
    upper: str


@dataclass(frozen=True)
class Stake:
    """The sound links of an item whose other end is not archived, and whom they concern."""

    item: Item
    count: int
    ties: tuple[Tie, ...]  # the first of them
    people: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.count)

    @property
    def more(self) -> int:
        """How many links are not named."""
        return self.count - len(self.ties)


def stake_of(item: Item) -> Stake:
    """What rests on the sense of an item: one query a layer beside it, one for the people."""
    links: list[Any] = []
    for layer, end, other in ends_of(item.layer):
        sound = {end: item, "lower_meaning": F("lower__meaning"), "upper_meaning": F("upper__meaning")}
        found: Any = LINK_UP[layer].objects.filter(**sound, **{f"{other}__archived_at": None})
        links += found.select_related("lower__owner", "upper__owner", "confirmed_by")
    ties = tuple(Tie(link.lower.title, link.upper.title) for link in links[:SHOWN])
    return Stake(item, len(links), ties, _people(item, links))


def stake_of_targets(item: Item) -> Stake | None:
    """What rests on the targets of an item; None for layers whose sense they are no part of."""
    return stake_of(item) or None if item.layer in (Layer.GOAL, Layer.OUTCOME) else None


def _people(item: Item, links: list[Any]) -> tuple[str, ...]:
    """Who answers for an end, and who confirmed, by name; a person rather than an account."""
    if not links:
        return ()
    users = {link.confirmed_by_id: str(link.confirmed_by) for link in links if link.confirmed_by_id}
    persons = Person.objects.filter(workspace=item.workspace_id, user__in=users, archived_at=None)
    users |= dict(persons.values_list("user_id", "name"))
    owners = {str(end.owner) for link in links for end in (link.lower, link.upper) if end.owner_id}
    return tuple(sorted(owners | set(users.values()), key=str.casefold))
