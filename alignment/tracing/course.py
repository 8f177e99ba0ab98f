"""The links in place over time as a page shows them: a chart, and the same as a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alignment.models import Plan, Snapshot, Workspace
from alignment.tracing.past import Standing, course_of
from alignment.ui.charts import Mark, Point, course
from alignment.ui.formats import day, percent


@dataclass(frozen=True)
class Line:
    """One row of the table; `words` name the version of the plan that was made that day."""

    standing: Standing
    words: str = ""


@dataclass(frozen=True)
class Course:
    """The chart, empty while there is only today, and the table, the latest first."""

    chart: SafeString | str
    lines: list[Line]

    @property
    def has_begun(self) -> bool:
        """Whether there is more than today to show."""
        return bool(self.chart)


def course_page(workspace: Workspace, today: date, plan: Plan | None = None) -> Course:
    """The course of a workspace, or of a plan with its versions. Three queries once the past is known."""
    standings = course_of(workspace, today, plan)
    versions = _versions(plan) if plan is not None else []
    lines = sorted((*map(Line, standings), *versions), key=lambda line: line.standing.day, reverse=True)
    points = [*_before(standings, versions), *standings]
    if len(points) < 2:
        return Course("", lines)
    first, last = points[0], points[-1]
    text = _("From %(before)s on %(first)s to %(after)s on %(last)s.") % {
        "before": percent(first.percent / 100),
        "first": day(first.day),
        "after": percent(last.percent / 100),
        "last": day(last.day),
    }
    chart = course(
        [Point(one.day, Decimal(one.percent)) for one in points],
        title=_("Links in place over time"),
        text=text,
        marks=[Mark(line.standing.day, line.words) for line in versions],
    )
    return Course(chart, lines)


def _before(standings: list[Standing], versions: list[Line]) -> list[Standing]:
    """What versions say of days before those that the history knows, one a day, the earliest first."""
    known = standings[0].day if standings else date.max
    days = {line.standing.day: line.standing for line in reversed(versions) if line.standing.day < known}
    return [days[day] for day in sorted(days)]


def _versions(plan: Plan) -> list[Line]:
    """The versions of a plan in which something was expected, the latest first."""
    rows = Snapshot.objects.filter(plan=plan, expected__gt=0).order_by("-number")
    return [
        Line(Standing(as_of, satisfied, expected), _("Version %(n)s") % {"n": number})
        for number, as_of, satisfied, expected in rows.values_list("number", "as_of", "satisfied", "expected")
    ]
