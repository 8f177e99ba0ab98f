"""The one list of gaps and hints of a plan, which every page about the plan shows."""

from datetime import date

from alignment.models import Plan
from alignment.rules.gaps import Findings, findings
from alignment.tracing.contents import content_of
from alignment.tracing.kept import Kept
from alignment.tracing.queries import traced

_found: Kept[Findings] = Kept(16)


def findings_of(plan: Plan, today: date) -> Findings:
    """What is to be put right in a plan on a day; no query when nothing changed since the last time."""

    def find() -> Findings:
        graph, trace = traced(plan.workspace)
        return findings(content_of(plan.workspace, plan), graph, trace, today)

    return _found.get(plan.workspace, find, plan.pk, today)
