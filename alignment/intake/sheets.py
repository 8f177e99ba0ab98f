"""The requests as rows for CSV and XLSX: what the table shows, and every text."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from alignment.intake.queries.board import Line
from alignment.intake.queries.requests import texts_of
from alignment.models import DevelopmentRequest, Verdict, Workspace
from alignment.rules.decimals import canonical
from alignment.ui.statuses import status

#: The columns of a request that hold its words, in their order.
TEXTS = (
    "happening", "wanted", "numbers", "impact", "contribution", "tried", "belief", "verdict_reason", "remedy",
)  # fmt: skip


def header(workspace: Workspace) -> list[str]:
    return [
        _("Key"), _("Problem"), _("Where it stands"), _("Department"), _("Who asks"), _("How it came"),
        _("Asked on"), _("Days open"), _("By when"), _("Best rank"), _("Goals served"), _("Effort"),
        _("Hours"), _("Cost (%(currency)s)") % {"currency": workspace.currency}, _("Order or consultation"),
        _("When L&D joined"), _("Planned"), _("Who works on it"), _("Taken up on"), _("Verdict"),
        _("Decided on"), _("What happens"), _("What should happen instead"), _("Which numbers show it"),
        _("Goal of the department at risk"), _("How solving it helps the organisation"), _("What was tried"),
        _("Their idea of a solution"), _("Reason of the verdict"), _("Better remedy"),
    ]  # fmt: skip


def rows(workspace: Workspace, lines: Iterable[Line]) -> Iterator[list[Any]]:
    """One row a request, in the order of the lines."""
    said = texts_of(workspace, TEXTS)
    for line in lines:
        yield [*_facts(line), *said.get(line.id, [""] * len(TEXTS))]


def _facts(line: Line) -> list[Any]:
    words = DevelopmentRequest
    return [
        line.key, line.title, str(status(f"request_{line.stand}").label), line.department, line.who,
        _word(words.Came, line.came), line.asked_on, line.age, line.by_when, line.value.best_rank,
        line.value.goals, _word(words.Effort, line.effort), _plain(line.hours), _plain(line.cost),
        _word(words.Mode, line.mode), _word(words.Stage, line.stage), _yes_or_no(line.planned), line.lead,
        line.taken_up_on, _word(Verdict, line.verdict), line.facts.verdict_on,
    ]  # fmt: skip


def _word(choices: Any, code: str) -> str:
    return str(choices(code).label) if code else ""


def _yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else _("yes") if answer else _("no")


def _plain(amount: Decimal | None) -> Decimal | None:
    """Without the zeros that the database adds."""
    return None if amount is None else Decimal(canonical(amount))
