"""What the data says of a period, in words: what the text of an update begins with."""

from datetime import date

from django.utils.translation import gettext as _

from alignment.rules.update_draft import Draft, Line, Move
from alignment.tracing.metric_words import target_words
from alignment.ui.formats import day, quantity
from alignment.ui.statuses import status


def texts_of(found: Draft, as_of: date) -> dict[str, str]:
    """The three texts of an update, a line for each metric."""
    return {
        "moved": _lines([read_words(one) for one in found.moved]),
        "not_moved": _lines([read_words(one) for one in found.not_moved]),
        "unmeasured": _lines([unmeasured_words(one, as_of) for one in found.unmeasured]),
    }


def read_words(line: Line) -> str:
    """A metric with its values, their days, the target, and how it stands."""
    unit = line.metric.unit
    words = _("%(title)s: %(now)s on %(day)s") % {
        "title": line.metric.title,
        "now": value_words(line.metric.kind, line.now, unit),
        "day": day(line.now_date),
    }
    if line.before is not None and line.before_date is not None:
        before = value_words(line.metric.kind, line.before, unit)
        words = _("%(words)s, before %(before)s on %(day)s") % {
            "words": words,
            "before": before,
            "day": day(line.before_date),
        }
    elif line.before is not None:
        before = value_words(line.metric.kind, line.before, unit)
        words = _("%(words)s, before %(before)s") % {"words": words, "before": before}
    return _("%(words)s. %(rest)s.") % {"words": words, "rest": _standing(line)}


def unmeasured_words(line: Line, as_of: date) -> str:
    """A metric without a new reading, or with nothing to compare it with, and until when."""
    if line.move is Move.FIRST:
        why = _("first reading, there is nothing to compare it with")
    elif line.metric.kind == "qualitative":
        return _("%(title)s: told in words, not measured.") % {"title": line.metric.title}
    else:
        why = _("no new reading")
    if line.due is None:
        until = _("nobody has said when the next one comes")
    elif line.due <= as_of:
        until = _("the next one was due by %(day)s") % {"day": day(line.due)}
    else:
        until = _("the next one comes by %(day)s") % {"day": day(line.due)}
    return _("%(title)s: %(why)s; %(until)s.") % {"title": line.metric.title, "why": why, "until": until}


def value_words(kind: str, value: object, unit: str) -> str:
    """A value with its unit; of a milestone whether it is done."""
    if value is None:
        return ""
    if kind == "milestone":
        return _("done") if float(str(value)) >= 1 else _("not done")
    return quantity(str(value), unit)


def _standing(line: Line) -> str:
    label = str(status(line.status).label)
    target = target_words(line.metric)
    if not target:
        return label
    if line.metric.target_date is None:
        return _("Target %(target)s: %(status)s") % {"target": target, "status": label.lower()}
    return _("Target %(target)s by %(day)s: %(status)s") % {
        "target": target,
        "day": day(line.metric.target_date),
        "status": label.lower(),
    }


def _lines(some: list[str]) -> str:
    return "\n".join(f"– {one}" for one in some)
