"""Freezes a plan as a numbered version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.deeds import deed
from alignment.models import Deed, Plan, Snapshot, User
from alignment.rules.scope import scope
from alignment.rules.score import score
from alignment.rules.verdicts import trace
from alignment.tracing.contents import content_now
from alignment.versions.frozen import Frozen, digest_of, frozen, write
from alignment.versions.grown import with_requests
from alignment.versions.snapshots import next_number


def take_snapshot(
    plan: Plan, *, note: str, by: User, request_key: UUID | None = None
) -> tuple[Snapshot, Deed]:
    """Freezes the plan as it is under its next number. This cannot be undone; AlreadyDone when sent twice."""
    with deed("snapshot", by=by, workspace=plan.workspace, plan=plan, request_key=request_key) as done:
        # Under the workspace's lock nobody else writes, so what is read is what was saved last.
        content, graph = content_now(plan)
        what = frozen(with_requests(plan, content, graph), graph, plan.key)
        found = store(plan, what, note=note, as_of=timezone.localdate(), made_at=timezone.now(), by=by)
        done.subject = str(found.number)
        done.save(update_fields=["subject"])
    return found, done


def store(
    plan: Plan,
    what: Frozen,
    *,
    note: str,
    as_of: date,
    made_at: datetime,
    by: User | None,
    by_name: str = "",
) -> Snapshot:
    """Keeps a frozen plan as its next version. Must stand inside a deed, whose lock gives the number."""
    number = next_number(plan)
    previous = plan.snapshots.filter(number=number - 1).values_list("digest", flat=True).first() or ""
    found = scope(what.graph, trace(what.graph), plan.key)
    points = score(what.graph, found.own)
    row = Snapshot(
        workspace=plan.workspace,
        plan=plan,
        number=number,
        note=note,
        content=write(what),
        satisfied=points.satisfied,
        expected=points.expected,
        as_of=as_of,
        made_at=made_at,
        made_by=by,
        made_by_name=by_name or (str(by)[:120] if by else ""),
    )
    row.digest = digest_of(row, previous)
    row.full_clean()
    row.save(force_insert=True)
    return row


def restore_row(row: Any, *, by: User) -> Deed:
    """Brings an archived row back that belongs to no plan."""
    with deed("restore", by=by, workspace=row.workspace, subject=str(row)) as done:
        fresh = type(row).objects.get(pk=row.pk)
        fresh.archived_at = fresh.archived_by = None
        fresh.version += 1
        fresh.save()
    return done
