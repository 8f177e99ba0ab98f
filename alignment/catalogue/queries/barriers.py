"""Reads the barriers to learning that follows demand, in the order in which they need somebody."""

from dataclasses import dataclass
from datetime import date

from alignment.models import Barrier, Workspace


@dataclass(frozen=True)
class Barriers:
    """What is in the way, what is out of the way, and what was archived."""

    open: list[Barrier]
    resolved: list[Barrier]
    archived: list[Barrier]


def barriers_of(workspace: Workspace) -> Barriers:
    """The register, what is due first. One query."""
    rows = list(Barrier.objects.filter(workspace=workspace).select_related("owner"))
    current = [one for one in rows if not one.is_archived]
    waiting = [one for one in current if one.resolved_on is None]
    return Barriers(
        open=sorted(waiting, key=lambda one: (one.due or date.max, one.position, one.key)),
        resolved=[one for one in current if one.resolved_on is not None],
        archived=[one for one in rows if one.is_archived],
    )


def overdue_barriers(workspace: Workspace, today: date) -> list[Barrier]:
    """Barriers that were to be out of the way by a day that is past."""
    found = Barrier.objects.filter(workspace=workspace, resolved_on=None, due__lt=today).current()
    return list(found.select_related("owner"))
