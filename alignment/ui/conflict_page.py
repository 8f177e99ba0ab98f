"""The page of a form whose row somebody else saved meanwhile: both texts, nothing that was typed is lost."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alignment.ui.conflicts import CONFLICT, State, conflict_of, on_top
from alignment.ui.gone import Gone


def conflict_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    now: Any,
    shows: Callable[[Any], State],
    version_of: Callable[[Any], int] = attrgetter("version"),
) -> HttpResponse:
    """The form's own page with what is there `now` beside what was typed, which saves on top of it.

    `context` holds the valid form; `shows` gives what it would show of a row. Gone when there is no row.
    """
    if now is None:
        raise Gone
    form = context["form"]
    both = {"conflict": conflict_of(form, now, shows), "form": on_top(form, version_of(now))}
    return render(request, template, context | both, status=CONFLICT)
