"""Reads a plan's briefing."""

from datetime import date

from alignment.briefings.executive import ExecutiveBriefing, executive, of_goal
from alignment.models import Briefing, Plan, Reader
from alignment.rules.content import BriefingWording
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
    """The executive briefing of a plan, or of one of its live goals (by key; KeyError when there is none)."""
    graph, trace = traced(plan.workspace)
    content = content_of(plan.workspace, plan)
    if goal:
        if goal not in trace.goals or graph.nodes[goal].plan != plan.key:
            raise KeyError(goal)
        return executive(of_goal(content, graph, goal), graph, trace, as_of)
    return executive(content, graph, trace, as_of, wording_of(plan, Reader.EXECUTIVE))
