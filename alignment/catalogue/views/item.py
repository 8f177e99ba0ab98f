"""One item of the catalogue: its facts, what it is for, what is done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, row_to_read
from alignment.catalogue.forms.items import ItemDecisionForm, PurposeForm, decided
from alignment.catalogue.queries.items import history_of_item, item_page
from alignment.catalogue.queries.suggestions import suggestions_for
from alignment.catalogue.services import items as services
from alignment.deeds import StaleWrite
from alignment.models import CatalogueItem
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import go, wants_partial


@allows(GET="viewer")
def item_detail(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    """The page of one item; ?history=shown lists what was done to it."""
    item = row_to_read(CatalogueItem, request.user, workspace, catalogue_id)
    asked = request.GET.get("history") == "shown"
    history = history_of_item(item) if asked else None
    if asked and wants_partial(request):
        return render(request, "catalogue/_history.html", {"item": item, "history": history})
    page = item_page(item)
    context = {
        "item": item,
        "page": page,
        "history": history,
        "purpose": PurposeForm(initial={"purpose": item.purpose, "version": item.version}),
        "suggestions": [] if item.is_archived else suggestions_for(item, page.built),
    }
    return render(request, "catalogue/item_detail.html", context)


@allows(GET="editor", POST="editor")
@keeps_words(ItemDecisionForm)
def item_decide(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    """Keep, link or retire, with the reason."""
    item = row_to_edit(CatalogueItem, request.user, workspace, catalogue_id)
    form = ItemDecisionForm(sent(request), initial=decided(item))
    context: dict[str, Any] = {"item": item, "form": form}
    if form.is_valid():
        try:
            done = services.decide(item, **form.cleaned_data, by=actor(request))
        except StaleWrite as stale:
            return conflict_page(request, "catalogue/item_decide.html", context, stale.current, decided)
        tell(request, _("Decided about “%(item)s”.") % {"item": item}, undo=done)
        return go(request, "catalogue:item_detail", workspace, catalogue_id)
    return render(request, "catalogue/item_decide.html", context, status=status_of(form))


@allows(POST="editor")
def item_purpose(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    item = row_to_edit(CatalogueItem, request.user, workspace, catalogue_id)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        warn(request, _("Choose a purpose from the list."))
        return redirect("catalogue:item_detail", workspace, catalogue_id)
    try:
        done = services.set_purpose(item, **form.cleaned_data, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, _("Saved what it is for."), undo=done)
    return redirect("catalogue:item_detail", workspace, catalogue_id)


@allows(POST="editor")
def item_archive(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    return _set_archived(request, workspace, catalogue_id, archived=True)


@allows(POST="editor")
def item_restore(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    return _set_archived(request, workspace, catalogue_id, archived=False)


def _set_archived(request: HttpRequest, workspace: str, pk: int, *, archived: bool) -> HttpResponse:
    item = row_to_edit(CatalogueItem, request.user, workspace, pk)
    act = services.archive if archived else services.restore
    version = as_id(request.POST.get("version", "")) or 0
    try:
        done = act(item, version=version, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        words = _("Archived “%(item)s”.") if archived else _("Brought back “%(item)s”.")
        tell(request, words % {"item": item}, undo=done)
    return redirect("catalogue:item_detail", workspace, pk)
