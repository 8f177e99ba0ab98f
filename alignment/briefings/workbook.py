"""The tables of a briefing as a workbook: numbers and dates as what they are, nothing that could run."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from alignment.briefings import asking, building, learning_path, library, open_points, quoted, requested
from alignment.briefings import spending as finance
from alignment.briefings.briefs import Brief
from alignment.briefings.document import Document
from alignment.briefings.figures import Figure
from alignment.briefings.roe import roe_sheets
from alignment.briefings.trace_lines import goal_lines, trace_lines
from alignment.measurement.heat import heat_map
from alignment.measurement.money_words import payback_words
from alignment.models import Reader
from alignment.ui.formats import month
from alignment.ui.spreadsheet import Sheet

#: A workbook has room for what paper has not.
MOST = 100_000


def sheets_of(document: Document) -> list[Sheet]:
    """A first sheet with what the briefing says, then a sheet for each of its tables."""
    brief, found = document.brief, [_summary(document)]
    for part in (part for sheet in document.sheets for row in sheet.rows for part in row):
        if part.code in _TABLES:
            found.extend(_TABLES[part.code](brief))
    return found


def _summary(document: Document) -> Sheet:
    base, brief = document.brief.base, document.brief
    rows: list[tuple[Any, ...]] = [
        (_("Plan"), brief.source.content.plans[0].title),
        (_("Briefing for"), str(document.kind.called)),
        (_("About"), document.about or _("the whole plan")),
        (_("Seen on"), brief.source.as_of),
        (_("Conclusion"), base.headline),
        (_("And"), base.lead),
    ]
    parts = document.parts
    if "decision" in parts and base.decision:
        rows.append((_("Decision wanted"), base.decision.text))
        rows.append((_("Decide by"), base.decision.day))
    if "limits" in parts:
        rows += [(_("Limit"), line) for line in base.limits]
        rows.append((_("Limit"), parts["limits"]["counted"]))
    for code, name in (("not_claimed", _("Not claimed")), ("open", _("Not settled yet"))):
        rows += [(name, line) for line in parts.get(code, {}).get("lines", ())]
    if "next_step" in parts:
        rows.append((_("Your next step"), parts["next_step"]["step"]))
    return Sheet(_("Briefing"), (_("What"), _("Words")), rows)


def _figures(title: str, figures: list[Figure]) -> Sheet:
    header = (
        _("Metric"), _("Measured on"), _("Unit"), _("Start"), _("Start on"), _("Now"), _("Read on"),
        _("Target"), _("Target by"), _("Status"), _("Volume only"), _("Source"), _("Owner"),
    )  # fmt: skip
    rows = [
        (
            one.metric.title,
            one.item.title,
            one.metric.unit,
            one.metric.baseline,
            one.metric.baseline_date,
            one.standing.current,
            one.standing.current_date,
            one.metric.target,
            one.metric.target_date,
            one.status_words,
            one.metric.volume_only,
            one.metric.source,
            one.owner,
        )
        for one in figures
    ]
    return Sheet(title, header, rows)


def _numbers(brief: Brief) -> Iterator[Sheet]:
    data = building.numbers(brief) or {}
    yield _figures(_("Numbers"), list(data.get("figures", ())))


def _metrics(brief: Brief) -> Iterator[Sheet]:
    yield _figures(_("Metrics"), building.shown_figures(brief))


def _costs(brief: Brief) -> Iterator[Sheet]:
    found = finance.costs_of(brief.content, brief.source.trace)
    header = (
        _("Kind of cost"), _("Planned"), _("Committed"), _("Spent"), _("State not recorded"), _("Together"),
        _("Currency"),
    )  # fmt: skip
    rows = [(row.name, *row.amounts, row.total, found.currency) for row in (*found.rows, found.total)]
    yield Sheet(_("Costs"), header, rows)


def _spending(brief: Brief) -> Iterator[Sheet]:
    header = (
        _("Initiative"), _("What the money serves"), _("What the trace shows"), _("Goals"), _("Cost"),
        _("Currency"),
    )  # fmt: skip
    rows = [
        (row.title, finance.group_words(row.group), row.verdict, row.goals, row.cost, row.currency)
        for row in finance.spending_of(brief.content, brief.source.trace)
    ]
    yield Sheet(_("What the money serves"), header, rows)


def _returns(brief: Brief) -> Iterator[Sheet]:
    header = (
        _("Initiative"), _("Costs"), _("Benefits, forecast"), _("Benefits, realised"), _("ROI in %"),
        _("Benefit/cost ratio"), _("Currency"), _("Why no return can be said"),
        _("ROI in % with half our share"), _("Benefit/cost ratio with half our share"),
        _("ROI in % realised so far"), _("Benefits that must come true in %"), _("Paid back"),
        _("Confirmed by"),
    )  # fmt: skip
    rows = [
        (
            row.title,
            row.money.costs,
            row.forecast,
            row.money.realised,
            row.money.roi_percent,
            row.money.bcr,
            row.money.currency,
            row.why,
            row.money.sceptic and row.money.sceptic.roi_percent,
            row.money.sceptic and row.money.sceptic.bcr,
            row.money.so_far and row.money.so_far.roi_percent,
            row.money.break_even,
            payback_words(row.money),
            row.confirmed_by,
        )
        for row in finance.returns_of(brief.content, brief.source.trace)
    ]
    yield Sheet(_("Returns"), header, rows)


def _months(brief: Brief) -> Iterator[Sheet]:
    found = heat_map(brief.content, brief.source.as_of, most=MOST)
    if found is None:
        return
    header = (_("Goal or metric"), _("Measured on"), *(month(day) for day in found.months))
    rows = [(line.title, line.note, *(cell.words for cell in line.cells)) for line in found.lines]
    yield Sheet(_("Month by month"), header, rows)


def _confidence(brief: Brief) -> Iterator[Sheet]:
    header = (
        _("Business goal"),
        _("What the trace shows"),
        _("By what work"),
        _("How sure"),
        _("Weakest hop"),
    )
    rows = [(row.goal, row.says, row.work, row.sure, row.hop) for row in open_points.sureness_of(brief)]
    yield Sheet(_("How sure"), header, rows)


def _needs(title: str, needs: list[asking.Need]) -> Sheet:
    header = (_("What"), _("By whom"), _("By when"), _("How it stands"))
    return Sheet(title, header, [(one.what, one.who, one.day, one.standing) for one in needs])


def _needed(brief: Brief) -> Iterator[Sheet]:
    yield _needs(_("What is needed"), asking.needs_of(brief))


def _delivered(brief: Brief) -> Iterator[Sheet]:
    yield _needs(_("What learning delivers"), asking.deliveries_of(brief))


def _able(brief: Brief) -> Iterator[Sheet]:
    header = (_("To be able to"), _("Gain"), _("Target groups"), _("Built by"))
    rows = [
        (one.title, one.gain, "; ".join(one.groups), "; ".join(one.by))
        for one in learning_path.gains_of(brief)
    ]
    yield Sheet(_("What is gained"), header, rows)


def _path(brief: Brief) -> Iterator[Sheet]:
    header = (_("What"), _("Kind"), _("From"), _("To"), _("Hours"), _("Decided"), _("What it builds"))
    rows = [
        (one.title, one.kind, one.start, one.end, one.hours, one.is_sure, "; ".join(one.builds))
        for one in learning_path.path_of(brief)
    ]
    yield Sheet(_("Path"), header, rows)


def _quotes(brief: Brief) -> Iterator[Sheet]:
    named = brief.reader != Reader.LEARNERS
    header = (_("What was said or seen"), _("Who told it"), _("Kind"), _("When"))
    rows = [(one.text, one.who if named else "", one.kind, one.date) for one in quoted.every(brief)]
    yield Sheet(_("In their words"), header, rows)


def _points(title: str, points: list[open_points.OpenPoint]) -> Sheet:
    return Sheet(title, (_("Where"), _("What")), [(one.title, one.words) for one in points])


def _gaps(brief: Brief) -> Iterator[Sheet]:
    yield _points(_("Gaps"), open_points.gaps_of(brief))


def _confirm(brief: Brief) -> Iterator[Sheet]:
    yield _points(_("To be checked again"), open_points.queue_of(brief))


def _chains(brief: Brief) -> Iterator[Sheet]:
    header = (
        _("Business goal"), _("Performance outcome"), _("Moment of truth"), _("What people will do"),
        _("Initiative"), _("Weakest hop"), _("Stops"),
    )  # fmt: skip
    rows = [
        (one.goal, one.outcome, one.moment, one.learning, one.initiative, one.weakest, one.stops)
        for one in brief.base.chains
    ]
    yield Sheet(_("Why it should work"), header, rows)


def _trace(brief: Brief) -> Iterator[Sheet]:
    initiatives, goals = building.trace_rows(brief)
    header = (_("Initiative"), _("Status"), _("Trace"), _("Over which steps"), _("Weakest hop"))
    lines = trace_lines(initiatives, MOST)
    yield Sheet(
        _("Trace"), header, [(one.title, one.status, one.verdict, one.path, one.sure) for one in lines]
    )
    header = (_("Business goal"), _("Trace"), _("Outcomes"), _("By what work"), _("Weakest hop"))
    yield Sheet(
        _("Business goals"),
        header,
        [(one.title, one.verdict, one.outcomes, one.work, one.sure) for one in goal_lines(goals)],
    )


def _dates(brief: Brief) -> Iterator[Sheet]:
    rows = [(one.day, one.text) for one in brief.base.next_dates]
    yield Sheet(_("Next 90 days"), (_("Day"), _("What")), rows)


def _requests(brief: Brief) -> Iterator[Sheet]:
    header = (
        _("Request"), _("Department"), _("Asked on"), _("Verdict"), _("Why"), _("Better remedy"), _("Hours"),
        _("Cost"),
    )  # fmt: skip
    found = requested.requested(brief)
    yield Sheet(_("Requests"), header, requested.rows_of(found.lines if found else ()))


def _skills_gap(brief: Brief) -> Iterator[Sheet]:
    header = (
        _("Goal"), _("To be able to"), _("Target group"), _("People"), _("Required"), _("Now"),
        _("Known from"), _("Missing"),
    )  # fmt: skip
    rows = [
        (one.goal, one.skill, one.group, one.size, one.required, one.now, one.how, one.missing)
        for one in library.gap_rows(brief)
    ]
    yield Sheet(_("Skills that are missing"), header, rows)


def _practices(brief: Brief) -> Iterator[Sheet]:
    header = (_("Practice"), _("Counted"), _("Judged, 1 to 5"), _("On"))
    yield Sheet(_("Five practices"), header, library.practice_rows(brief))


_TABLES: dict[str, Callable[[Brief], Iterator[Sheet]]] = {
    "numbers": _numbers,
    "metrics": _metrics,
    "months": _months,
    "costs": _costs,
    "spending": _spending,
    "returns": _returns,
    "roe": roe_sheets,
    "confidence": _confidence,
    "needed": _needed,
    "delivered": _delivered,
    "able": _able,
    "path": _path,
    "quotes": _quotes,
    "gaps": _gaps,
    "confirm": _confirm,
    "chains": _chains,
    "trace": _trace,
    "next_dates": _dates,
    "requests": _requests,
    "skills_gap": _skills_gap,
    "practices": _practices,
}
