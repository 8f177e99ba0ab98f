"""The briefing over all plans of a workspace: one page, and a second one with the list.

Everything on it comes from the data of the day. What does not fit is counted, and the workbook of the
portfolio has it all.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alignment.briefings.figures import Figure
from alignment.briefings.portfolio_words import Wanted, gap_lines, headline_of, wanted_decisions
from alignment.briefings.shortening import short
from alignment.framework.queries.gaps import gaps_of_workspace, metrics_of_workspace
from alignment.models import Workspace
from alignment.portfolio.queries.standing import (
    SERVING_NOTHING,
    GoalLine,
    InitiativeLine,
    Portfolio,
    dearest_first,
    portfolio_of,
)
from alignment.portfolio.words import unknown_words
from alignment.rules import content
from alignment.rules.content import Layer
from alignment.rules.gaps import GapKind
from alignment.rules.progress import is_concrete, measure
from alignment.rules.suspects import to_recheck
from alignment.tracing.words import confidence_in_print
from alignment.ui.formats import money
from alignment.ui.pdf import Fit, render_pdf

CSS = ["css/tokens.css", "css/briefing.css", "css/portfolio-briefing.css"]
#: Both pages stay one page each: what is too long for them is set closer, step by step.
FIT = Fit(
    end="page-two-end",
    page=2,
    css=[
        *("css/portfolio-briefing-close.css", "css/briefing-close.css"),
        *("css/briefing-closer.css", "css/briefing-closest.css"),
    ],
)
#: What page 1 holds, and the list on page 2; the workbook has the rest.
MOST_GOALS, MOST_IDLE, MOST_MORE, MOST_ROWS = 7, 5, 6, 18


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """One business goal: what reaches it, how surely, and the number that says where it stands."""

    line: GoalLine
    figure: Figure | None

    @property
    def sure(self) -> str:
        return confidence_in_print(self.line.found.strength)

    @property
    def number(self) -> str:
        """Where its number stands, in words; honest where there is none."""
        if self.figure is None:
            return _("no number yet")
        words = {"now": self.figure.now_words, "target": self.figure.target_words}
        if not words["now"]:
            return _("no reading yet, target %(target)s") % words if words["target"] else _("no reading yet")
        return _("%(now)s, target %(target)s") % words if words["target"] else words["now"]


@dataclass(frozen=True)
class PortfolioBriefing:
    """Everything that the briefing prints."""

    as_of: date
    headline: str
    lead: str
    goals: list[GoalStanding]
    more_goals: list[GoalStanding]  # on the second page
    goals_left: int  # that stand nowhere but in the workbook
    idle: list[InitiativeLine]
    idle_count: int
    idle_cost: str
    idle_unknown: list[str]
    wanted: list[Wanted]
    gaps: list[str]
    rows: list[InitiativeLine]
    rows_left: int
    is_empty: bool


def portfolio_briefing(workspace: Workspace, as_of: date) -> PortfolioBriefing:
    """The briefing of a workspace: a fixed number of queries, whatever its size."""
    book = portfolio_of(workspace)
    lines = [line for line in book.lines() if line.row and not line.row.apart]
    idle = dearest_first([line for line in lines if _serves_nothing(line)], book.currency)
    whole = book.effort_of(idle)
    goals = list(_standings(book, workspace, as_of))
    more = goals[MOST_GOALS : MOST_GOALS + MOST_MORE]
    room = MOST_ROWS - len(more)
    kinds = Counter(gap.kind for gap in gaps_of_workspace(workspace, as_of))
    kinds[GapKind.SUSPECT] = to_recheck(book.report.graph)
    return PortfolioBriefing(
        as_of=as_of,
        headline=headline_of(book),
        lead=_lead(book, goals),
        goals=goals[:MOST_GOALS],
        more_goals=more,
        goals_left=max(0, len(goals) - MOST_GOALS - len(more)),
        idle=idle[:MOST_IDLE],
        idle_count=len(idle),
        idle_cost=_(" and ").join(money(one.total, one.currency) for one in whole.costs),
        idle_unknown=unknown_words(whole),
        wanted=wanted_decisions(workspace, book),
        gaps=gap_lines(kinds),
        rows=lines[:room],
        rows_left=max(0, len(lines) - room),
        is_empty=not book.report.goals and not book.report.initiatives,
    )


def portfolio_document(workspace: Workspace, as_of: date) -> dict[str, Any]:
    """The context of the templates."""
    return {"workspace": workspace, "briefing": portfolio_briefing(workspace, as_of), "as_of": as_of}


def portfolio_pdf(document: dict[str, Any]) -> bytes:
    """The briefing as PDF/UA-1 in the language that is active; PdfUnavailable when there is none."""
    return render_pdf("briefings/portfolio_pdf.html", document, css=CSS, fit=FIT)


def _serves_nothing(line: InitiativeLine) -> bool:
    return line.found is not None and line.found.verdict in SERVING_NOTHING


def _lead(book: Portfolio, goals: list[GoalStanding]) -> str:
    """How many goals are reached, and how many plans that is about."""
    reached = sum(one.line.found.verdict == "supported" for one in goals)
    words = {"reached": reached, "goals": len(goals), "plans": len({one.line.node.plan for one in goals})}
    if not goals:
        return _("No business goal is written down yet.")
    return (
        _("%(reached)s of %(goals)s business goals are supported by learning, over %(plans)s plans.") % words
    )


def _standings(book: Portfolio, workspace: Workspace, as_of: date) -> Iterator[GoalStanding]:
    """The live goals by rank, each with its own first number, or the first of an outcome that serves it."""
    on: dict[str, list[content.Metric]] = {}
    for metric in metrics_of_workspace(workspace):
        if not metric.archived and not metric.volume_only:
            on.setdefault(metric.item, []).append(metric)
    below: dict[str, list[str]] = {}
    for edge in book.report.graph.counted:
        if book.report.graph.nodes[edge.upper].layer is Layer.GOAL:
            below.setdefault(edge.upper, []).append(edge.lower)
    for line in book.goals():
        own = on.get(line.node.key, [])
        found = _first(own or [one for key in below.get(line.node.key, ()) for one in on.get(key, ())])
        yield GoalStanding(line, _figure(line, found, as_of) if found is not None else None)


def _first(known: list[content.Metric]) -> content.Metric | None:
    """The first that says how much by when; else the first."""
    return next((one for one in known if is_concrete(one)), known[0] if known else None)


def _figure(line: GoalLine, metric: content.Metric, as_of: date) -> Figure:
    goal = content.Goal(key=line.node.key, title=short(line.title))
    return Figure(metric, goal, Layer.GOAL, measure(metric, as_of), "", as_of)
