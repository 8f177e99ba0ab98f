"""Reads a plan's briefing."""

from datetime import date

from alignment.briefings.executive import ExecutiveBriefing, executive, of_goal
from alignment.models import Briefing, Plan, Reader
from alignment.rules.content import BriefingWording, PlanContent, is_live
from alignment.tracing.contents import content_of
from alignment.tracing.queries import traced


def wording_of(plan: Plan, reader: str) -> BriefingWording | None:
    """What people wrote into a plan's briefing, if anything."""
    plain = content_of(plan.workspace, plan).plans[0]
    return next((one for one in plain.briefings if one.reader == reader), None)


def briefing_row(plan: Plan, reader: str = Reader.EXECUTIVE) -> Briefing:
    """The row that keeps the wording; not saved yet when nobody wrote any."""
    found = Briefing.objects.filter(plan=plan, reader=reader).first()
    return found or Briefing(workspace=plan.workspace, plan=plan, reader=reader, version=0)


def executive_of(plan: Plan, as_of: date, goal: str = "") -> ExecutiveBriefing:
    """The executive briefing of a plan, or of one of its live goals (by key; KeyError when there is none).

    What people wrote is about the whole plan, so a briefing about one goal speaks from the data alone.
    """
    graph, trace = traced(plan.workspace)
    wording = None if goal else wording_of(plan, Reader.EXECUTIVE)
    return executive(_content(plan, goal), graph, trace, as_of, wording)


def data_alone(plan: Plan, as_of: date) -> ExecutiveBriefing:
    """The executive briefing as the data writes it, whatever people wrote over it."""
    graph, trace = traced(plan.workspace)
    return executive(_content(plan, ""), graph, trace, as_of)


def card_count(plan: Plan, goal: str = "") -> int:
    """How many cards the map of the plan, or of one goal, has at least."""
    return sum(is_live(layer, item) for layer, item in _content(plan, goal).layered())


def _content(plan: Plan, goal: str) -> PlanContent:
    content = content_of(plan.workspace, plan)
    if not goal:
        return content
    graph, trace = traced(plan.workspace)
    if goal not in trace.goals or graph.nodes[goal].plan != plan.key:
        raise KeyError(goal)
    return of_goal(content, graph, goal)
