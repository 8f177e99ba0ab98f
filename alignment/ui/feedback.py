"""Tell the user what happened, and offer to take it back."""

from typing import Any, NamedTuple, Protocol

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

UNDO = "undo:"


class Undoable(Protocol):
    """What `tell` needs of a deed: its own id and its workspace's slug."""

    @property
    def pk(self) -> Any: ...

    @property
    def workspace(self) -> Any: ...


class UndoOffer(NamedTuple):
    """The two things that the address of an undo is made of."""

    workspace: str
    deed: int


def tell(request: HttpRequest, text: str, undo: Undoable | None = None) -> None:
    """Show `text` on the next page or swap; with `undo`, beside an Undo button."""
    tags = f"{UNDO}{undo.workspace.slug}:{undo.pk}" if undo is not None else ""
    messages.success(request, text, extra_tags=tags)


def warn(request: HttpRequest, text: str) -> None:
    """Show `text` as something that did not happen or needs attention."""
    messages.warning(request, text)


def undo_of(message: Message) -> UndoOffer | None:
    """What the Undo button of this message would take back, if it has one."""
    tags = message.extra_tags or ""
    if not tags.startswith(UNDO):
        return None
    workspace, _, deed = tags.removeprefix(UNDO).rpartition(":")
    return UndoOffer(workspace, int(deed))
