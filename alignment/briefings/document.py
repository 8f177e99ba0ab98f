"""All that an executive briefing prints: page 1, the metrics, the map, the full trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from alignment.briefings.executive import ExecutiveBriefing
from alignment.briefings.queries import card_count, executive_from
from alignment.briefings.trace_lines import goal_lines, trace_lines
from alignment.models import Plan
from alignment.tracing.map import MANY, MapView
from alignment.tracing.map_paper import Paper, fitting, paper_for
from alignment.tracing.maps import map_of
from alignment.tracing.report import GoalRow, Report
from alignment.tracing.sources import Source, live, report_from
from alignment.ui.pdf import Fit, render_pdf

PDF_STYLES = ["css/tokens.css", "css/map.css", "css/briefing.css"]
#: Page 1 stays one page: what is too long for it is set closer, step by step.
PAGE_ONE = Fit(
    end="page-one-end", page=1, css=[f"css/briefing-{how}.css" for how in ("close", "closer", "closest")]
)
#: A row costs about 15 ms to draw; beyond these the XLSX has the full list (reliability).
MOST_ROWS = 150
MOST_GOALS = 100
MOST_METRICS = 60
#: Millimetres that an A4 page in landscape leaves for the map.
MAP_ROOM = (273, 150)
LEGIBLE = 1.1  # millimetres a row: titles of 5 point; below, the page grows to A3


def document_of(plan: Plan, as_of: date, goal: str = "") -> dict[str, Any]:
    """The context of the briefing's templates; KeyError when the plan has no live goal with that key."""
    return document_from(live(plan, as_of), lambda chosen: map_of(plan, today=as_of, goal=chosen), goal)


def document_from(source: Source, map_for: Callable[[str], MapView | None], goal: str = "") -> dict[str, Any]:
    """The same of a plan as it was; `map_for` draws the map of "all" or of a goal (its id)."""
    briefing = executive_from(source, goal)
    cards = card_count(source, goal)
    chosen = str(source.graph.nodes[goal].id) if goal else "all"
    picture = map_for(chosen) if cards <= MANY else None
    report = report_from(source)
    rows, goals = report.only(goal=goal), _goals(report, briefing)
    return {
        "briefing": briefing,
        "as_of": source.as_of,
        "goal": goal,
        "goal_title": briefing.goals[0].goal.title if goal and briefing.goals else "",
        "map": picture,
        "cards": cards,
        "paper": _paper(picture) if picture else None,
        "report": report,
        "lines": trace_lines(rows, MOST_ROWS),
        "rows_left": max(0, len(rows) - MOST_ROWS),
        "goal_lines": goal_lines(goals[:MOST_GOALS]),
        "goals_left": max(0, len(goals) - MOST_GOALS),
        "metrics": briefing.all_figures[:MOST_METRICS],
        "metrics_left": max(0, len(briefing.all_figures) - MOST_METRICS),
    }


def pdf_of_document(plan: Plan, document: dict[str, Any]) -> bytes:
    """The briefing as PDF/UA-1 in the language that is active; PdfUnavailable when there is none."""
    context = {"plan": plan, "workspace": plan.workspace, **document}
    return render_pdf("briefings/executive_pdf.html", context, css=PDF_STYLES, fit=PAGE_ONE)


def _paper(picture: MapView) -> Paper:
    """A4 when the map stays legible on it, else A3; always one page."""
    unit = fitting(picture, *MAP_ROOM)
    return Paper("a4", unit) if unit >= LEGIBLE else replace(paper_for(picture), size="a3")


def _goals(report: Report, briefing: ExecutiveBriefing) -> list[GoalRow]:
    """The goals of the report that the briefing is about, the first in rank on top."""
    rows = {row.node.key: row for row in report.goals}
    return [rows[one.goal.key] for one in briefing.goals if one.goal.key in rows]
