"""A plan by month: what starts, ends and is due, and what money and hours add up to against its envelope."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from alignment.rules.content import CostLine, Initiative, Layer, PlanContent, is_live
from alignment.rules.decimals import WIDE, quotient
from alignment.rules.money_lines import cost_amount
from alignment.rules.progress import next_due

MOST_MONTHS = 24  # columns of the picture
BEFORE = 6  # months before today that a long picture begins
SPENT = ("planned", "committed", "spent")


class What(StrEnum):
    """What happens on a day."""

    START = "start"
    END = "end"
    NEEDED_BY = "needed_by"
    READING = "reading"
    TARGET = "target"
    EXPECTATION = "expectation"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One day of the plan. An item, a metric, or the reader of a briefing is named by `title`."""

    day: date
    what: What
    title: str
    layer: Layer | None = None
    id: int = 0
    metric_id: int = 0
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """An initiative over the months of the picture."""

    item: Initiative
    runs: tuple[bool, ...]
    needed: tuple[bool, ...]

    @property
    def has_no_end(self) -> bool:
        """Whether it goes on until somebody says otherwise."""
        return goes_on(self.item)

    @property
    def is_outside(self) -> bool:
        """Whether the picture shows nothing of it: it has no date, or none in these months."""
        return not any(self.runs) and not any(self.needed)

    @property
    def cells(self) -> list[tuple[bool, bool]]:
        """Month by month whether it runs and whether it is needed."""
        return list(zip(self.runs, self.needed, strict=True))


@dataclass(frozen=True, slots=True)
class Sums:
    """What cost lines come to, by state; a line that says none counts as planned."""

    planned: Decimal = Decimal(0)
    committed: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """All states together, without the hours."""
        return WIDE.add(WIDE.add(self.planned, self.committed), self.spent)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(WIDE.add(getattr(self, name), getattr(other, name)) for name in (*SPENT, "hours")))


@dataclass(frozen=True, slots=True)
class MonthSums:
    """One month's lines, and all up to its end."""

    month: date
    here: Sums
    so_far: Sums


@dataclass(frozen=True, slots=True)
class Spending:
    """Money and hours by month; lines without a date and lines that cannot be converted stand apart."""

    months: tuple[MonthSums, ...]
    undated: Sums
    undated_lines: int
    unconverted: int  # in another currency, without a rate
    unknown: int  # without an amount and without hours

    @property
    def whole(self) -> Sums:
        """Everything that is counted, with and without a date."""
        return (self.months[-1].so_far if self.months else Sums()) + self.undated

    def over_from(self, budget: Decimal | None, name: str = "total") -> date | None:
        """The first month whose lines so far are over a limit; None when none is, or none is set."""
        if budget is None:
            return None
        return next((one.month for one in self.months if getattr(one.so_far, name) > budget), None)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """Every month from one to another, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [_later(first, step) for step in range(count)]


def _later(month: date, step: int) -> date:
    place = month.year * 12 + month.month - 1 + step
    return date(place // 12, place % 12 + 1, 1)


def own_initiatives(content: PlanContent) -> list[Initiative]:
    """The plan's own live initiatives, in their order."""
    return [one for one in content.initiatives if not one.foreign and is_live(Layer.INITIATIVE, one)]


def events(content: PlanContent, as_of: date) -> list[Event]:
    """The days of the plan's own live items, readings due and expectations open, by day."""
    found = [*_of_initiatives(content), *_of_metrics(content, as_of), *_of_people(content)]
    order = {what: place for place, what in enumerate(What)}
    return sorted(found, key=lambda one: (one.day, order[one.what], one.title))


def by_month(found: Iterable[Event]) -> list[tuple[date, list[Event]]]:
    """Events under the month in which they are; months without any are left out."""
    months: dict[date, list[Event]] = defaultdict(list)
    for one in found:
        months[month_of(one.day)].append(one)
    return sorted(months.items())


def _of_initiatives(content: PlanContent) -> Iterator[Event]:
    for one in own_initiatives(content):
        dates = {What.START: one.start, What.END: one.end, What.NEEDED_BY: one.needed_by}
        for what, day in dates.items():
            if day is not None:
                yield Event(day=day, what=what, title=one.title, layer=Layer.INITIATIVE, id=one.id)


def _of_metrics(content: PlanContent, as_of: date) -> Iterator[Event]:
    live = {item.key for layer, item in content.layered() if not item.foreign and is_live(layer, item)}
    for metric in content.metrics:
        if metric.archived or metric.item not in live:
            continue
        dates = {What.READING: next_due(metric, as_of), What.TARGET: metric.target_date}
        for what, day in dates.items():
            if day is not None:
                yield Event(day=day, what=what, title=metric.title, metric_id=metric.id)


def _of_people(content: PlanContent) -> Iterator[Event]:
    for one in content.expectations:
        if one.due is not None and one.done_on is None:
            yield Event(day=one.due, what=What.EXPECTATION, title=one.text)
    for wording in content.plans[0].briefings if content.plans else ():
        if wording.decision_date is not None:
            yield Event(
                day=wording.decision_date, what=What.DECISION, title=wording.decision, reader=wording.reader
            )


def goes_on(one: Initiative) -> bool:
    """Whether it has begun and runs without an end."""
    return one.status == "running" and one.start is not None and one.end is None


def window(initiatives: list[Initiative], as_of: date) -> list[date]:
    """The months of the picture: from the first date to the last, at most two years of them.

    What runs without an end is still running today. A longer time begins half a year before today, or with
    what comes later.
    """
    days = [day for one in initiatives for day in (one.start, one.end, one.needed_by) if day is not None]
    days += [as_of for one in initiatives if goes_on(one)]
    if not days:
        return []
    first, last = month_of(min(days)), month_of(max(days))
    if len(months_between(first, last)) > MOST_MONTHS:
        first = min(max(first, _later(month_of(as_of), -BEFORE)), last)
    return months_between(first, last)[:MOST_MONTHS]


def bars(initiatives: Iterable[Initiative], months: list[date]) -> list[Bar]:
    """In which of the months each initiative runs and is needed; with one end only it runs in that month.

    What runs without an end goes on to the last of them.
    """
    found = []
    for one in initiatives:
        start, end = one.start or one.end, one.end or one.start
        if goes_on(one) and months:
            end = max(months[-1], one.start or months[-1])
        runs = tuple(
            start is not None and end is not None and month_of(start) <= month <= month_of(end)
            for month in months
        )
        need = month_of(one.needed_by) if one.needed_by else None
        found.append(Bar(one, runs, tuple(month == need for month in months)))
    return found


def spending(content: PlanContent) -> Spending:
    """The cost lines of the plan's own live initiatives; of those that were stopped, what is spent.

    A range counts with its upper end. A line in another currency counts by its own rate.
    """
    months: dict[date, Sums] = defaultdict(Sums)
    undated, undated_lines, unconverted, unknown = Sums(), 0, 0, 0
    for line in _lines(content):
        amount = _amount(line, content.currency)
        if line.amount is not None and amount is None:
            unconverted += 1
        if line.amount is None and line.hours is None:
            unknown += 1
            continue
        state = line.state if line.state in SPENT else "planned"
        sums = Sums(**{state: amount or Decimal(0), "hours": line.hours or Decimal(0)})
        if line.date is None:
            undated, undated_lines = undated + sums, undated_lines + 1
        else:
            months[month_of(line.date)] += sums
    ordered = sorted(months.items())
    so_far = accumulate(sums for _month, sums in ordered)
    rows = tuple(MonthSums(month, here, total) for (month, here), total in zip(ordered, so_far, strict=True))
    return Spending(rows, undated, undated_lines, unconverted, unknown)


def _lines(content: PlanContent) -> Iterator[CostLine]:
    for one in content.initiatives:
        if one.foreign or one.archived:
            continue
        live = is_live(Layer.INITIATIVE, one)
        yield from (line for line in one.costs if live or line.state == "spent")


def _amount(line: CostLine, currency: str) -> Decimal | None:
    amount = cost_amount(line, currency)
    return quotient(amount.high) if amount is not None and amount.currency == currency else None
