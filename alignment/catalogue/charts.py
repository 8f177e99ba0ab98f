"""The course of the share that follows demand, as a chart."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alignment.catalogue.queries.audit_page import Course
from alignment.ui import charts
from alignment.ui.formats import percent, short_day


def course_chart(course: Sequence[Course], measure: str, title: str) -> SafeString | None:
    """One measure over the days on which there was something to share; None for fewer than two."""
    points = [
        charts.Point(one.on, share * 100) for one in course if (share := one.shares[measure]) is not None
    ]
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    text = _("From %(first)s on %(then)s to %(last)s on %(now)s.") % {
        "first": percent(first.value / 100),
        "then": short_day(first.day),
        "last": percent(last.value / 100),
        "now": short_day(last.day),
    }
    return charts.course(points, title=title, text=text)
