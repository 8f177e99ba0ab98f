"""Reads a plan's briefing."""

from datetime import date

from alignment.briefings.executive import ExecutiveBriefing, executive, of_goal
from alignment.models import Briefing, Plan, Reader
from alignment.rules.content import BriefingWording, PlanContent, is_live
from alignment.tracing.contents import content_of
from alignment.tracing.queries import traced
from alignment.tracing.sources import Source, live


def wording_in(content: PlanContent, reader: str) -> BriefingWording | None:
    """What people wrote into the briefing of a content's first plan, if anything."""
    return next((one for one in content.plans[0].briefings if one.reader == reader), None)


def briefing_row(plan: Plan, reader: str = Reader.EXECUTIVE) -> Briefing:
    """The row that keeps the wording; not saved yet when nobody wrote any."""
    found = Briefing.objects.filter(plan=plan, reader=reader).first()
    return found or Briefing(workspace=plan.workspace, plan=plan, reader=reader, version=0)


def executive_of(plan: Plan, as_of: date) -> ExecutiveBriefing:
    """The executive briefing of a plan as it is."""
    return executive_from(live(plan, as_of))


def executive_from(source: Source, goal: str = "") -> ExecutiveBriefing:
    """The executive briefing of a plan, or of one of its live goals (by key; KeyError when there is none).

    What people wrote is about the whole plan, so a briefing about one goal speaks from the data alone.
    """
    wording = None if goal else wording_in(source.content, Reader.EXECUTIVE)
    return executive(_content(source, goal), source.graph, source.trace, source.as_of, wording)


def data_alone(plan: Plan, as_of: date) -> ExecutiveBriefing:
    """The executive briefing as the data writes it, whatever people wrote over it."""
    graph, trace = traced(plan.workspace)
    return executive(content_of(plan.workspace, plan), graph, trace, as_of)


def card_count(source: Source, goal: str = "") -> int:
    """How many cards the map of the plan, or of one goal, has at least."""
    return sum(is_live(layer, item) for layer, item in _content(source, goal).layered())


def _content(source: Source, goal: str) -> PlanContent:
    if not goal:
        return source.content
    if goal not in source.trace.goals or source.graph.nodes[goal].plan != source.plan:
        raise KeyError(goal)
    return of_goal(source.content, source.graph, goal)
