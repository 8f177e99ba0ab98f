"""Editing a hop where it is read: on an item's page and on the map.

The piece that names the hop (its id begins with "hop-") makes room for the form. What is saved changes
more of the page than that hop, so that the page's main part comes anew; the address, and with it the
trace that is lit on a map, stays.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reselect, reswap, retarget

from alignment.ui.htmx import own_page, wants_partial

_HOP = re.compile(r"hop-[a-z0-9-]{1,80}")


def hop_of(request: HttpRequest) -> str:
    """The id of the hop that htmx asks to edit in its place; "" when it is not asked so."""
    if not wants_partial(request):
        return ""
    asked = request.POST.get("hop") or getattr(request, "htmx").target or ""  # noqa: B009 - set by middleware
    return asked if _HOP.fullmatch(asked) else ""


def in_hop(request: HttpRequest, hop: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The form of a link in the place of its hop."""
    back = own_page(request, request.POST.get("next") or request.GET.get("next") or "")
    context = {"hop": hop, "back": back, **context}
    response = render(request, "framework/link_edit.html#hop", context, status=status)
    return reselect(reswap(retarget(response, f"#{hop}"), "outerHTML"), f"#{hop}")
