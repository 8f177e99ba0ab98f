"""The history of a plan, and taking back what was done."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from alignment import deeds
from alignment.access import actor, allows, deed_to_undo, plan_to_read
from alignment.models import Deed
from alignment.ui.feedback import tell, warn
from alignment.ui.htmx import own_page
from alignment.verbs import deed_words
from alignment.versions.queries import archived_of, history_page, items_made_by, plan_is_there


@allows(GET="viewer")
def plan_history(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Who did what, and what is archived; ?page= turns the pages."""
    plan = plan_to_read(request.user, workspace, plan_id)
    page, lines = history_page(plan, request.GET.get("page", "1"))
    context = {"plan": plan, "page": page, "lines": lines, "archived": archived_of(plan)}
    return render(request, "versions/plan_history.html", context)


@allows(POST="editor")
def undo(request: HttpRequest, workspace: str, deed_id: int) -> HttpResponse:
    """Takes a deed back as a whole; says why when it cannot."""
    row = deed_to_undo(request.user, workspace, deed_id)
    made = items_made_by(row)
    try:
        deeds.undo(row, by=actor(request))
    except deeds.CannotUndo as reason:
        warn(request, str(reason))
    else:
        tell(request, _("Taken back: %s") % deed_words(row.verb, row.subject))
        if _is_gone(request, row, made):
            return redirect(_home(workspace, row))
    return redirect(_back(request, workspace, row))


def _back(request: HttpRequest, workspace: str, row: Deed) -> str:
    """The page on which Undo was pressed, if it is one of ours."""
    asked = request.POST.get("next") or request.headers.get("Referer", "")
    return own_page(request, asked) or _home(workspace, row)


def _is_gone(request: HttpRequest, row: Deed, made: set[tuple[str, int]]) -> bool:
    """Whether the page on which Undo was pressed is about something that the deed had made."""
    try:
        there = resolve(urlsplit(_back(request, row.workspace.slug, row)).path)
    except Resolver404:
        return True
    place = (str(there.kwargs.get("layer", "")), there.kwargs.get("item_id", 0))
    if "item_id" in there.kwargs and place in made:
        return True
    plan_id = there.kwargs.get("plan_id")
    return plan_id is not None and not plan_is_there(plan_id)


def _home(workspace: str, row: Deed) -> str:
    """The overview of the deed's plan, or the list of plans."""
    if row.plan_id and plan_is_there(row.plan_id):
        return reverse("framework:plan_overview", args=[workspace, row.plan_id])
    return reverse("framework:plan_list", args=[workspace])
