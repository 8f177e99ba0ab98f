"""What an update begins with: of every metric of a plan whether it moved between two days (B23, idea 10).

Only what shows an effect is told: volume (hours, seats, completions) moves without changing anything. A
metric without a counting reading in the period is unmeasured, however it stood before, and so is one that
has nothing to compare its first reading with; neither is said to have moved, nor to have stayed.
"""

import calendar
import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from alignment.rules.content import Item, Metric, PlanContent, is_live
from alignment.rules.progress import Status, current_reading, measure, next_due

UP = frozenset({"increase", "at_least", "milestone"})
MONTHS = {"monthly": 1, "two_monthly": 2, "quarterly": 3}


class Move(StrEnum):
    """What a metric did in a period."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    FIRST = "first"  # there is nothing to compare it with
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A metric in a period. `before` is its start value when nothing was read before the period."""

    metric: Metric
    item: Item
    move: Move
    before: Decimal | None
    before_date: datetime.date | None
    now: Decimal | None
    now_date: datetime.date | None
    status: Status
    due: datetime.date | None  # of what is unmeasured: when the next reading comes; None: nobody said


@dataclass(frozen=True, slots=True)
class Draft:
    """The three lists, each in the order of the plan, goals first."""

    moved: tuple[Line, ...]
    not_moved: tuple[Line, ...]
    unmeasured: tuple[Line, ...]


def draft(content: PlanContent, start: datetime.date, end: datetime.date) -> Draft:
    """What the metrics of a plan's own live items did from one day (not counted) to another (counted)."""
    on: dict[str, list[Metric]] = {}
    for metric in content.metrics:
        if not metric.archived and not metric.volume_only:
            on.setdefault(metric.item, []).append(metric)
    lines = [
        line_of(metric, item, start, end)
        for layer, item in content.layered()
        if not item.foreign and is_live(layer, item)
        for metric in on.get(item.key, ())
    ]
    return Draft(
        moved=tuple(one for one in lines if one.move is Move.BETTER),
        not_moved=tuple(one for one in lines if one.move in (Move.SAME, Move.WORSE)),
        unmeasured=tuple(one for one in lines if one.move in (Move.FIRST, Move.UNMEASURED)),
    )


def line_of(metric: Metric, item: Item, start: datetime.date, end: datetime.date) -> Line:
    """One metric in a period."""
    earlier, latest = current_reading(metric, start), current_reading(metric, end)
    fresh = latest is not None and latest.date > start
    before = earlier.value if earlier else metric.baseline
    move = Move.UNMEASURED
    if fresh and latest is not None and metric.kind != "qualitative":
        move = _move(metric, before, latest.value)
    return Line(
        metric=metric,
        item=item,
        move=move,
        before=before,
        before_date=earlier.date if earlier else metric.baseline_date,
        now=latest.value if latest else None,
        now_date=latest.date if latest else None,
        status=measure(metric, end).status,
        due=next_due(metric, end) if move in (Move.FIRST, Move.UNMEASURED) else None,
    )


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, the last of the month where there is none, or of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return datetime.date.max if months > 0 else datetime.date.min
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def update_due(every: str, last: datetime.date) -> datetime.date:
    """The day on which the next update is due: after the end of the last one, or the start of the plan."""
    return months_later(last, MONTHS[every])


def _move(metric: Metric, before: Decimal | None, now: Decimal) -> Move:
    if metric.kind == "range":
        return _closer(metric, before, now)
    if metric.kind == "milestone":  # done or not: not done is how every one begins
        before, now = (Decimal(one is not None and one >= 1) for one in (before, now))
    if before is None:
        return Move.FIRST
    if before == now:
        return Move.SAME
    return Move.BETTER if (now > before) == (metric.kind in UP) else Move.WORSE


def _closer(metric: Metric, before: Decimal | None, now: Decimal) -> Move:
    """Of a range: what counts is how far outside it the value is."""
    if before is None or metric.target_low is None or metric.target_high is None:
        return Move.FIRST
    was, is_now = (
        max(metric.target_low - one, one - metric.target_high, Decimal(0)) for one in (before, now)
    )
    if was == is_now:
        return Move.SAME
    return Move.BETTER if is_now < was else Move.WORSE
