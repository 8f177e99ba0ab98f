"""The numbers of a briefing: each with its start, now, target, date, source and owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alignment.measurement.charts import days_of, points_of
from alignment.rules.content import Goal, Item, Layer, Metric, PlanContent, is_live
from alignment.rules.progress import MOVES, Measurement, Status, is_concrete, measure, shown_status
from alignment.rules.verdicts import GoalTrace, Trace
from alignment.tracing.metric_words import target_in_period
from alignment.ui.charts import spark
from alignment.ui.formats import percent, quantity
from alignment.ui.statuses import status

MOST_FIGURES = 3
LONG = 12  # characters that fit in large letters
TREND_FROM = 3  # readings; below, a line says no more than start and now


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric as a briefing prints it."""

    metric: Metric
    item: Item
    layer: Layer
    standing: Measurement
    owner: str
    as_of: date

    @property
    def overdue(self) -> bool:
        """Whether its target date has passed and it is not met."""
        day = self.metric.target_date
        return day is not None and day < self.as_of and self.standing.met is not True

    @property
    def moves(self) -> bool:
        """Whether it is measured from a start: increase and decrease."""
        return self.metric.kind in MOVES

    @property
    def start_words(self) -> str:
        """Where it began, with its unit; empty when that is not recorded."""
        return quantity(self.metric.baseline, self.metric.unit)

    @property
    def now_words(self) -> str:
        """The latest reading with its unit; empty without one."""
        if self.metric.kind == "milestone" and self.standing.current is not None:
            return _("done") if self.standing.met else _("not done yet")
        return quantity(self.standing.current, self.metric.unit)

    @property
    def is_long(self) -> bool:
        """Whether the latest reading needs smaller letters."""
        return len(self.now_words) > LONG

    @property
    def target_words(self) -> str:
        """The target with its unit and period; empty when none is set."""
        return target_in_period(self.metric)

    @property
    def way_words(self) -> str:
        """How much of the way from start to target is done; empty when that cannot be said."""
        share = self.standing.progress
        if self.metric.volume_only or share is None or share < 0 or self.standing.status is Status.MET:
            return ""
        return _("%(share)s of the way") % {"share": percent(share)}

    @property
    def status_words(self) -> str | Promise:
        return status(self._status).label

    @property
    def tone(self) -> str:
        """The tone of its status: good, warn, bad or quiet."""
        return status(self._status).tone

    @property
    def _status(self) -> str:
        return shown_status(self.standing, self.metric.volume_only)

    @property
    def note(self) -> str:
        """What was written beside the latest reading."""
        return self.standing.reading.note.strip() if self.standing.reading else ""

    @property
    def has_course(self) -> bool:
        """Whether it has readings enough to draw how it moved."""
        current = self.standing.current_date
        return current is not None and len(days_of(self.metric, current)) >= TREND_FROM

    @property
    def trend(self) -> SafeString | str:
        """The readings as a line the size of a word, said in words too; nothing below three readings."""
        current = self.standing.current_date
        if current is None or not self.has_course:
            return ""
        points = points_of(self.metric, current)
        first, last = (quantity(one.value, self.metric.unit) for one in (points[0], points[-1]))
        title = _("%(what)s: from %(first)s to %(last)s.") % {
            "what": self.metric.title,
            "first": first,
            "last": last,
        }
        if self.target_words:
            title = _("%(line)s Target: %(target)s.") % {"line": title, "target": self.target_words}
        return spark(points, title=title, target=self.metric.target)


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """One live goal of the plan: what the trace says, and its own number if it has one."""

    goal: Goal
    trace: GoalTrace
    figure: Figure | None

    @property
    def no_learning(self) -> bool:
        """Whether it was decided that no learning is planned for it."""
        return bool(self.goal.no_learning_planned.strip())


def figures_of(content: PlanContent, as_of: date, *, volume: bool = False) -> list[Figure]:
    """Every metric of the plan's own live items, goals first, in their order; volume only ones if asked."""
    people = {person.key: person.name for person in content.people}
    on: dict[str, list[Metric]] = {}
    for metric in content.metrics:
        if not metric.archived and (volume or not metric.volume_only):
            on.setdefault(metric.item, []).append(metric)
    return [
        Figure(metric, item, layer, measure(metric, as_of), people.get(metric.owner or item.owner, ""), as_of)
        for layer, item in content.layered()
        if not item.foreign and is_live(layer, item)
        for metric in on.get(item.key, ())
    ]


def goal_facts(content: PlanContent, trace: Trace, figures: Iterable[Figure]) -> list[GoalFacts]:
    """The plan's own live goals, the first in rank on top, each with its first concrete number."""
    own: dict[str, Figure] = {}
    for figure in figures:
        kept = own.get(figure.item.key)
        if kept is None or (is_concrete(figure.metric) and not is_concrete(kept.metric)):
            own[figure.item.key] = figure
    goals = [goal for goal in content.goals if not goal.foreign and goal.key in trace.goals]
    ranked = sorted(goals, key=lambda goal: (goal.priority is None, goal.priority or 0))
    return [GoalFacts(goal, trace.goals[goal.key], own.get(goal.key)) for goal in ranked]


def main_figures(
    figures: Iterable[Figure], facts: Iterable[GoalFacts], deepest: Layer = Layer.MOMENT
) -> list[Figure]:
    """Up to three numbers with a target for page 1.

    Those with a reading come first; then of goals in rank order, of outcomes, of moments, and so on down
    to the `deepest` layer; a second number of the same item only when there is room.
    """
    rank = {one.goal.key: place for place, one in enumerate(facts)}
    wanted = [one for one in figures if one.target_words and one.layer <= deepest]
    seen: dict[str, int] = {}
    order = {}
    for one in wanted:
        seen[one.item.key] = seen.get(one.item.key, 0) + 1
        order[one.metric.key] = (
            one.standing.current is None,
            seen[one.item.key],
            one.layer,
            rank.get(one.item.key, len(rank)),
        )
    return sorted(wanted, key=lambda one: order[one.metric.key])[:MOST_FIGURES]
