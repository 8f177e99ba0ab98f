"""Reads what briefings are made from: the plan, the words written over it, layouts and kept copies."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alignment.briefings.briefs import Asked, Brief, brief_of
from alignment.briefings.conclusions import concluded, next_step
from alignment.briefings.executive import ExecutiveBriefing
from alignment.briefings.promises import promises_of
from alignment.briefings.wording import PARTS, Written, data_says, written_parts
from alignment.models import Briefing, BriefingCopy, BriefingLayout, Plan, Reader, Snapshot, Workspace
from alignment.rules.content import BriefingWording, PlanContent
from alignment.tracing.map import MapView
from alignment.tracing.maps import map_of
from alignment.tracing.sources import Source, live
from alignment.versions.snapshots import Opened, version_map

#: Readers who are asked for no decision: what is written for them is their next step.
STEP_READERS = frozenset({Reader.DEPARTMENT, Reader.LEARNERS})
#: Readers for whom the executives' decision stands while none is written for them.
BORROWERS = frozenset({Reader.CFO, Reader.HR})


def wording_in(content: PlanContent, reader: str) -> BriefingWording | None:
    """What people wrote into the briefing of a content's first plan, if anything."""
    return next((one for one in content.plans[0].briefings if one.reader == reader), None)


def wording_for(content: PlanContent, reader: str) -> BriefingWording | None:
    """The words for a reader; a decision that was written for the executives is the CFO's and HR's, too."""
    own, first = wording_in(content, reader), wording_in(content, Reader.EXECUTIVE)
    if not _borrows(own, first, reader) or first is None:
        return own
    asked = {name: getattr(first, name) for name in PARTS["decision"]}
    return replace(own or BriefingWording(reader=reader), **asked)


def _borrows(own: BriefingWording | None, first: BriefingWording | None, reader: str) -> bool:
    if reader not in BORROWERS or first is None or not first.decision.strip():
        return False
    return own is None or not own.decision.strip()


def borrowed_in(content: PlanContent, reader: str) -> list[Written]:
    """What of a reader's words was written for the executives."""
    own, first = wording_in(content, reader), wording_in(content, Reader.EXECUTIVE)
    if not _borrows(own, first, reader) or first is None:
        return []
    return [Written("decision", _("decision, as for the executive team"), first.edited_on, None, "")]


def briefing_row(plan: Plan, reader: str = Reader.EXECUTIVE) -> Briefing:
    """The row that keeps the wording; not saved yet when nobody wrote any."""
    found = Briefing.objects.filter(plan=plan, reader=reader).first()
    return found or Briefing(workspace=plan.workspace, plan=plan, reader=reader, version=0)


def read_brief(plan: Plan, as_of: date, asked: Asked) -> tuple[Brief, list[Written]]:
    """What a briefing of a plan as it is is made from, and what somebody wrote over it.

    KeyError when the plan has no such goal, person or group.
    """
    source = live(plan, as_of)

    def draw(chosen: str) -> MapView | None:
        return map_of(plan, today=as_of, goal=chosen)

    row = briefing_row(plan, asked.reader) if asked.is_whole else None
    wording = wording_for(source.content, asked.reader) if row is not None else None
    borrowed = borrowed_in(source.content, asked.reader) if row is not None else []
    promises = promises_of(plan)
    brief = brief_of(source, asked, wording=wording, promises=promises, draw=draw, live=plan)
    brief = _concluded(brief, wording)
    if row is None or not row.version:
        return brief, borrowed
    plain = brief_of(source, Asked(asked.reader), promises=promises, live=plan)
    return brief, [*written_parts(row, says(_concluded(plain, None))), *borrowed]


def read_frozen_brief(opened: Opened, asked: Asked) -> Brief:
    """The same of a version: what was promised and agreed beside the plan is not part of it."""
    source = opened.source

    def draw(chosen: str) -> MapView | None:
        return version_map(opened.version, source, chosen)

    wording = wording_for(source.content, asked.reader) if asked.is_whole else None
    brief = _concluded(brief_of(source, asked, wording=wording, draw=draw), wording)
    return replace(brief, version=opened.version)


def written_in(brief: Brief) -> list[Written]:
    """What somebody had written over a version; what the data said then is not recorded there."""
    if not brief.asked.is_whole:
        return []
    content = brief.source.content
    wording = wording_in(content, brief.reader)
    own = written_parts(wording, says(brief)) if wording else []
    return [*own, *borrowed_in(content, brief.reader)]


def data_alone(plan: Plan, as_of: date, reader: str = Reader.EXECUTIVE) -> Brief:
    """A briefing of the whole plan as the data writes it, whatever people wrote over it."""
    brief = brief_of(live(plan, as_of), Asked(reader), promises=promises_of(plan), live=plan)
    return _concluded(brief, None)


def says(brief: Brief) -> dict[str, str]:
    """What the data says for each part that words can be written over."""
    return data_says(brief.base, next_step(brief) if brief.reader in STEP_READERS else "")


def executive_of(plan: Plan, as_of: date) -> ExecutiveBriefing:
    """The executive briefing of a plan as it is."""
    return executive_from(live(plan, as_of))


def executive_from(source: Source, goal: str = "") -> ExecutiveBriefing:
    """The executive briefing of a plan, or of one of its live goals (by key; KeyError when there is none)."""
    asked = Asked(goal=goal)
    return brief_of(source, asked, wording=wording_in(source.content, asked.reader)).base


def layouts_of(workspace: Workspace) -> "QuerySet[BriefingLayout]":
    """The layouts of a workspace, by reader and name."""
    return BriefingLayout.objects.filter(workspace=workspace)


def layout_for(workspace: Workspace, reader: str, layout_id: int) -> BriefingLayout | None:
    """A layout of a workspace for a reader; None when there is none."""
    found: BriefingLayout | None = layouts_of(workspace).filter(reader=reader, pk=layout_id).first()
    return found


def copies_of(plan: Plan, version: Snapshot | None = None) -> "QuerySet[BriefingCopy]":
    """The kept briefings of a plan, or of one of its versions, without the files themselves."""
    rows = BriefingCopy.objects.filter(workspace=plan.workspace, snapshot__plan=plan.pk)
    if version is not None:
        rows = rows.filter(snapshot=version)
    return rows.select_related("snapshot").defer("pdf", "snapshot__content")


def _concluded(brief: Brief, wording: BriefingWording | None) -> Brief:
    return concluded(brief, by_hand=bool(wording and wording.headline.strip()))
