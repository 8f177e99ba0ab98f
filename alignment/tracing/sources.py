"""What the pages of a plan are drawn from: the plan as it is today, or as it was in one of its versions."""

from dataclasses import dataclass
from datetime import date

from alignment.models import Plan
from alignment.rules.content import PlanContent
from alignment.rules.graph import Graph
from alignment.rules.scope import scope
from alignment.rules.score import score
from alignment.rules.verdicts import Trace
from alignment.tracing.contents import content_of
from alignment.tracing.map_cards import Cards, cards_of
from alignment.tracing.queries import traced
from alignment.tracing.report import Report, make_report


@dataclass(frozen=True)
class Source:
    """A plan's content with the graph and the verdicts that belong to it, seen on a day."""

    content: PlanContent
    graph: Graph
    trace: Trace
    plan: str  # its key
    as_of: date

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the plans by key."""
        return {plan.key: plan.title for plan in self.content.plans}


def live(plan: Plan, as_of: date) -> Source:
    """A plan as it is, seen on a day. Reads nothing when the workspace was read since its last deed."""
    return Source(content_of(plan.workspace, plan), *traced(plan.workspace), plan.key, as_of)


def report_from(source: Source) -> Report:
    """The trace report of a plan (design, 3.5 Scope)."""
    return make_report(source.graph, source.trace, source.plan)


def cards_from(source: Source) -> Cards:
    """The cards of a plan's map before any of them has a place."""
    own = scope(source.graph, source.trace, source.plan).own
    return cards_of(source.content, source.trace, score(source.graph, own).unmet, source.as_of)
