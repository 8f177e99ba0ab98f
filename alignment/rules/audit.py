"""What is on offer against what is required: the audit of a catalogue (C05-C09, C15, idea 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MEASURES = ("items", "hours", "spend")


@dataclass(frozen=True, slots=True)
class Named:
    """A skill or an item of the catalogue by its list's own key, and its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An item of the catalogue, as the audit sees it.

    `serves`: it builds a learning outcome from which an unbroken path leads up to a live goal.
    `spend` is None where its cost is not known, or in another currency than the workspace's.
    """

    named: Named
    skills: frozenset[Named]
    retired: bool = False
    serves: bool = False
    seats: int | None = None
    hours: Decimal | None = None
    spend: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """Items, hours and spend of some offers."""

    items: int
    hours: Decimal
    spend: Decimal


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit found. Shares are between 0 and 1, None where there is nothing to share."""

    required_not_taught: tuple[Named, ...]
    taught_not_required: tuple[Named, ...]
    items_without_skill: tuple[Named, ...]
    seats_on_retired: int
    offered: Amounts
    serving: Amounts

    @property
    def demand_share(self) -> dict[str, Decimal | None]:
        """The part of items, hours and spend that follows demand: it serves a live goal."""
        return {
            name: _share(Decimal(getattr(self.serving, name)), Decimal(getattr(self.offered, name)))
            for name in MEASURES
        }

    @property
    def orphaned(self) -> Amounts:
        """What stopping everything that serves no goal would free."""
        return Amounts(
            self.offered.items - self.serving.items,
            self.offered.hours - self.serving.hours,
            self.offered.spend - self.serving.spend,
        )


def audit(offers: Iterable[Offer], required: Iterable[Named]) -> Audit:
    """Holds what is on offer against the skills that live learning outcomes require.

    What is retired teaches nothing and is no part of what is offered; its seats are counted apart. Lists
    are sorted by key in code-point order.
    """
    everything = list(offers)
    open_offers = [one for one in everything if not one.retired]
    wanted = frozenset(required)
    taught = frozenset(skill for one in open_offers for skill in one.skills)
    return Audit(
        required_not_taught=_sorted(wanted - taught),
        taught_not_required=_sorted(taught - wanted),
        items_without_skill=_sorted(one.named for one in open_offers if not one.skills),
        seats_on_retired=sum(one.seats or 0 for one in everything if one.retired),
        offered=_amounts(open_offers),
        serving=_amounts(one for one in open_offers if one.serves),
    )


def _amounts(offers: Iterable[Offer]) -> Amounts:
    rows = list(offers)
    return Amounts(
        len(rows),
        sum((one.hours or Decimal(0) for one in rows), Decimal(0)),
        sum((one.spend or Decimal(0) for one in rows), Decimal(0)),
    )


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None


def _sorted(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: (one.key, one.title)))
