"""What is in the way of learning that follows demand, and who takes it on (C11)."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.deeds import check_version, deed
from alignment.keys import row_key
from alignment.models import Barrier, Deed, User, Workspace
from alignment.people.services.people import find_or_make_person


def add(
    workspace: Workspace,
    *,
    by: User | None,
    fields: dict[str, Any],
    owner: str = "",
    request_key: UUID | None = None,
) -> tuple[Barrier, Deed]:
    """A new barrier; its owner is found by name or made. AlreadyDone when the same form was sent before."""
    with deed("create", by=by, workspace=workspace, subject=fields["text"], request_key=request_key) as row:
        made = Barrier(
            workspace=workspace,
            key=row_key(workspace, Barrier),
            position=Barrier.objects.filter(workspace=workspace).next_position(),
        )
        _fill(made, fields, owner, by)
    return made, row


def edit(barrier: Barrier, *, version: int, by: User | None, fields: dict[str, Any], owner: str) -> Deed:
    """Changes a barrier; StaleWrite when somebody else saved it since `version`."""
    with deed("edit", by=by, workspace=barrier.workspace, subject=fields["text"]) as row:
        fresh: Barrier = check_version(barrier, version)
        fresh.version += 1
        _fill(fresh, fields, owner, by)
    return row


def _fill(barrier: Barrier, fields: dict[str, Any], owner: str, by: User | None) -> None:
    for name, value in fields.items():
        setattr(barrier, name, value)
    barrier.owner = find_or_make_person(barrier.workspace, name=owner, by=by) if owner else None
    barrier.full_clean(exclude=["workspace"])
    barrier.save()


def resolve(barrier: Barrier, *, version: int, by: User | None, resolved: bool = True) -> Deed:
    """Says that a barrier is out of the way since today, or in the way again."""
    verb = "resolve_barrier" if resolved else "reopen_barrier"
    with deed(verb, by=by, workspace=barrier.workspace, subject=barrier.text) as row:
        fresh: Barrier = check_version(barrier, version)
        fresh.resolved_on = timezone.localdate() if resolved else None
        fresh.version += 1
        fresh.save()
    return row


def set_archived(barrier: Barrier, *, version: int, by: User, archived: bool) -> Deed:
    """Takes a barrier out of the register, or brings it back."""
    verb = "archive" if archived else "restore"
    with deed(verb, by=by, workspace=barrier.workspace, subject=barrier.text) as row:
        fresh: Barrier = check_version(barrier, version)
        fresh.archived_at = timezone.now() if archived else None
        fresh.archived_by = by if archived else None
        fresh.version += 1
        fresh.save()
    return row
