"""Recording who did what. Every write happens inside a deed, and a deed can be undone as a whole.

`deed()` opens the transaction, takes the workspace's row lock, writes the Deed, and every history
row that is written inside belongs to it. A tracked row that is saved outside a deed is refused:
that is how "everything leaves a trace" is kept rather than hoped for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from alignment.models import Deed, Invitation, Membership, Plan, RequestLink, ShareLink, User, Workspace
from alignment.taking_back import CannotUndo as CannotUndo
from alignment.taking_back import history_of, take_back, tracked_models
from alignment.verbs import VERBS

_current: ContextVar[Deed | None] = ContextVar("deed", default=None)

#: Rows that give rights. Nobody gets them back by an undo, whatever the deed was called.
RIGHTS = (Membership, Invitation, ShareLink, RequestLink)


class NoDeed(RuntimeError):
    """A row was saved outside a deed, or a deed is of no known verb: a mistake of ours, never of the user."""


class AlreadyDone(Exception):
    """The same request was sent twice; `deed` is what the first one did."""

    def __init__(self, deed: Deed) -> None:
        super().__init__(str(deed))
        self.deed = deed


class StaleWrite(Exception):
    """Somebody else saved the row since it was read. `current` is the row as it is now (None: gone)."""

    def __init__(self, current: models.Model | None) -> None:
        super().__init__("stale")
        self.current = current


@contextmanager
def deed(
    verb: str,
    *,
    by: User | None,
    workspace: Workspace,
    plan: Plan | None = None,
    subject: str = "",
    why: str = "",
    request_key: UUID | None = None,
    link: ShareLink | None = None,
    name: str = "",
) -> Iterator[Deed]:
    """One deed: a transaction, the workspace's lock and next revision, and a Deed row.

    What a guest does has no user: `link` says by which share link, and `name` who it was.

    Inside another deed it joins that one. A workspace that is not saved yet is made by its first
    deed. With `request_key` (of a form that creates) a repeated request raises AlreadyDone with the
    first one's deed. NoDeed for a verb that verbs.py does not name.
    """
    if verb not in VERBS:
        raise NoDeed(f"“{verb}” is no verb of a deed.")
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic(durable=True):
        if workspace._state.adding:
            Workspace.objects.bulk_create([workspace])  # a new workspace: its history begins with this deed
        # Raising the revision takes the row lock: writers of one workspace take turns, on both databases.
        Workspace.objects.filter(pk=workspace.pk).update(revision=F("revision") + 1)
        revision = Workspace.objects.values_list("revision", flat=True).get(pk=workspace.pk)
        if request_key is not None:
            earlier = Deed.objects.filter(workspace=workspace, request_key=request_key)
            first = earlier.select_related("undone").first()
            if first is not None and _repeats(first, verb, plan):
                raise AlreadyDone(first)
            request_key = request_key if first is None else None
        row = Deed.objects.create(
            workspace=workspace,
            plan=plan,
            by=by,
            by_name=str(by)[:120] if by else name[:120],
            link=link,
            verb=verb,
            subject=subject[:200],
            why=why,
            request_key=request_key,
        )
        token = _current.set(row)
        try:
            yield row
        finally:
            _current.reset(token)
    workspace.revision = revision


def _repeats(first: Deed, verb: str, plan: Plan | None) -> bool:
    """Whether a request with the key of `first` is that one again: not once it has been taken back."""
    same_place = plan is None or first.plan_id == plan.pk
    return first.verb == verb and same_place and getattr(first, "undone", None) is None


def require_deed(sender: type[models.Model], **kwargs: Any) -> None:
    """Refuses to save or delete a tracked row outside a deed, before anything is written."""
    if hasattr(sender, "history") and _current.get() is None and not kwargs.get("raw"):
        raise NoDeed(f"{sender.__name__} was written outside a deed.")


def stamp_history(sender: Any, **kwargs: Any) -> None:
    """Ties a history row to the deed in progress (simple-history's own hook for extra fields)."""
    row, current = kwargs["history_instance"], _current.get()
    if current is not None:
        row.deed = current
        row.history_user = current.by


def create_all(rows: list[Any]) -> list[Any]:
    """Creates rows of one model with their history, in bulk. Must stand inside a deed."""
    if not rows:
        return rows
    current = _current.get()
    if current is None:
        raise NoDeed("Rows were created outside a deed.")
    return bulk_create_with_history(
        rows,
        type(rows[0]),
        batch_size=500,
        default_user=current.by,
        custom_historical_attrs={"deed_id": current.pk},
    )


def update_all(rows: list[Any], fields: list[str]) -> None:
    """Updates rows of one model with their history, in bulk. Must stand inside a deed."""
    if not rows:
        return
    current = _current.get()
    if current is None:
        raise NoDeed("Rows were changed outside a deed.")
    bulk_update_with_history(
        rows,
        type(rows[0]),
        fields,
        batch_size=500,
        default_user=current.by,
        custom_historical_attrs={"deed_id": current.pk},
    )


def check_version(row: models.Model, version: int) -> Any:
    """The row as it is now, read under the workspace's lock; StaleWrite when it is not at `version` any more.

    Must stand inside a deed. The caller changes the fresh row, raises its version and saves it.
    """
    fresh = type(row)._default_manager.filter(pk=row.pk).first()
    if fresh is None or version_of(fresh) != version:
        raise StaleWrite(fresh)
    return fresh


def version_of(row: Any) -> int:
    """What a form about a row remembers: its version, or for rows without one the latest of its history."""
    if hasattr(row, "version"):
        return int(row.version)
    return int(row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0)


def rows_of(row: Deed) -> list[Any]:
    """The history rows a deed wrote, in the order in which they were written."""
    found: list[Any] = []
    for model in tracked_models():
        found.extend(history_of(model).filter(deed=row))
    return sorted(found, key=lambda one: (one.history_date, one.history_id))


def why_not_undo(row: Deed) -> str:
    """Why a deed cannot be undone, in words; empty when it can."""
    if VERBS[row.verb].final:
        return str(_("This cannot be undone."))
    if getattr(row, "undone", None) is not None:
        return str(_("This has been undone already."))
    for model in tracked_models():
        history = history_of(model)
        mine = history.filter(deed=row)
        first = mine.aggregate(first=models.Min("history_id"))["first"]
        if first is None:
            continue
        if model in RIGHTS:
            return str(_("This cannot be undone."))
        # The workspace's lock was held from the first to the last: what others wrote behind it came later.
        if history.filter(id__in=mine.values("id"), history_id__gt=first).exclude(deed=row).exists():
            return str(_("It has been changed again since. Restore what you need from the history instead."))
    return ""


def undo(row: Deed, *, by: User | None) -> Deed:
    """Reverses a deed as a whole, as a new deed; CannotUndo when its rows have been touched since.

    Rows come back to the state before the deed, links with the digests they had (design, 3.4);
    the version goes on counting, so that an old form still meets a conflict.
    """
    with deed("undo", by=by, workspace=row.workspace, plan=row.plan, subject=row.subject or row.verb) as new:
        row = Deed.objects.select_related("undone", "workspace").get(pk=row.pk)
        reason = why_not_undo(row)
        if reason:
            raise CannotUndo(reason)
        take_back(row, new)
        new.undoes = row
        new.save(update_fields=["undoes"])
    return new
