"""Puts a briefing together: a cover if wanted, its sections in their order, on sheets; as page and as PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alignment.briefings.briefs import Asked, Brief
from alignment.briefings.queries import read_brief, read_frozen_brief, written_in
from alignment.briefings.readers import READERS, ReaderKind
from alignment.briefings.sections import SECTIONS, sections_for
from alignment.briefings.wording import Written
from alignment.models import BriefingLayout, Plan, Reader
from alignment.tracing.map_paper import Paper
from alignment.ui.pdf import Fit, render_pdf
from alignment.versions.snapshots import Opened

PDF_STYLES = ["css/tokens.css", "css/map.css", "css/briefing.css", "css/readers.css", "css/heat.css"]
CLOSER = [f"css/briefing-{how}.css" for how in ("close", "closer", "closest")]
#: By reader the style sheets that may set page 1 closer.
FITTED: dict[str, list[str]] = {
    Reader.EXECUTIVE: CLOSER,
    Reader.DEPARTMENT: CLOSER[:1],
    Reader.LEARNERS: CLOSER[:1],
}


@dataclass(frozen=True)
class Part:
    """One section with what it shows."""

    code: str
    title: str | Promise
    piece: str
    data: dict[str, Any]
    half: bool = False


@dataclass(frozen=True)
class Sheet:
    """What begins on a new page: rows of one part, or of two that stand side by side."""

    rows: tuple[tuple[Part, ...], ...]
    is_first: bool = False
    paper: Paper | None = None  # of a map, which lies

    @property
    def is_map(self) -> bool:
        return self.paper is not None


@dataclass(frozen=True)
class Document:
    """A briefing, ready to be drawn."""

    brief: Brief
    sheets: tuple[Sheet, ...]
    layout: BriefingLayout | None = None

    @property
    def kind(self) -> ReaderKind:
        return self.brief.asked.kind

    @property
    def cover(self) -> bool:
        return self.layout is not None and self.layout.cover

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """What each section shows, by its code."""
        return {part.code: part.data for sheet in self.sheets for row in sheet.rows for part in row}

    @property
    def about(self) -> str:
        """What it is narrowed to, in words; empty when it is about the whole plan."""
        asked, content = self.brief.asked, self.brief.source.content
        if asked.goal:
            title = next(goal.title for goal in content.goals if goal.key == asked.goal)
            return _("one goal: %(goal)s") % {"goal": title}
        if asked.person:
            return _("for %(person)s") % {"person": self.brief.names[asked.person]}
        if asked.group:
            group = next(one.name for one in content.target_groups if one.key == asked.group)
            return _("for this group: %(group)s") % {"group": group}
        return ""


def document_of(
    plan: Plan, as_of: date, asked: Asked | None = None, layout: BriefingLayout | None = None
) -> dict[str, Any]:
    """The context of the briefing's templates; KeyError when the plan has no such goal, person or group."""
    asked = asked or Asked()
    brief, written = read_brief(plan, as_of, asked)
    return _context(brief, layout, written)


def document_from(
    opened: Opened, asked: Asked | None = None, layout: BriefingLayout | None = None
) -> dict[str, Any]:
    """The same of a version of the plan, as it was on its day."""
    brief = read_frozen_brief(opened, asked or Asked())
    return _context(brief, layout, written_in(brief))


def pdf_of_document(plan: Any, document: dict[str, Any]) -> bytes:
    """The briefing as PDF/UA-1 in the language that is active; PdfUnavailable when there is none."""
    made: Document = document["document"]
    workspace = document.get("workspace") or plan.workspace
    context = {"plan": plan, "workspace": workspace, **document}
    return render_pdf("briefings/briefing_pdf.html", context, css=PDF_STYLES, fit=_fit(made))


def codes_of(reader: str, layout: BriefingLayout | None = None) -> tuple[str, ...]:
    """The sections of a briefing in their order; what a layout names and nobody knows is left out."""
    if layout is None:
        return READERS[reader].sections
    may = sections_for(reader)
    return tuple(code for code in layout.sections if code in may)


def put_together(brief: Brief, layout: BriefingLayout | None = None) -> Document:
    """A briefing from its brief: every section that has something to say, in its place."""
    sheets = tuple(_sheets(list(_parts(brief, codes_of(brief.reader, layout))), brief))
    return Document(brief, sheets, layout)


def _context(brief: Brief, layout: BriefingLayout | None, written: Sequence[Written]) -> dict[str, Any]:
    made = put_together(brief, layout)
    return {
        "document": made,
        "briefing": brief.base,
        "reader": made.kind,
        "asked": brief.asked,
        "as_of": brief.source.as_of,
        "written": written,
        "written_on": max((one.day for one in written if one.day), default=None),
        "stale": [one for one in written if one.is_stale],
    }


def _parts(brief: Brief, codes: Sequence[str]) -> Iterator[Part]:
    for code in codes:
        section = SECTIONS[code]
        data = section.build(brief)
        if data is not None:
            yield Part(code, section.title_for(brief.reader), section.piece, data, section.half)


def _sheets(parts: list[Part], brief: Brief) -> Iterator[Sheet]:
    """Sections follow each other on a sheet; some begin one, and a map has its own."""
    first, collected = True, list[Part]()
    cut = _in_full(brief)
    for part in parts:
        section = SECTIONS[part.code]
        if section.sheet:
            if collected or first:
                yield Sheet(tuple(_rows(collected)), first)
                first, collected = False, []
            if cut:
                collected, cut = [*cut], []
        if section.lying:
            if collected:
                yield Sheet(tuple(_rows(collected)))
            collected = []
            yield Sheet(((part,),), paper=part.data["paper"])
        else:
            collected.append(part)
    if collected or first:
        yield Sheet(tuple(_rows(collected)), first)
    if cut:
        yield Sheet(tuple(_rows(cut)))


def _rows(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Two halves that follow each other stand side by side."""
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if part.half and waiting and waiting[0].half:
            yield (part, waiting.pop(0))
        else:
            yield (part,)


def _in_full(brief: Brief) -> list[Part]:
    """What page 1 had to cut."""
    if not brief.base.in_full:
        return []
    data = {"texts": brief.base.in_full}
    return [Part("in_full", _("In full"), "briefings/parts/_in_full.html", data)]


def _fit(made: Document) -> Fit | None:
    """Page 1 of an executive briefing stays one page, with the sections that it is made for.

    That of a department head or of learners is set a little closer when this makes it one page.
    """
    reader = made.brief.reader
    first = {part.code for row in made.sheets[0].rows for part in row}
    if reader not in FITTED or first - set(READERS[reader].sections):
        return None
    return Fit(end="page-one-end", page=2 if made.cover else 1, css=FITTED[reader])
