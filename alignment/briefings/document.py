"""All that an executive briefing prints: page 1, the metrics, the map, the full trace."""

from datetime import date
from typing import Any

from alignment.briefings.queries import executive_of
from alignment.models import Plan
from alignment.tracing.map_paper import paper_for
from alignment.tracing.maps import map_of
from alignment.tracing.queries import traced
from alignment.tracing.report import report_of

PDF_STYLES = ["css/tokens.css", "css/map.css", "css/briefing.css"]
#: A row costs about 15 ms to draw; beyond these the XLSX has the full list (reliability).
MOST_ROWS = 150
MOST_METRICS = 60


def document_of(plan: Plan, as_of: date, goal: str = "") -> dict[str, Any]:
    """The context of the briefing's templates; KeyError when the plan has no live goal with that key."""
    briefing = executive_of(plan, as_of, goal)
    goal_id = str(traced(plan.workspace)[0].nodes[goal].id) if goal else "all"
    picture = map_of(plan, today=as_of, goal=goal_id)
    report = report_of(plan.workspace, plan)
    rows = report.only(goal=goal)
    return {
        "briefing": briefing,
        "as_of": as_of,
        "goal": goal,
        "map": picture,
        "paper": paper_for(picture) if picture else None,
        "report": report,
        "rows": rows[:MOST_ROWS],
        "rows_left": max(0, len(rows) - MOST_ROWS),
        "metrics": briefing.all_figures[:MOST_METRICS],
        "metrics_left": max(0, len(briefing.all_figures) - MOST_METRICS),
        "map_fits": picture is not None and picture.drawn,
    }
