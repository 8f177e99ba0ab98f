"""The weeks and months of digests: each begins at seven in the morning where the reader is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alignment.models import MailChoice

AT = time(7)


@dataclass(frozen=True, slots=True)
class Period:
    """What a digest tells about: the time up to `start`, from `since` on. The name is unique in its kind."""

    name: str
    start: datetime
    since: datetime


def period_of(now: datetime, zone: ZoneInfo, often: str) -> Period:
    """The period whose digest is due at a moment: of this week, or of this month."""
    here = now.astimezone(zone)
    monthly = often == MailChoice.Often.MONTHLY
    first = here.date().replace(day=1) if monthly else here.date() - timedelta(days=here.weekday())
    if _at(first, zone) > here:
        first = _before(first, monthly)
    year, week, _day = first.isocalendar()
    name = f"{first:%Y-%m}" if monthly else f"{year}-W{week:02}"
    return Period(name, _at(first, zone), _at(_before(first, monthly), zone))


def _before(first: date, monthly: bool) -> date:
    return (first - timedelta(days=1)).replace(day=1) if monthly else first - timedelta(days=7)


def _at(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, AT, zone)
