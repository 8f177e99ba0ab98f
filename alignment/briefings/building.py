"""Builds the data of every section of a briefing; one function a section, named as its code."""

from dataclasses import replace
from typing import Any

from alignment.briefings import asking, learning_path, open_points, quoted
from alignment.briefings import spending as finance
from alignment.briefings.briefs import Brief
from alignment.briefings.conclusions import next_step as step_of
from alignment.briefings.figures import MOST_FIGURES, Figure, figures_of, main_figures
from alignment.briefings.trace_lines import goal_lines, trace_lines
from alignment.measurement.charts import trend_of
from alignment.measurement.heat import heat_map
from alignment.models import Reader
from alignment.rules.content import Layer, is_live
from alignment.tracing.map import MANY, MapView
from alignment.tracing.map_paper import Paper, fitting, paper_for
from alignment.tracing.report import GoalRow, InitiativeRow, Report
from alignment.tracing.sources import report_from
from alignment.ui.charts import SMALL

Data = dict[str, Any]

#: A row costs about 15 ms to draw; beyond these the XLSX has the full list (reliability).
MOST_ROWS = 150
MOST_GOALS = 100
MOST_METRICS = 60
MOST_WORK = 60
MOST_HEAT = 30  # of twelve cells each
MOST_CHARTS = 8  # two beside each other fill a page
#: Millimetres that an A4 page in landscape leaves for the map.
MAP_ROOM = (273, 150)
LEGIBLE = 1.1  # millimetres a row: titles of 5 point; below, the page grows to A3


def decision(brief: Brief) -> Data | None:
    """What the reader is asked to decide."""
    wanted = brief.base.decision
    return {"decision": wanted, "late": wanted.is_late(brief.source.as_of)} if wanted else None


def numbers(brief: Brief) -> Data | None:
    """Three numbers: the reader's own where some are marked so, else those of the goals."""
    # Learners are asked about what they learn; the others about what comes of it.
    deepest = Layer.LEARNING if brief.reader == Reader.LEARNERS else Layer.MOMENT
    counted = [one for one in brief.own_figures if not one.metric.volume_only]
    own = main_figures(counted, brief.base.goals, deepest)
    if brief.reader in (Reader.EXECUTIVE, Reader.HR) or not own:
        if brief.reader == Reader.LEARNERS:
            return None
        own = []
    figures = own or brief.base.figures
    asked = brief.reader not in (Reader.EXECUTIVE, Reader.HR)
    named = brief.reader != Reader.LEARNERS  # they are told no names but of those whom to ask
    return {"figures": figures, "own": bool(own), "said_own": asked, "named": named} if figures else None


def chains(brief: Brief) -> Data | None:
    """From each goal down to the work."""
    return {"briefing": brief.base} if brief.base.chains else None


def money(brief: Brief) -> Data | None:
    """Costs and the best-known return, in sentences."""
    return {"lines": brief.base.money} if brief.base.money else None


def limits(brief: Brief) -> Data | None:
    """What a reader must know of what is missing, and how much is missing in all."""
    return {"limits": brief.base.limits, "counted": open_points.counted_words(brief)}


def next_dates(brief: Brief) -> Data | None:
    """What is due."""
    return {"words": brief.base.next_words, "dates": brief.base.next_dates}


def next_step(brief: Brief) -> Data | None:
    """The one thing to do next: what somebody wrote for this reader, or what the data shows."""
    written = brief.base.decision if brief.base.decision and brief.base.decision.written else None
    if written and brief.reader in (Reader.DEPARTMENT, Reader.LEARNERS):
        return {"step": written.text}
    return {"step": step_of(brief)}


def costs(brief: Brief) -> Data | None:
    """What is recorded as cost."""
    found = finance.costs_of(brief.content, brief.source.trace)
    return {"costs": found, "as_of": brief.source.as_of} if found.rows or found.unknown else None


def spending(brief: Brief) -> Data | None:
    """What the money serves, initiative by initiative, with the sums."""
    rows = finance.spending_of(brief.content, brief.source.trace)
    sums = finance.sums_by_group(brief.content, brief.source.trace)
    named = [(finance.group_words(group), amount) for group, amount in sums.items()]
    groups: dict[str, list[finance.SpendingRow]] = {}
    for row in rows[:MOST_WORK]:
        groups.setdefault(row.group, []).append(row)
    return (
        {
            "groups": [
                (finance.group_words(group), sums.get(group), found) for group, found in groups.items()
            ],
            "sums": named,
            "currency": brief.content.currency,
            "left": max(0, len(rows) - MOST_WORK),
        }
        if rows
        else None
    )


def returns(brief: Brief) -> Data | None:
    """ROI and benefit/cost ratio with their formulas, forecast and realised."""
    rows = finance.returns_of(brief.content, brief.source.trace)
    whole = finance.whole_of(brief.content, brief.source.trace)
    left = max(0, len(rows) - MOST_WORK)
    said = {"rows": rows[:MOST_WORK], "left": left, "whole": whole, "as_of": brief.source.as_of}
    return said if rows else None


def confidence(brief: Brief) -> Data | None:
    """How sure each goal's surest chain is."""
    rows = open_points.sureness_of(brief)
    return {"rows": rows[:MOST_GOALS], "left": max(0, len(rows) - MOST_GOALS)} if rows else None


def not_claimed(brief: Brief) -> Data | None:
    """The shares of others, and what counts work alone."""
    lines = list(finance.not_claimed(brief.content))
    uncounted = sum(row.money.uncounted for row in finance.returns_of(brief.content, brief.source.trace))
    intangible = finance.intangibles_of(brief.content, brief.source.trace)
    return {"lines": lines, "uncounted": uncounted, "intangible": intangible}


def goals(brief: Brief) -> Data | None:
    """The goals as their owners read them."""
    rows = asking.goal_lines_of(brief)
    return {"rows": rows[:MOST_GOALS]} if rows else None


def needed(brief: Brief) -> Data | None:
    """What others are to give."""
    rows = asking.needs_of(brief)
    shown, left = rows[: asking.MOST_NEEDS], max(0, len(rows) - asking.MOST_NEEDS)
    return {"rows": shown, "left": left, "frozen": brief.live is None}


def delivered(brief: Brief) -> Data | None:
    """What learning gives."""
    rows = asking.deliveries_of(brief)
    shown, left = rows[: asking.MOST_NEEDS], max(0, len(rows) - asking.MOST_NEEDS)
    return {"rows": shown, "left": left} if rows else None


def why(brief: Brief) -> Data | None:
    """The goals in plain words."""
    found = learning_path.whys_of(brief)
    return {"goals": found} if found else None


def moments(brief: Brief) -> Data | None:
    """The situations that people will meet."""
    found = learning_path.situations_of(brief)
    return {"moments": found} if found else None


def able(brief: Brief) -> Data | None:
    """What people will be able to do."""
    found = learning_path.gains_of(brief)
    named = brief.reader != Reader.LEARNERS or len(brief.groups) > 1
    return {"gains": found[:MOST_WORK], "named": named} if found else None


def path(brief: Brief) -> Data | None:
    """The work in the order of its dates."""
    steps = learning_path.path_of(brief)
    words = brief.base.next_words if brief.reader == Reader.LEARNERS else ()
    return {"steps": steps[:MOST_WORK], "words": words}


def quotes(brief: Brief) -> Data | None:
    """What people said that may be quoted."""
    return quoted.some(brief)


def open_questions(brief: Brief) -> Data | None:
    """What is not settled yet."""
    return {"lines": list(learning_path.open_of(brief))}


def ask(brief: Brief) -> Data | None:
    """Whom to ask."""
    return {"people": learning_path.whom_to_ask(brief)}


def gaps(brief: Brief) -> Data | None:
    """Every gap."""
    rows = open_points.gaps_of(brief)
    most = open_points.MOST_GAPS
    return {
        "rows": rows[:most],
        "left": max(0, len(rows) - most),
        "counted": open_points.counted_words(brief),
    }


def confirm(brief: Brief) -> Data | None:
    """Every link that is to be checked again."""
    rows = open_points.queue_of(brief)
    most = open_points.MOST_GAPS
    return {"rows": rows[:most], "left": max(0, len(rows) - most)}


def shown_figures(brief: Brief) -> list[Figure]:
    """The metrics of a briefing: all of them for some readers, their own for the others."""
    if brief.reader == Reader.HR:
        return figures_of(brief.content, brief.source.as_of, volume=True)
    if brief.reader == Reader.EXECUTIVE:
        return brief.base.all_figures
    return brief.own_figures or brief.base.all_figures[:MOST_FIGURES]


def metrics(brief: Brief) -> Data | None:
    """Every metric with its start, now and target; volume marked, and for HR and L&D alone."""
    found = shown_figures(brief)
    return {
        "metrics": found[:MOST_METRICS],
        "left": max(0, len(found) - MOST_METRICS),
        "with_volume": brief.reader == Reader.HR,
    }


def trends(brief: Brief) -> Data | None:
    """The course of the numbers that have one: each with its start, its target and what was expected."""
    as_of = brief.source.as_of
    found = [one for one in shown_figures(brief) if one.has_course and not one.metric.volume_only]
    charts = [
        {"figure": one, "chart": trend_of(one.metric, one.standing, as_of, SMALL)}
        for one in found[:MOST_CHARTS]
    ]
    return {"charts": charts, "left": max(0, len(found) - MOST_CHARTS)} if charts else None


def months(brief: Brief) -> Data | None:
    """How the metrics of every goal stood at the end of each of the last months."""
    found = heat_map(brief.content, brief.source.as_of, most=MOST_HEAT)
    return {"heat": found} if found else None


def card_count(brief: Brief) -> int:
    """How many cards the map has at least."""
    return sum(is_live(layer, item) for layer, item in brief.content.layered())


def alignment_map(brief: Brief) -> Data | None:
    """The map; none where it would not be legible, or where it cannot be drawn for what was asked."""
    if brief.draw is None or brief.asked.group or brief.asked.person or card_count(brief) > MANY:
        return None
    goal = brief.asked.goal
    picture = brief.draw(str(brief.source.graph.nodes[goal].id) if goal else "all")
    return {"map": picture, "paper": _paper(picture)} if picture else None


def trace_rows(brief: Brief) -> tuple[list[InitiativeRow], list[GoalRow]]:
    """The initiatives and the goals of the report that the briefing is about."""
    report = report_from(brief.source)
    rows = report.only(goal=brief.asked.goal)
    if brief.asked.group or brief.asked.person:
        shown = {one.key for one in brief.content.initiatives}
        rows = [row for row in rows if row.node.key in shown]
    return rows, _goals(report, brief)


def full_trace(brief: Brief) -> Data | None:
    """Every initiative and every goal with what the trace says of it."""
    rows, of_goals = trace_rows(brief)
    cards = card_count(brief)
    return {
        "report": report_from(brief.source),
        "goal": not brief.asked.is_whole or bool(brief.asked.group),
        "cards": cards if cards > MANY else 0,
        "lines": trace_lines(rows, MOST_ROWS),
        "rows_left": max(0, len(rows) - MOST_ROWS),
        "goal_lines": goal_lines(of_goals[:MOST_GOALS]),
        "goals_left": max(0, len(of_goals) - MOST_GOALS),
    }


def _paper(picture: MapView) -> Paper:
    """A4 when the map stays legible on it, else A3; always one page."""
    unit = fitting(picture, *MAP_ROOM)
    return Paper("a4", unit) if unit >= LEGIBLE else replace(paper_for(picture), size="a3")


def _goals(report: Report, brief: Brief) -> list[GoalRow]:
    """The goals of the report that the briefing is about, the first in rank on top."""
    rows = {row.node.key: row for row in report.goals}
    return [rows[one.goal.key] for one in brief.base.goals if one.goal.key in rows]
