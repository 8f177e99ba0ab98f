"""What development requests come to: where each stands, its age and worth, and the figures of all.

A request is a plain `Asked`. Whatever is not known stays not known: it is counted apart, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from alignment.rules.decimals import quotient


class Stand(StrEnum):
    """Where a request stands: the columns of the board, in their order."""

    NEW = "new"
    TALKING = "talking"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    NO = "no"


#: Where a verdict puts a request.
AFTER_VERDICT: dict[str, Stand] = {
    "learning": Stand.ACCEPTED,
    "partly": Stand.ACCEPTED,
    "wait": Stand.WAITING,
    "not_learning": Stand.NO,
    "decline": Stand.NO,
}

#: An initiative in one of these has been delivered, or is being delivered.
DELIVERED = frozenset({"running", "completed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a request is worth: the goals that solving it would serve, by the rank that they have."""

    goals: int = 0
    best_rank: int | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        """The most valuable first: by the best rank, then by how many goals; without a goal last."""
        if not self.goals:
            return (2, 0, 0)
        if self.best_rank is None:
            return (1, 0, -self.goals)
        return (0, self.best_rank, -self.goals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, as far as the figures need it."""

    asked_on: date
    verdict: str = ""
    verdict_on: date | None = None
    taken_up_on: date | None = None
    mode: str = ""
    planned: bool | None = None
    hours: Decimal | None = None
    cost: Decimal | None = None
    first_start: date | None = None  # of the initiatives that it became and that were delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of those of which it is known, and of how many it is not."""

    n: int
    known: int
    unknown: int

    @property
    def part(self) -> Decimal | None:
        """The share of the known; None when nothing is known."""
        return quotient(Fraction(self.n, self.known)) if self.known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """What was not spent because somebody said no, as far as it was written down."""

    count: int
    hours: Decimal
    cost: Decimal
    hours_unknown: int
    cost_unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures above the board."""

    count: int
    planned: Share
    orders: Share
    freed: Freed
    lead_time: Fraction | None  # days; the median
    delivered: int

    @property
    def lead_days(self) -> int | None:
        """The median as people say it: in whole days, a half rounded up."""
        return None if self.lead_time is None else int(self.lead_time + Fraction(1, 2))


def stand_of(verdict: str, taken_up_on: date | None) -> Stand:
    """Where a request stands: a verdict says it all, else whether somebody has taken it up."""
    if verdict:
        return AFTER_VERDICT[verdict]
    return Stand.TALKING if taken_up_on is not None else Stand.NEW


def value_of(ranks: Iterable[int | None]) -> Value:
    """The value of a request from the ranks of the live goals that it serves; 1 is the most important.

    A goal without a rank counts as a goal and says nothing about its importance.
    """
    goals = list(ranks)
    known = [rank for rank in goals if rank is not None]
    return Value(goals=len(goals), best_rank=min(known, default=None))


def age_of(one: Asked, today: date) -> int:
    """How many days a request is, or was, open: until its verdict; one that waits goes on ageing.

    Never below 0: a request that is dated ahead is 0 days old.
    """
    closed = one.verdict_on if stand_of(one.verdict, None) in (Stand.ACCEPTED, Stand.NO) else None
    return max(((closed or today) - one.asked_on).days, 0)


def first_start(initiatives: Iterable[tuple[str, date | None]]) -> date | None:
    """The first start among initiatives (status, start) that are or were delivered; None without one."""
    starts = [start for status, start in initiatives if status in DELIVERED and start is not None]
    return min(starts, default=None)


def figures_of(requests: Iterable[Asked]) -> Figures:
    """The figures of all requests, from those of which something is known."""
    rows = list(requests)
    leads = [max((one.first_start - one.asked_on).days, 0) for one in rows if one.first_start is not None]
    return Figures(
        count=len(rows),
        planned=_share([one.planned for one in rows]),
        orders=_share([one.mode == "order" if one.mode else None for one in rows]),
        freed=freed_by(rows),
        lead_time=_median(leads),
        delivered=len(leads),
    )


def freed_by(requests: Iterable[Asked]) -> Freed:
    """The hours and costs of requests that were no learning problem or were declined.

    Only what was written down about them: how many had no hours or no cost is said beside it.
    """
    noes = [one for one in requests if one.verdict and stand_of(one.verdict, None) is Stand.NO]
    hours = [one.hours for one in noes if one.hours is not None]
    costs = [one.cost for one in noes if one.cost is not None]
    return Freed(
        count=len(noes),
        hours=sum(hours, Decimal(0)),
        cost=sum(costs, Decimal(0)),
        hours_unknown=len(noes) - len(hours),
        cost_unknown=len(noes) - len(costs),
    )


def _share(answers: list[bool | None]) -> Share:
    known = [one for one in answers if one is not None]
    return Share(n=sum(known), known=len(known), unknown=len(answers) - len(known))


def _median(days: list[int]) -> Fraction | None:
    """The middle one of them, or the mean of the two in the middle; None without any."""
    if not days:
        return None
    ordered, half = sorted(days), len(days) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)
