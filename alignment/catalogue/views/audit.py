"""The audit of the catalogue, and what is in the way of learning that follows demand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alignment.access import actor, allows, row_to_edit, workspace_to_read, workspace_to_write
from alignment.catalogue.charts import course_chart
from alignment.catalogue.forms.barriers import BarrierForm, EditBarrierForm, shown
from alignment.catalogue.queries.audit_page import MOST_NAMED, audit_page
from alignment.catalogue.queries.barriers import barriers_of
from alignment.catalogue.services import barriers as services
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.notes import people_to_name
from alignment.models import Barrier
from alignment.rules.audit import MEASURES
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import go

#: What the course of each measure is called.
SHARES = {
    "items": _lazy("Share of items that follow demand"),
    "hours": _lazy("Share of hours that follow demand"),
    "spend": _lazy("Share of cost that follows demand"),
}
MOST_DAYS = 12  # in the table beside the chart


@allows(GET="viewer")
def audit(request: HttpRequest, workspace: str) -> HttpResponse:
    """What is on offer against what is required, now and over time."""
    home = workspace_to_read(request.user, workspace)
    page = audit_page(home)
    asked = request.GET.get("of", "")
    measure = asked if asked in MEASURES else MEASURES[0]
    context = {
        "page": page,
        "audit": page.audit,
        "measure": measure,
        "chart": course_chart(page.course, measure, str(SHARES[measure])),
        "most": f":{MOST_NAMED}",
        "course_shown": page.course[::-1][:MOST_DAYS],
    }
    return render(request, "catalogue/audit.html", context)


@allows(GET="viewer")
def barrier_list(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    context = {"found": barriers_of(home), "today": timezone.localdate()}
    return render(request, "catalogue/barrier_list.html", context)


@allows(GET="editor", POST="editor")
def barrier_new(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_write(request.user, workspace)
    form = BarrierForm(sent(request), people=people_to_name(home))
    if form.is_valid():
        said = form.cleaned_data
        try:
            _made, done = services.add(
                home,
                by=actor(request),
                fields=form.said(),
                owner=said["owner"],
                request_key=said["request_key"],
            )
        except AlreadyDone:
            pass
        else:
            tell(request, _("The barrier is written down."), undo=done)
        return go(request, "catalogue:barrier_list", workspace)
    return render(request, "catalogue/barrier_form.html", {"form": form}, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(EditBarrierForm)
def barrier_edit(request: HttpRequest, workspace: str, barrier_id: int) -> HttpResponse:
    barrier = row_to_edit(Barrier, request.user, workspace, barrier_id, "owner")
    form = EditBarrierForm(sent(request), initial=shown(barrier), people=people_to_name(barrier.workspace))
    context: dict[str, Any] = {"form": form, "barrier": barrier}
    if form.is_valid():
        said = form.cleaned_data
        try:
            done = services.edit(
                barrier,
                version=said["version"],
                by=actor(request),
                fields=form.said(),
                owner=said["owner"],
            )
        except StaleWrite as stale:
            return conflict_page(request, "catalogue/barrier_form.html", context, stale.current, shown)
        tell(request, _("Saved."), undo=done)
        return go(request, "catalogue:barrier_list", workspace)
    return render(request, "catalogue/barrier_form.html", context, status=status_of(form))


@allows(POST="editor")
def barrier_resolve(request: HttpRequest, workspace: str, barrier_id: int) -> HttpResponse:
    """Says that it is out of the way, or with `again` that it is back."""
    barrier = row_to_edit(Barrier, request.user, workspace, barrier_id)
    again = bool(request.POST.get("again"))
    try:
        done = services.resolve(barrier, version=_version(request), by=actor(request), resolved=not again)
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        words = _("“%(text)s” is in the way again.") if again else _("“%(text)s” is out of the way.")
        tell(request, words % {"text": barrier.text}, undo=done)
    return redirect("catalogue:barrier_list", workspace)


@allows(POST="editor")
def barrier_archive(request: HttpRequest, workspace: str, barrier_id: int) -> HttpResponse:
    return _set_archived(request, workspace, barrier_id, archived=True)


@allows(POST="editor")
def barrier_restore(request: HttpRequest, workspace: str, barrier_id: int) -> HttpResponse:
    return _set_archived(request, workspace, barrier_id, archived=False)


def _set_archived(request: HttpRequest, workspace: str, pk: int, *, archived: bool) -> HttpResponse:
    barrier = row_to_edit(Barrier, request.user, workspace, pk)
    try:
        done = services.set_archived(barrier, version=_version(request), by=actor(request), archived=archived)
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        words = _("Archived “%(text)s”.") if archived else _("Brought back “%(text)s”.")
        tell(request, words % {"text": barrier.text}, undo=done)
    return redirect("catalogue:barrier_list", workspace)


def _version(request: HttpRequest) -> int:
    return as_id(request.POST.get("version", "")) or 0
