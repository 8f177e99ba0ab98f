"""What a guest reads: what the link is for, the map, the trace, and every item that the link shows."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alignment.guests import admits
from alignment.guests.services import start
from alignment.models import Layer, Rights, ShareLink
from alignment.reviews.queries.decisions import standing_decision
from alignment.sharing.item_page import guest_item_page
from alignment.tracing.map_page import map_context
from alignment.tracing.report_page import shown_report
from alignment.tracing.sources import Source, report_from
from alignment.ui.htmx import show
from alignment.versions.frozen import FrozenProblem
from alignment.versions.shared import is_intact, shared_item, shared_map, shared_source

UNREADABLE = 500
#: Where a browser's session keeps in which links Start was pressed there: a group's link has many readers.
STARTED = "started_links"
#: Where Start leads, by the right of the link.
FIRST_PAGE = {
    Rights.VIEW: "guest_sharing:map",
    Rights.COMMENT: "guest_sharing:map",
    Rights.REVIEW: "guest_reviews:review",
    Rights.ANSWER: "guest_sessions:session",
    Rights.ASSESS: "guest_skills:assess",
}
#: Where a link leads at once, which shows no page of the plan.
AT_ONCE = (Rights.ANSWER, Rights.ASSESS)


@admits(GET="any")
def home(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The first page behind a link: what the link is about, and what it lets its holder do.

    A link with which people answer leads to their questions at once: they stand in a room and wait.
    """
    if link.rights in AT_ONCE:
        return redirect(FIRST_PAGE[Rights(link.rights)], link.pk)
    return _shown(request, link, "sharing/home.html", lambda source: _first_words(request, link))


def _first_words(request: HttpRequest, link: ShareLink) -> dict[str, Any]:
    """What the first page says of this browser and of the decision that is asked for."""
    decided = None
    if link.person is not None and link.snapshot is not None and link.rights == Rights.REVIEW:
        decided = standing_decision(link.person, link.snapshot)
    return {"started": link.pk in request.session.get(STARTED, ()), "decided": decided}


@admits(POST="any")
def link_start(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The reader presses Start: the link was opened by a person, no scanner. Leads to the first page."""
    start(link)
    request.session[STARTED] = sorted({*request.session.get(STARTED, ()), link.pk})
    return redirect(FIRST_PAGE[Rights(link.rights)], link.pk)


@admits(GET="view")
def guest_map(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The map; ?goal= narrows it, ?focus= lights one trace."""

    def context(source: Source) -> dict[str, Any]:
        goal, focus = request.GET.get("goal", ""), request.GET.get("focus", "")
        shown = shared_map(link, source, goal, focus)
        if shown is None:
            raise Http404
        return map_context(shown, source.as_of)

    return _shown(request, link, "sharing/map.html", context)


@admits(GET="view")
def guest_trace(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Which initiative leads to which goal, narrowed and sorted as the address says."""
    return _shown(
        request,
        link,
        "sharing/trace.html",
        lambda source: shown_report(request, report_from(source), source.titles, link.plan),
        partial="report",
    )


@admits(GET="view")
def guest_item(request: HttpRequest, link: ShareLink, layer: str, item_id: int) -> HttpResponse:
    """One item that the link shows; any other is answered like a link that opens nothing."""

    def context(source: Source) -> dict[str, Any]:
        item = shared_item(source, layer, item_id)
        if item is None:
            raise Http404
        return {"item": item, "layer": layer, "page": guest_item_page(source, Layer.of(layer), item)}

    return _shown(request, link, "sharing/item.html", context)


def _shown(
    request: HttpRequest,
    link: ShareLink,
    template: str,
    make: Callable[[Source], dict[str, Any]],
    partial: str = "",
) -> HttpResponse:
    """A page drawn from what the link shows. `guest` tells pieces of other pages whose links to draw."""
    try:
        source = shared_source(link, timezone.localdate())
    except FrozenProblem:
        return render(request, "sharing/unreadable.html", {"link": link}, status=UNREADABLE)
    context = {"link": link, "guest": link, "plan": source.content.plans[0], **make(source)}
    context["tampered"] = not is_intact(link)
    return show(request, template, partial, context) if partial else render(request, template, context)
