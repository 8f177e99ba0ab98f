"""Everything a plan says, step by step, for the check page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from alignment.framework.facts import Fact, facts_in
from alignment.framework.queries.metrics import MetricLine
from alignment.framework.queries.overview import Overview, StepLine, overview_of
from alignment.models import Plan
from alignment.rules.content import Item, Layer, Link, Metric, PlanContent, is_live
from alignment.rules.progress import measure

MOST_ITEMS = 75


@dataclass(frozen=True)
class ItemAnswers:
    """All answers about one item: what it supports and why, its numbers, its fields."""

    item: Item
    layer: str
    live: bool
    supports: tuple[tuple[str, Link], ...]  # the title of what is above, and the link
    metrics: tuple[MetricLine, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class StepAnswers:
    """One step with its items; `more` are not listed."""

    line: StepLine
    items: tuple[ItemAnswers, ...]
    more: int


@dataclass(frozen=True)
class Check:
    """A whole plan on one page."""

    overview: Overview
    steps: tuple[StepAnswers, ...]


def check_of(plan: Plan, today: date) -> Check:
    """The plan's own items that are not archived, as of a day; reads what the overview reads."""
    overview = overview_of(plan, today)
    answers = _Answers(overview.content, today)
    steps = []
    for line in overview.steps:
        own = [
            item for item in overview.content.items(line.state.step) if not (item.foreign or item.archived)
        ]
        shown = tuple(answers.of(line.state.step, item) for item in own[:MOST_ITEMS])
        steps.append(StepAnswers(line, shown, len(own) - len(shown)))
    return Check(overview, tuple(steps))


class _Answers:
    def __init__(self, content: PlanContent, today: date) -> None:
        self.content, self.today = content, today
        self.titles = {item.key: item.title for _, item in content.layered() if not item.archived}
        self.links: dict[str, list[Link]] = defaultdict(list)
        for link in content.links:
            if link.upper in self.titles:
                self.links[link.lower].append(link)
        self.metrics: dict[str, list[Metric]] = defaultdict(list)
        for metric in content.metrics:
            if not metric.archived:
                self.metrics[metric.item].append(metric)

    def of(self, layer: Layer, item: Item) -> ItemAnswers:
        """One item with its answers."""
        return ItemAnswers(
            item=item,
            layer=layer.word,
            live=is_live(layer, item),
            supports=tuple((self.titles[link.upper], link) for link in self.links[item.key]),
            metrics=tuple(
                MetricLine(metric, measure(metric, self.today)) for metric in self.metrics[item.key]
            ),
            facts=tuple(facts_in(self.content, layer, item)),
        )
