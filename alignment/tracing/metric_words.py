"""What a metric wants, in words; the same on the map, on the pages and in briefings."""

from django.utils.translation import gettext as _

from alignment.rules.content import Metric
from alignment.ui.formats import quantity


def target_words(metric: Metric) -> str:
    """The target with its unit, both ends of a range; empty when none is set or it is told in words."""
    if metric.kind == "qualitative":
        return ""
    if metric.kind == "milestone":
        return _("done")
    if metric.kind == "range":
        if metric.target_low is None or metric.target_high is None:
            return ""
        ends = {"low": quantity(metric.target_low), "high": quantity(metric.target_high, metric.unit)}
        return _("%(low)s to %(high)s") % ends
    if metric.target is None:
        return ""
    words = {
        "at_least": _("at least %(target)s"),
        "at_most": _("at most %(target)s"),
    }.get(metric.kind, "%(target)s")
    return words % {"target": quantity(metric.target, metric.unit)}


def target_in_period(metric: Metric) -> str:
    """The same with the period it is for: "at most 30 % a year"."""
    words = target_words(metric)
    if not words or metric.kind == "milestone":
        return words
    periods = {
        "year": _("%(target)s a year"),
        "quarter": _("%(target)s a quarter"),
        "month": _("%(target)s a month"),
    }
    return periods.get(metric.period, "%(target)s") % {"target": words}
