"""Shows pages in the reader's language and time zone: the user's own choice, else the workspace's."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from alignment.models import User
from alignment.people.context import membership_here
from alignment.speaking import speak_to, speaking_to


class LanguageAndTime:
    """Stands after authentication. What is not offered any more falls back to the installation's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with speaking_to(None, None):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Called once the address is known, and with it the workspace. `__call__` sets all back."""
        user = request.user
        if not isinstance(user, User):
            return
        membership = membership_here(request)
        home = membership.workspace if membership else None
        speak_to(user, home)
