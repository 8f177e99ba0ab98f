"""Writes what people change in briefings: the words, the layouts, the copies that are kept."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.briefings.readers import READERS
from alignment.briefings.wording import basis_of
from alignment.deeds import StaleWrite, check_version, deed
from alignment.models import Briefing, BriefingCopy, BriefingLayout, Deed, Plan, Snapshot, User, Workspace


def edit_wording(
    plan: Plan,
    reader: str,
    *,
    by: User,
    version: int,
    fields: dict[str, Any],
    said: Mapping[str, str] | None = None,
    still_right: bool = False,
) -> Deed:
    """Keeps the wording and when it was made; StaleWrite when somebody saved it since `version`.

    Blank fields fall back to what the data says. The first wording comes with version 0. `said` is what
    the data says today for each part: it tells later whether the words have become stale. `still_right`
    takes it for the words that were not touched, too.
    """
    with deed("edit_briefing", by=by, workspace=plan.workspace, plan=plan, subject=plan.title) as done:
        row = Briefing.objects.filter(plan=plan, reader=reader).first()
        if (row.version if row else 0) != version:
            raise StaleWrite(row)
        row = row or Briefing(workspace=plan.workspace, plan=plan, reader=reader, version=0)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.edited_on, row.edited_by = timezone.localdate(), by
        if said is not None:
            row.basis = basis_of(row, row.basis, said, row.edited_on, still_right=still_right)
        row.full_clean()
        row.save()
    return done


def create_layout(
    workspace: Workspace,
    *,
    reader: str,
    name: str,
    cover: bool,
    by: User | None,
    request_key: UUID | None = None,
) -> tuple[Deed, BriefingLayout]:
    """A layout with the sections that its reader gets by default; AlreadyDone for a repeated request."""
    with deed("edit_layout", by=by, workspace=workspace, subject=name, request_key=request_key) as done:
        layout = BriefingLayout(
            workspace=workspace,
            reader=reader,
            name=name,
            cover=cover,
            sections=list(READERS[reader].sections),
        )
        layout.full_clean()
        layout.save()
    return done, layout


def edit_layout(
    layout: BriefingLayout,
    *,
    name: str,
    cover: bool,
    sections: Sequence[str],
    version: int,
    by: User | None,
) -> Deed:
    """Names a layout and puts its sections in order; StaleWrite when somebody saved it since `version`."""
    with deed("edit_layout", by=by, workspace=layout.workspace, subject=name) as done:
        fresh: BriefingLayout = check_version(layout, version)
        fresh.name, fresh.cover, fresh.sections = name, cover, list(sections)
        fresh.version += 1
        fresh.full_clean()
        fresh.save()
    return done


def remove_layout(layout: BriefingLayout, *, by: User | None) -> Deed:
    """Takes a layout away; undo brings it back."""
    with deed("remove_layout", by=by, workspace=layout.workspace, subject=layout.name) as done:
        check_version(layout, layout.version).delete()
    return done


def keep_copy(
    version: Snapshot,
    *,
    reader: str,
    title: str,
    pdf: bytes,
    by: User,
    request_key: UUID | None = None,
) -> Deed:
    """Keeps a briefing as it was handed out, with the version that it was made from; for good."""
    plan = version.plan
    with deed(
        "keep_briefing",
        by=by,
        workspace=plan.workspace,
        plan=plan,
        subject=title,
        request_key=request_key,
    ) as done:
        BriefingCopy.objects.create(
            workspace=plan.workspace,
            snapshot=version,
            reader=reader,
            title=title[:200],
            pdf=pdf,
            digest=sha256(pdf).hexdigest(),
            made_by=by,
            made_by_name=str(by)[:120],
        )
    return done


def is_as_kept(copy: BriefingCopy) -> bool:
    """Whether the file of a kept briefing still has the digest that was written down with it."""
    return sha256(copy.pdf).hexdigest() == copy.digest
