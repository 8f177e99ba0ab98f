"""The numbers of a briefing: each with its start, now, target, date, source and owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alignment.rules.content import Goal, Item, Layer, Metric, PlanContent, is_live
from alignment.rules.progress import Measurement, is_concrete, measure
from alignment.rules.verdicts import GoalTrace, Trace
from alignment.ui.charts import Point, spark
from alignment.ui.formats import quantity

MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric as a briefing prints it."""

    metric: Metric
    item: Item
    layer: Layer
    standing: Measurement
    owner: str

    @property
    def target_words(self) -> str:
        """The target with its unit; both ends of a range; empty when none is set."""
        if self.metric.kind == "range":
            if self.metric.target_low is None or self.metric.target_high is None:
                return ""
            low = quantity(self.metric.target_low)
            return _("%(low)s to %(high)s") % {
                "low": low,
                "high": quantity(self.metric.target_high, self.metric.unit),
            }
        if self.metric.kind == "milestone":
            return _("done")
        return quantity(self.metric.target, self.metric.unit)

    @property
    def spark(self) -> str:
        """The readings as a line the size of a word; nothing below two points."""
        by_day = {one.date: one.value for one in self.metric.readings if one.state == "approved"}
        if self.metric.baseline is not None and self.metric.baseline_date:
            by_day.setdefault(self.metric.baseline_date, self.metric.baseline)
        points = [Point(day, by_day[day]) for day in sorted(by_day)]
        return spark(points, title=self.metric.title, target=self.metric.target) if len(points) > 1 else ""


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """One live goal of the plan: what the trace says, and its own number if it has one."""

    goal: Goal
    trace: GoalTrace
    figure: Figure | None

    @property
    def no_learning(self) -> bool:
        return bool(self.goal.no_learning_planned.strip())


def figures_of(content: PlanContent, as_of: date) -> list[Figure]:
    """Every metric of the plan's own live items but the volume only ones, goals first, in their order."""
    people = {person.key: person.name for person in content.people}
    on: dict[str, list[Metric]] = {}
    for metric in content.metrics:
        if not metric.archived and not metric.volume_only:
            on.setdefault(metric.item, []).append(metric)
    return [
        Figure(metric, item, layer, measure(metric, as_of), people.get(metric.owner, ""))
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


def main_figures(figures: Iterable[Figure], facts: Iterable[GoalFacts]) -> list[Figure]:
    """Up to three numbers with a target for page 1: of goals in rank order, then of outcomes and moments."""
    ranked = [one.goal.key for one in facts]
    wanted = [one for one in figures if one.target_words and one.layer <= Layer.MOMENT]
    wanted.sort(
        key=lambda one: (
            one.layer,
            ranked.index(one.item.key) if one.item.key in ranked else len(ranked),
            one.standing.current is None,
        )
    )
    return wanted[:MOST_FIGURES]
