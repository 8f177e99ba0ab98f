"""In whose language and time zone we speak: the reader's own choice, else the workspace's."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone, translation

from alignment.models import User, Workspace


def language_of(user: User | None, workspace: Workspace | None) -> str:
    """The user's own choice, else the workspace's, as far as it is offered."""
    wanted = (user.language if user else "") or (workspace.language if workspace else "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def zone_of(user: User | None, workspace: Workspace | None) -> ZoneInfo:
    """The user's own choice, else the workspace's, else the installation's."""
    wanted = (user.time_zone if user else "") or (workspace.time_zone if workspace else "")
    try:
        return ZoneInfo(wanted or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


def speak_to(user: User | None, workspace: Workspace | None) -> None:
    """From here on, words and times are those of a user in a workspace; for the inside of `speaking_to`."""
    translation.activate(language_of(user, workspace))
    timezone.activate(zone_of(user, workspace))


@contextmanager
def speaking_to(user: User | None, workspace: Workspace | None) -> Iterator[None]:
    """Inside, words and times are those of a user in a workspace, or of the installation; then as before."""
    with (
        translation.override(language_of(user, workspace)),
        timezone.override(zone_of(user, workspace)),
    ):
        yield
