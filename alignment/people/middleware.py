"""Shows pages in the reader's language and time zone: the user's own choice, else the workspace's."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from alignment.models import User
from alignment.people.context import membership_here


class LanguageAndTime:
    """Stands after authentication. What is not offered any more falls back to the installation's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Called once the address is known, and with it the workspace. `__call__` sets all back."""
        user = request.user
        if not isinstance(user, User):
            return
        membership = membership_here(request)
        home = membership.workspace if membership else None
        language = user.language or (home.language if home else "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
        try:
            timezone.activate(
                ZoneInfo(user.time_zone or (home.time_zone if home else "") or settings.TIME_ZONE)
            )
        except (ZoneInfoNotFoundError, ValueError, OSError):
            timezone.deactivate()
