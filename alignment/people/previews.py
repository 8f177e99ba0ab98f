"""Keeps an uploaded file between its preview and the confirmation, for the one who uploaded it.

Of each user the newest few, for an hour: what is uploaded and left costs no more room than that.
"""

import hashlib
import zlib

from django.core.cache import cache

from alignment.models import User, Workspace

MINUTES = 60
MOST = 5


def keep(source: bytes, *, workspace: Workspace, user: User) -> str:
    """Keeps a file for an hour, the newest few of each user; returns the name by which `kept` finds it."""
    name = hashlib.sha256(source).hexdigest()
    place, listed = _place(name, workspace, user), f"imports:{user.pk}"
    others = [one for one in cache.get(listed, []) if one != place]
    cache.delete_many(others[MOST - 1 :])
    cache.set(place, zlib.compress(source), MINUTES * 60)
    cache.set(listed, [place, *others[: MOST - 1]], MINUTES * 60)
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
