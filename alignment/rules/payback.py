"""The month in which benefits have covered the costs, when each comes in evenly over its months."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise


class NoPayback(StrEnum):
    """Why there is no month of payback, although there is a return."""

    NO_DATES = "a counted benefit does not say from when to when it comes in"
    NEVER = "the benefits do not cover the costs"


@dataclass(frozen=True, slots=True)
class Inflow:
    """A counted benefit and when it comes in: by the same part in every month from `start` to `end`."""

    amount: Fraction
    start: date | None
    end: date | None

    @property
    def months(self) -> tuple[int, int] | None:
        """Its first and last month, counted from the year 0; None without both days in their order."""
        if self.start is None or self.end is None or self.end < self.start:
            return None
        return _month(self.start), _month(self.end)


def payback(costs: Fraction, inflows: Iterable[Inflow]) -> date | NoPayback:
    """The first day of the first month at whose end the benefits so far cover all the costs."""
    turns: dict[int, Fraction] = defaultdict(Fraction)  # by how much more or less comes in from a month on
    for one in inflows:
        if one.months is None:
            return NoPayback.NO_DATES
        first, last = one.months
        part = one.amount / (last - first + 1)
        turns[first] += part
        turns[last + 1] -= part
    # Between two of these months as much comes in every month, so that no month has to be tried alone.
    months = sorted(turns)
    so_far = part = Fraction(0)
    for month, after in pairwise(months):
        part += turns[month]
        missing = costs - so_far
        if part >= missing:
            return _day(month)
        needed = -(-missing // part) if part > 0 else 0  # whole months, rounded up
        if 0 < needed <= after - month:
            return _day(month + int(needed) - 1)
        so_far += part * (after - month)
    return NoPayback.NEVER


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
