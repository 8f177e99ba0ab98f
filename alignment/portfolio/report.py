"""What the portfolio shows on its page and in files, narrowed, sorted and paged as the address says."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.models import Workspace
from alignment.portfolio.forms import PortfolioFilter
from alignment.portfolio.queries.around import around
from alignment.portfolio.queries.standing import (
    SERVING_NOTHING,
    InitiativeLine,
    Portfolio,
    dearest_first,
    portfolio_of,
)
from alignment.portfolio.sheets import initiative_header, initiative_rows, sheets
from alignment.portfolio.tables import GoalTable, InitiativeTable
from alignment.portfolio.words import unknown_words
from alignment.rules.effort import Effort
from alignment.rules.verdicts import Verdict
from alignment.ui.spreadsheet import csv_response, xlsx_response
from alignment.ui.tables import ROWS_A_PAGE


@dataclass(frozen=True)
class Idle:
    """What serves no goal, or only says so: a page of it, and what all of it takes."""

    page: Page[InitiativeLine]
    whole: Effort
    free: Effort  # of those that are not completed: hours that are still to be spent

    @property
    def count(self) -> int:
        return self.whole.count

    @property
    def unknown(self) -> list[str]:
        """Of how many cost and hours are not known."""
        return unknown_words(self.whole)


def portfolio_context(request: HttpRequest, workspace: Workspace) -> dict[str, Any]:
    """What the page shows: a fixed number of queries, at most fifty rows of every kind."""
    book = portfolio_of(workspace)
    narrow = PortfolioFilter(request.GET, book=book)
    wanted = narrow.chosen()
    lines = book.lines(**wanted)
    expected = [line for line in lines if line.row and not line.row.apart]
    leading = [line for line in expected if _verdict(line) not in SERVING_NOTHING]
    only_initiatives = wanted["verdict"] or wanted["to_decide"]
    goals = [] if only_initiatives else book.goals(goal=wanted["goal"], gaps=wanted["gaps"])
    apart = [line for line in lines if line.row and line.row.apart]
    stopped = [] if narrow.narrows() else book.stopped()
    return {
        "book": book,
        "report": book.report,
        "filter": narrow,
        "is_empty": not book.report.goals and not book.report.initiatives,
        "idle": _idle(request, book, expected),
        "goals": None if only_initiatives else GoalTable(goals).for_request(request),
        "initiatives": InitiativeTable(leading).for_request(request),
        "apart": _page(request, apart, "apart-page"),
        "stopped": _page(request, stopped, "stopped-page"),
        "around": around(workspace, timezone.localdate()),
    }


def portfolio_csv(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """The initiatives as the page's filter leaves them, as CSV."""
    book = portfolio_of(workspace)
    lines = book.lines(**PortfolioFilter(request.GET, book=book).chosen())
    return csv_response(initiative_rows(book, lines), initiative_header(book), _name(workspace))


def portfolio_xlsx(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """Initiatives, goals, what is stopped and the score as a workbook, as the page's filter leaves them."""
    book = portfolio_of(workspace)
    wanted = PortfolioFilter(request.GET, book=book).chosen()
    goals = book.goals(goal=wanted["goal"], gaps=wanted["gaps"])
    return xlsx_response(sheets(book, book.lines(**wanted), goals), _name(workspace))


def _idle(request: HttpRequest, book: Portfolio, expected: list[InitiativeLine]) -> Idle:
    idle = dearest_first([line for line in expected if _verdict(line) in SERVING_NOTHING], book.currency)
    going = [line for line in idle if line.node.status != "completed"]
    return Idle(_page(request, idle, "idle-page"), book.effort_of(idle), book.effort_of(going))


def _verdict(line: InitiativeLine) -> Verdict | None:
    return line.found.verdict if line.found else None


def _page(request: HttpRequest, lines: list[InitiativeLine], name: str) -> Page[InitiativeLine]:
    return Paginator(lines, ROWS_A_PAGE).get_page(request.GET.get(name))


def _name(workspace: Workspace) -> str:
    return f"{workspace.name} {_('trace')}"
