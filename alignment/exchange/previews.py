"""Keeps an uploaded file between its preview and the confirmation, for the one who uploaded it."""

import hashlib
import zlib

from django.core.cache import cache

from alignment.models import User, Workspace

MINUTES = 60


def keep(source: bytes, *, workspace: Workspace, user: User) -> str:
    """Keeps a file for an hour; returns the name by which `kept` finds it."""
    name = hashlib.sha256(source).hexdigest()
    cache.set(_place(name, workspace, user), zlib.compress(source), MINUTES * 60)
    return name


def kept(name: str, *, workspace: Workspace, user: User) -> bytes | None:
    """The file that this user uploaded into this workspace; None when it is not kept any more."""
    found = cache.get(_place(name, workspace, user))
    return zlib.decompress(found) if found is not None else None


def forget(name: str, *, workspace: Workspace, user: User) -> None:
    """The file is not needed any more."""
    cache.delete(_place(name, workspace, user))


def _place(name: str, workspace: Workspace, user: User) -> str:
    return f"import:{workspace.pk}:{user.pk}:{hashlib.sha256(name.encode()).hexdigest()}"
