"""The history of a plan, one deed of it, and taking back what was done."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from alignment import deeds
from alignment.access import actor, allows, deed_to_read, deed_to_undo, plan_to_read
from alignment.framework.queries.deed_changes import changes_of
from alignment.models import Deed
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import LONGEST_ID
from alignment.ui.htmx import own_page
from alignment.ui.middleware import unattended
from alignment.verbs import VERBS, deed_words
from alignment.versions.changes import news_of
from alignment.versions.filters import HistoryForm, is_nameless, item_named, nameless_of
from alignment.versions.outside import ABOUT_RIGHTS
from alignment.versions.queries import (
    archived_of,
    doers_and_verbs,
    history_page,
    items_made_by,
    plan_is_there,
)

MOST_EDITED = 3
MOST_TO_UNDO = 20_000  # rows: an import of 5,000 things and what hangs on them


@allows(GET="viewer")
def plan_history(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """Who did what, and what is archived; ?page= turns the pages, the fields of HistoryForm choose."""
    plan = plan_to_read(request.user, workspace, plan_id)
    form = HistoryForm(request.GET, there=doers_and_verbs(plan))
    form.is_valid()  # a field with a mistake says so and chooses nothing
    asked = form.asked()
    item = item_named(plan, asked.pop("item", ""))
    page, lines = history_page(plan, request.GET.get("page", "1"), asked, item)
    context = {
        "plan": plan,
        "page": page,
        "lines": lines,
        "form": form,
        "item": item,
        "narrowed": bool(asked or item),
        "archived": archived_of(plan),
        "nameless": nameless_of(plan).count(),
    }
    return render(request, "versions/plan_history.html", context)


@allows(GET="viewer")
def deed_detail(request: HttpRequest, workspace: str, deed_id: int) -> HttpResponse:
    """What one deed changed: every row it wrote, every field before and after."""
    row = deed_to_read(request.user, workspace, deed_id)
    if row.verb in ABOUT_RIGHTS or is_nameless(row):
        raise Http404
    changed = changes_of(row)
    context = {
        "deed": row,
        "plan": row.plan,
        "words": deed_words(row.verb, row.subject),
        "verb": VERBS[row.verb],
        "undone": getattr(row, "undone", None),
        "changed": changed,
        "too_large": len(changed.pieces) + changed.more > MOST_TO_UNDO,
    }
    return render(request, "versions/deed_detail.html", context)


@unattended
@allows(GET="viewer")
def changes(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """What others changed in the plan since the workspace's revision ?since=; 204 when nothing.

    ?item= names what is being edited, such as goal-12. Asked every few seconds by static/js/news.js.
    """
    plan = plan_to_read(request.user, workspace, plan_id)
    since = request.GET.get("since", "")
    if not since.isdecimal() or not since.isascii() or len(since) > LONGEST_ID:
        return HttpResponse(status=204)
    editing = [item_named(plan, name) for name in request.GET.getlist("item")[:MOST_EDITED]]
    items = [one for one in editing if one is not None]
    news = news_of(plan, actor(request), since=int(since), editing=items)
    if news is None:
        return HttpResponse(status=204)
    return render(request, "versions/_news.html", {"plan": plan, "news": news})


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
