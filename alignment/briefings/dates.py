"""The next 90 days of a plan, from its own dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.briefings.shortening import short
from alignment.rules.content import Initiative, Layer, Metric, PlanContent, is_live
from alignment.rules.progress import next_due

DAYS = 90
MOST_DATES = 6
NAMED = 2  # readings of one day by title; the rest as a number


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that is due on a day; readings step back when there is too much."""

    day: date
    is_reading: bool
    text: str


def next_dates(content: PlanContent, as_of: date, limit: int = MOST_DATES) -> list[Due]:
    """What is due from the day after `as_of` for 90 days: starts, ends, remedies, targets, next readings.

    One entry a day and kind. At most `limit`: readings are left out first, then what is furthest away.
    """
    last = as_of + timedelta(days=DAYS)
    found = [due for due in _together(_all(content, as_of)) if as_of < due.day <= last]
    kept = sorted(found, key=lambda due: (due.is_reading, due.day))[:limit]
    return sorted(kept)


def _all(content: PlanContent, as_of: date) -> Iterator[Due]:
    for one in content.initiatives:
        if not one.foreign and is_live(Layer.INITIATIVE, one):
            yield from _of_initiative(one)
    for moment in content.moments:
        if moment.remedy_date and moment.not_a_learning_problem.strip() and not moment.archived:
            what = moment.remedy or moment.title
            yield Due(moment.remedy_date, False, _("Other remedy due: %(what)s") % {"what": short(what)})
    for goal in content.goals:
        if goal.horizon_end and not goal.foreign and is_live(Layer.GOAL, goal):
            yield Due(
                goal.horizon_end, False, _("End of the goal's time: %(what)s") % {"what": short(goal.title)}
            )
    live = {item.key for layer, item in content.layered() if not item.foreign and is_live(layer, item)}
    for metric in content.metrics:
        if metric.item in live and not metric.archived and not metric.volume_only:
            yield from _of_metric(metric, as_of)


def _of_initiative(one: Initiative) -> Iterator[Due]:
    what = {"what": short(one.title)}
    if one.start:
        words = _("Start, if approved: %(what)s") if one.status == "proposed" else _("Start: %(what)s")
        yield Due(one.start, False, words % what)
    if one.needed_by and one.needed_by != one.start:
        yield Due(one.needed_by, False, _("Needed by then: %(what)s") % what)
    if one.end:
        yield Due(one.end, False, _("End: %(what)s") % what)


def _of_metric(metric: Metric, as_of: date) -> Iterator[Due]:
    if metric.target_date:
        yield Due(metric.target_date, False, _("Target date: %(what)s") % {"what": short(metric.title)})
    if due := next_due(metric, as_of):
        yield Due(due, True, short(metric.title))


def _together(every: Iterator[Due]) -> Iterator[Due]:
    """The readings of one day as one entry."""
    readings: dict[date, list[str]] = {}
    for due in every:
        if due.is_reading:
            readings.setdefault(due.day, []).append(due.text)
        else:
            yield due
    for day, titles in readings.items():
        named, left = titles[:NAMED], len(titles) - NAMED
        if left > 0:
            named.append(ngettext("%(count)s more", "%(count)s more", left) % {"count": left})
        yield Due(day, True, _("Next reading: %(what)s") % {"what": "; ".join(named)})
