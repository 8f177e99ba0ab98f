"""The links to re-check of a plan, or of a workspace: read what changed, confirm several at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from alignment.access import (
    actor,
    allows,
    plan_to_read,
    plan_to_review,
    workspace_to_read,
    workspace_to_review,
)
from alignment.framework.forms.recheck import RecheckForm, forms_for
from alignment.framework.queries.recheck import Queue, person_named, queue_of
from alignment.framework.services.links import NotAsSeen, confirm_links
from alignment.models import Person, Plan, Workspace
from alignment.people.queries import persons_of
from alignment.ui.conflicts import CONFLICT
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import UNPROCESSABLE
from alignment.ui.htmx import go, show, wants_partial

EVERYBODY = "all"


@allows(GET="viewer", POST="reviewer")
def recheck(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The links of a plan; ?person= shows those of one person."""
    find = plan_to_review if request.method == "POST" else plan_to_read
    plan = find(request.user, workspace, plan_id)
    person = person_named(plan.workspace, request.GET.get("person", ""))
    return _answer(request, plan.workspace, plan, person)


@allows(GET="viewer", POST="reviewer")
def recheck_all(request: HttpRequest, workspace: str) -> HttpResponse:
    """The links of all plans; first one's own, for a person of the workspace; ?person=all for all."""
    find = workspace_to_review if request.method == "POST" else workspace_to_read
    home = find(request.user, workspace)
    asked = request.GET.get("person", "")
    person = person_named(home, asked) if asked else persons_of(actor(request), home).first()
    return _answer(request, home, None, person)


def _answer(request: HttpRequest, home: Workspace, plan: Plan | None, person: Person | None) -> HttpResponse:
    form, status, changed = None, 200, frozenset[str]()
    if request.method == "POST":
        form = RecheckForm(request.POST, name=request.POST.get("group", ""))
        if form.is_valid():
            try:
                _confirm(request, home, form)
                form = None
            except NotAsSeen as stale:
                changed = frozenset(f"{layer.word}-{pk}" for layer, pk in stale.changed)
                status = CONFLICT
        else:
            status = UNPROCESSABLE
        if form is None and not wants_partial(request):
            return go(request, request.get_full_path())
    queue = queue_of(home, plan=plan, person=person, page=request.GET.get("page", ""))
    context = _context(request, queue, form) | {"plan": plan, "changed": changed, "has_errors": status >= 400}
    template = "framework/recheck.html" if plan else "framework/recheck_all.html"
    return show(request, template, "queue", context, status=status)


def _context(request: HttpRequest, queue: Queue, form: RecheckForm | None) -> dict[str, Any]:
    mine = {one.person.pk for one in queue.people if one.person.user_id == request.user.pk}
    return {
        "queue": queue,
        "groups": forms_for(queue.groups, form),
        "lost": form
        if form is not None and form["group"].value() not in {one.name for one in queue.groups}
        else None,
        "here": request.get_full_path(),
        "mine": mine,
        "everybody": EVERYBODY,
    }


def _confirm(request: HttpRequest, home: Workspace, form: RecheckForm) -> None:
    """Confirms and tells; an editor may take it back at once."""
    said = form.cleaned_data
    links, row = confirm_links(home, said["seen"], by=actor(request), why=said["why"])
    left = len(said["seen"]) - len(links)
    if row is not None:
        words = ngettext("Confirmed %(count)s link.", "Confirmed %(count)s links.", len(links))
        may_undo = actor(request).workspaces[home.slug].can_write
        tell(request, words % {"count": len(links)}, undo=row if may_undo else None)
    if left:
        words = ngettext(
            "%(count)s link had been confirmed meanwhile by somebody else.",
            "%(count)s links had been confirmed meanwhile by somebody else.",
            left,
        )
        warn(request, words % {"count": left})
