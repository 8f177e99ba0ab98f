"""All requests of a workspace: as a board, as a table, as files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.access import allows, workspace_to_read
from alignment.intake.columns import columns_of
from alignment.intake.forms.board import BoardFilter
from alignment.intake.queries.board import book_of, by_worth
from alignment.intake.sheets import header, rows
from alignment.intake.tables import RequestTable
from alignment.models import Workspace
from alignment.ui.htmx import show
from alignment.ui.spreadsheet import Sheet, csv_response, xlsx_response


@allows(GET="viewer")
def request_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """Board or table, narrowed as the address says, under the figures of all requests."""
    home = workspace_to_read(request.user, workspace)
    book = book_of(home)
    narrow = BoardFilter(request.GET, book=book)
    lines = narrow.lines()
    context: dict[str, Any] = {"book": book, "figures": book.figures, "filter": narrow, "count": len(lines)}
    if narrow.is_table:
        context["table"] = RequestTable(by_worth(lines)).for_request(request)
    else:
        context["columns"] = columns_of(lines)
    return show(request, "intake/request_list.html", "report", context)


@allows(GET="viewer")
def requests_csv(request: HttpRequest, workspace: str) -> HttpResponse:
    """The requests that the page's filter leaves, as CSV."""
    home = workspace_to_read(request.user, workspace)
    lines = BoardFilter(request.GET, book=book_of(home)).lines()
    return csv_response(rows(home, lines), header(home), _name(home))


@allows(GET="viewer")
def requests_xlsx(request: HttpRequest, workspace: str) -> HttpResponse:
    """The same as a workbook."""
    home = workspace_to_read(request.user, workspace)
    lines = BoardFilter(request.GET, book=book_of(home)).lines()
    return xlsx_response([Sheet(_("Requests"), header(home), rows(home, lines))], _name(home))


def _name(workspace: Workspace) -> str:
    return f"{workspace.name} {_('requests')}"
