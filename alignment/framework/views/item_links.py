"""Links of an item: several at once, each with its reason; edited, confirmed and taken away again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, item_to_edit, link_to_confirm, link_to_edit
from alignment.deeds import StaleWrite
from alignment.framework.forms.fields import as_ids
from alignment.framework.forms.links import LinkForm, LinkNewForm
from alignment.framework.forms.recheck import SeenConfirmForm
from alignment.framework.queries.choices import linked_to, offer_uppers
from alignment.framework.queries.citing import offer_readings
from alignment.framework.queries.recheck import line_of
from alignment.framework.questions import BY_LAYER
from alignment.framework.services.links import (
    AlreadyLinked,
    NotAsSeen,
    confirm_links,
    edit_link,
    link_many,
    unlink,
)
from alignment.framework.views.answers import complain, done, in_place, row_id
from alignment.framework.views.hops import hop_of, in_hop
from alignment.models import Item, Layer, Link
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import own_page
from alignment.ui.texts import one_line


@allows(GET="editor", POST="editor")
def link_new(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """Picks from the layer above, several at once, and asks why; ?q= searches without script."""
    item = item_to_edit(request.user, workspace, layer, item_id)
    if item.layer is Layer.GOAL:
        raise Http404
    search = one_line(request.GET.get("q", ""))[:100]
    ticked = as_ids(request.POST.getlist("uppers"))
    offer = offer_uppers(item.plan, item.layer, search=search, keep=ticked, without=linked_to(item))
    form = LinkNewForm(
        request.POST or None, item=item, offer=offer, readings=offer_readings(item.plan, [item])
    )
    if request.method == "POST" and form.is_valid():
        try:
            _link(request, item, form)
        except AlreadyLinked:
            warn(request, _("They are linked already."))
        except ValidationError as error:
            complain(form, error)
        if not form.errors:
            return _back(request, item)
    above = BY_LAYER[Layer(item.layer - 1).word]
    context = {"form": form, "offer": offer, "search": search, "above": above}
    return in_place(request, item, "framework/link_new.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(LinkForm)
def link_edit(request: HttpRequest, workspace: str, layer: str, link_id: int) -> HttpResponse:
    link = link_to_edit(request.user, workspace, layer, link_id)
    item, status = _lower(link), 200
    readings = offer_readings(item.plan, [link.lower, link.upper], keep=link)  # type: ignore[attr-defined]
    auto_id = f"{layer}-link-{link.pk}-%s"
    form = LinkForm(request.POST or None, readings=readings, initial=_initial(link), auto_id=auto_id)
    context: dict[str, Any] = {"link": link, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_link(link, by=actor(request), **form.said())
        except StaleWrite as stale:
            context |= _conflict(form, stale)
            status = CONFLICT
        except ValidationError as error:
            complain(form, error)
        else:
            tell(request, _("Saved the link of “%(title)s”.") % {"title": item.title}, undo=saved.done)
            return _back(request, item)
    status = max(status, status_of(form))
    if hop := hop_of(request):
        return in_hop(request, hop, context | {"item": item}, status=status)
    return in_place(request, item, "framework/link_edit.html", context, status=status)


@allows(POST="editor")
def link_remove(request: HttpRequest, workspace: str, layer: str, link_id: int) -> HttpResponse:
    link = link_to_edit(request.user, workspace, layer, link_id)
    item = _lower(link)
    try:
        row = unlink(link, by=actor(request))
    except StaleWrite:
        warn(request, _("The link was taken away already."))
    else:
        tell(request, _("Took away a link of “%(title)s”.") % {"title": item.title}, undo=row)
    return _back(request, item)


@allows(GET="reviewer", POST="reviewer")
def link_confirm(request: HttpRequest, workspace: str, layer: str, link_id: int) -> HttpResponse:
    """Says that a link still holds after one of its ends changed, and why."""
    link = link_to_confirm(request.user, workspace, layer, link_id)
    item, line = _lower(link), line_of(link)
    form = SeenConfirmForm(sent(request), shown=line.seen, auto_id=f"{layer}-confirm-{link.pk}-%s")
    context: dict[str, Any] = {"form": form, "link": link, "line": line}
    if request.method == "POST" and form.is_valid():
        try:
            seen, why = [form.seen()], form.cleaned_data["why"]
            confirmed, done_deed = confirm_links(link.workspace, seen, by=actor(request), why=why)
        except NotAsSeen:
            context |= {"changed": True, "form": form.again(line.seen)}
            return in_place(request, item, "framework/link_confirm.html", context, status=CONFLICT)
        words = _("Confirmed a link of “%(title)s”.") if confirmed else _("The link was confirmed already.")
        may_undo = actor(request).workspaces[workspace].can_write
        tell(request, words % {"title": item.title}, undo=done_deed if may_undo else None)
        return _back(request, item)
    return in_place(request, item, "framework/link_confirm.html", context, status=status_of(form))


def _link(request: HttpRequest, item: Item, form: LinkNewForm) -> None:
    made, row = link_many(item, form.pairs(), by=actor(request), **form.said())
    words = ngettext(
        "Linked “%(title)s” to %(count)s item.", "Linked “%(title)s” to %(count)s items.", len(made)
    )
    tell(request, words % {"title": item.title, "count": len(made)}, undo=row)


def _lower(link: Link) -> Item:
    item: Item = link.lower  # type: ignore[attr-defined]
    item.workspace = item.plan.workspace = link.workspace
    return item


def _initial(link: Link) -> dict[str, Any]:
    return {
        "reason": link.reason,
        "confidence": link.confidence,
        "cited": f"{link.cited_metric_id}:{link.cited_on}" if link.cited_on else "",
        "evidence": link.evidence,
        "version": link.version,
    }


def _conflict(form: LinkForm, stale: StaleWrite) -> dict[str, Any]:
    """What is there now beside what was typed, in a form that saves on top of it."""
    now: Any = stale.current
    if now is None:
        return {"gone": True}
    conflict = conflict_of(form, now, _initial)
    on_top(form, now.version)
    return {"conflict": conflict}


def _back(request: HttpRequest, item: Item) -> HttpResponse:
    if hop_of(request) and (page := own_page(request, request.POST.get("next", ""))):
        return redirect(page)  # htmx follows it and takes the page's main part
    return done(request, item.plan, item.layer, focus=row_id(item), anchor=row_id(item))
