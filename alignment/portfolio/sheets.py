"""The portfolio as rows for CSV and XLSX: the columns of the trace report first, then its own."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from alignment.portfolio.queries.standing import GoalLine, InitiativeLine, Portfolio
from alignment.rules.decimals import canonical
from alignment.rules.effort import Costs
from alignment.tracing import sheets as trace
from alignment.tracing.words import score_words
from alignment.ui.formats import money
from alignment.ui.spreadsheet import Sheet
from alignment.ui.statuses import status


def initiative_header(book: Portfolio) -> list[str]:
    return [*trace.initiative_header(), _("The weakest hop"), _("To re-check"), *_effort_header(book),
            *_decision_header()]  # fmt: skip


def initiative_rows(book: Portfolio, lines: Iterable[InitiativeLine]) -> Iterator[list[Any]]:
    """One row a live initiative."""
    for line in lines:
        if line.row is None:
            continue
        known = next(iter(trace.initiative_rows([line.row], book.facts.plans)))
        yield [*known, line.strength.hop, line.row.found.suspect, *_effort(book, line), *_decision(line)]


def goal_header() -> list[str]:
    return [*trace.goal_header(), _("Rank"), _("The weakest hop"), _("To re-check"),
            _("No learning planned, because"), _("Decided by")]  # fmt: skip


def goal_rows(book: Portfolio, lines: Iterable[GoalLine]) -> Iterator[list[Any]]:
    """One row a live goal, by rank."""
    for line in lines:
        known = next(iter(trace.goal_rows([line.row], book.facts.plans)))
        said = line.facts
        yield [
            *known,
            said.priority,
            line.strength.hop,
            line.found.suspect,
            said.no_learning,
            said.no_learning_by,
        ]


def sheets(book: Portfolio, initiatives: Iterable[InitiativeLine], goals: Iterable[GoalLine]) -> list[Sheet]:
    """The sheets of the workbook."""
    stopped = [
        [line.node.key, line.title, line.plan, str(status(line.node.status).label),
         *_effort(book, line), *_decision(line)]
        for line in book.stopped()
    ]  # fmt: skip
    stopped_header = [_("Key"), _("Initiative"), _("Plan"), _("Status"), *_effort_header(book)]
    return [
        Sheet(_("Initiatives"), initiative_header(book), initiative_rows(book, initiatives)),
        Sheet(_("Business goals"), goal_header(), goal_rows(book, goals)),
        Sheet(_("Stopped or declined"), [*stopped_header, *_decision_header()], stopped),
        Sheet(_("Links in place"), [_("Links in place")], [[score_words(book.score)]]),
    ]


def _effort_header(book: Portfolio) -> list[str]:
    named = {"currency": book.currency}
    return [
        _("Planned cost (%(currency)s)") % named, _("Committed cost (%(currency)s)") % named,
        _("Spent cost (%(currency)s)") % named, _("Other cost (%(currency)s)") % named,
        _("Cost in other currencies"), _("Cost known"), _("Hours"),
    ]  # fmt: skip


def _effort(book: Portfolio, line: InitiativeLine) -> list[Any]:
    found = line.effort
    own = next((one for one in found.costs if one.currency == book.currency), None)
    others = [one for one in found.costs if one is not own]
    return [
        *_amounts(own), "; ".join(money(one.total, one.currency) for one in others),
        _("no") if found.cost_unknown else _("yes"), None if found.hours_unknown else _plain(found.hours),
    ]  # fmt: skip


def _amounts(costs: Costs | None) -> list[Decimal | None]:
    if costs is None:
        return [None] * 4
    return [_plain(amount) for amount in (costs.planned, costs.committed, costs.spent, costs.unsaid)]


def _plain(amount: Decimal) -> Decimal:
    """Without the zeros that the database adds."""
    return Decimal(canonical(amount))


def _decision_header() -> list[str]:
    return [_("Decision"), _("Decided on"), _("Decided by"), _("Why"), _("Done instead")]


def _decision(line: InitiativeLine) -> list[Any]:
    said = line.decided
    if said is None:
        return [_("to decide") if line.to_decide else "", None, "", "", ""]
    return [line.decision_word, said.date, said.by, said.reason, said.instead]
