"""The catalogue as a list, and the same decision about several of its items."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, membership_of, workspace_to_read, workspace_to_write
from alignment.catalogue.forms.items import ItemFilter, ManyForm
from alignment.catalogue.queries.audit_page import kept_audit
from alignment.catalogue.queries.barriers import barriers_of, overdue_barriers
from alignment.catalogue.queries.items import counts_of, items_of
from alignment.catalogue.services.items import decide_many
from alignment.catalogue.tables import ItemTable
from alignment.models import Workspace
from alignment.skills.queries.skills import skills_of
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, as_id
from alignment.ui.htmx import go, show


@allows(GET="viewer")
def library(request: HttpRequest, workspace: str) -> HttpResponse:
    """What the library holds, in a few numbers."""
    home = workspace_to_read(request.user, workspace)
    context = {
        "skills": skills_of(home).count(),
        "counts": counts_of(home),
        "audit": kept_audit(home),
        "barriers": barriers_of(home),
        "overdue": len(overdue_barriers(home, timezone.localdate())),
    }
    return render(request, "catalogue/library.html", context)


@allows(GET="viewer")
def item_list(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    return show(request, "catalogue/item_list.html", "report", _listed(request, home, ManyForm()))


@allows(POST="editor")
def items_decide(request: HttpRequest, workspace: str) -> HttpResponse:
    """Says the same of the items that are ticked; the address says what the list showed."""
    home = workspace_to_write(request.user, workspace)
    form = ManyForm(request.POST)
    ids = [pk for pk in map(as_id, request.POST.getlist("item")) if pk is not None]
    if form.is_valid():
        try:
            count, done = decide_many(home, ids, **form.cleaned_data, by=actor(request))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            words = ngettext("Decided about %(n)s item.", "Decided about %(n)s items.", count)
            tell(request, words % {"n": count}, undo=done)
            back = reverse("catalogue:item_list", args=[home.slug])
            query = request.GET.urlencode()
            return go(request, f"{back}?{query}" if query else back)
    context = _listed(request, home, form, frozenset(map(str, ids)))
    return render(request, "catalogue/item_list.html", context, status=UNPROCESSABLE)


def _listed(
    request: HttpRequest, home: Workspace, form: ManyForm, ticked: frozenset[str] = frozenset()
) -> dict[str, Any]:
    narrow = ItemFilter(request.GET)
    can_write = membership_of(request.user, home.slug, "viewer").can_write
    found = items_of(home, narrow.wanted())
    picks = can_write and narrow.wanted().show != "archived"
    table = ItemTable(found, picks=picks, ticked=ticked).for_request(request)
    count = table.paginator.count
    return {
        "workspace": home,
        "filter": narrow,
        "table": table,
        "form": form,
        "picks": picks,
        "count": count,
        "found": ngettext("%(n)s item", "%(n)s items", count) % {"n": f"{count:,}"},
        "counts": counts_of(home),
        "empty_intro": _("Nothing is in the catalogue yet"),
    }
