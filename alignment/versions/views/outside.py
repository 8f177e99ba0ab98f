"""The history of what belongs to no plan, and bringing back what of it is archived."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, workspace_to_read
from alignment.ui.feedback import tell
from alignment.versions.filters import HistoryForm, narrowed
from alignment.versions.outside import KINDS, archived_outside, deeds_outside
from alignment.versions.queries import page_of
from alignment.versions.services import restore_row


@allows(GET="viewer")
def workspace_history(request: HttpRequest, workspace: str) -> HttpResponse:
    """Who did what outside of plans, and what is archived; ?page= and the fields of HistoryForm."""
    found = workspace_to_read(request.user, workspace)
    deeds = deeds_outside(found)
    form = HistoryForm(request.GET, there=deeds.order_by().values_list("by_name", "verb").distinct())
    form.is_valid()  # a field with a mistake says so and chooses nothing
    asked = form.asked()
    asked.pop("item", "")
    page, lines = page_of(narrowed(deeds, asked, None), request.GET.get("page", "1"))
    context = {
        "workspace": found,
        "page": page,
        "lines": lines,
        "form": form,
        "narrowed": bool(asked),
        "archived": [] if asked else archived_outside(found),
    }
    return render(request, "versions/workspace_history.html", context)


@allows(POST="editor")
def row_restore(request: HttpRequest, workspace: str, kind: str, row_id: int) -> HttpResponse:
    """Brings a request, a skill or something on offer back."""
    if kind not in KINDS:
        raise Http404
    row = row_to_edit(KINDS[kind].model, request.user, workspace, row_id)
    if row.is_archived:
        tell(request, _("Brought back “%s”.") % row, undo=restore_row(row, by=actor(request)))
    return redirect("versions:workspace_history", workspace)
