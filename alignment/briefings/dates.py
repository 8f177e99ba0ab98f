"""The next 90 days of a plan, from its own dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alignment.rules.content import Layer, Metric, PlanContent, is_live
from alignment.rules.progress import CADENCE_DAYS

DAYS = 90
MOST_DATES = 6


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that is due on a day."""

    day: date
    text: str


def next_dates(content: PlanContent, as_of: date, limit: int = MOST_DATES) -> list[Due]:
    """What is due from the day after `as_of` for 90 days: starts, ends, remedies, targets, next readings."""
    last = as_of + timedelta(days=DAYS)
    found = {due for due in _all(content) if as_of < due.day <= last}
    return sorted(found)[:limit]


def _all(content: PlanContent) -> Iterator[Due]:
    for one in content.initiatives:
        if one.foreign or not is_live(Layer.INITIATIVE, one):
            continue
        for day, words in (
            (one.start, _("%(what)s starts")),
            (one.end, _("%(what)s ends")),
            (one.needed_by, _("%(what)s is needed")),
        ):
            if day:
                yield Due(day, words % {"what": one.title})
    for moment in content.moments:
        if moment.remedy_date and moment.not_a_learning_problem and not moment.archived:
            yield Due(moment.remedy_date, _("Remedy due: %(what)s") % {"what": moment.remedy or moment.title})
    for goal in content.goals:
        if goal.horizon_end and not goal.foreign and is_live(Layer.GOAL, goal):
            yield Due(goal.horizon_end, _("The time of “%(what)s” is over") % {"what": goal.title})
    live = {item.key for layer, item in content.layered() if not item.foreign and is_live(layer, item)}
    for metric in content.metrics:
        if metric.item in live and not metric.archived:
            yield from _of_metric(metric)


def _of_metric(metric: Metric) -> Iterator[Due]:
    if metric.target_date:
        yield Due(metric.target_date, _("Target date: %(what)s") % {"what": metric.title})
    days = [reading.date for reading in metric.readings]
    last = max(days, default=metric.baseline_date)
    if last and metric.cadence:
        due = last + timedelta(days=CADENCE_DAYS[metric.cadence])
        yield Due(due, _("Next reading: %(what)s") % {"what": metric.title})
