"""What an item is for: linked by hand, claimed, suggested by likeness; and what supervisors say of it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alignment.access import actor, allows, row_to_edit, row_to_review, workspace_to_read
from alignment.catalogue.forms.items import ApprovalForm, BuildForm, ClaimForm
from alignment.catalogue.queries.suggestions import Suggesting, outcomes_to_offer, suggestion_page
from alignment.catalogue.services import approvals, links
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.notes import people_to_name
from alignment.models import CatalogueItem
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import as_id, sent, status_of
from alignment.ui.htmx import go, own_page


@allows(GET="editor", POST="editor")
def item_build(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    """Links an item to learning outcomes that it builds."""
    item = row_to_edit(CatalogueItem, request.user, workspace, catalogue_id)
    offered = outcomes_to_offer(item)
    form = BuildForm(sent(request), workspace=item.workspace, offered=offered)
    if form.is_valid():
        said = form.cleaned_data
        try:
            done = links.build(item, said["outcomes"], reason=said["reason"], by=actor(request))
        except ValidationError as problem:
            warn(request, " ".join(problem.messages))
        else:
            tell(request, _("Linked “%(item)s”.") % {"item": item}, undo=done)
        return go(request, "catalogue:item_detail", workspace, catalogue_id)
    context = {"item": item, "form": form, "offered": offered}
    return render(request, "catalogue/item_build.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def item_claim(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    """Notes that an item is said to serve a goal."""
    item = row_to_edit(CatalogueItem, request.user, workspace, catalogue_id)
    form = ClaimForm(sent(request), workspace=item.workspace)
    if form.is_valid():
        try:
            done = links.claim(item, **form.cleaned_data, by=actor(request))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            tell(request, _("Noted the claim of “%(item)s”.") % {"item": item}, undo=done)
            return go(request, "catalogue:item_detail", workspace, catalogue_id)
    return render(request, "catalogue/item_claim.html", {"item": item, "form": form}, status=status_of(form))


@allows(POST="editor")
def item_unlink(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    item = row_to_edit(CatalogueItem, request.user, workspace, catalogue_id)
    try:
        done = links.unlink(item, as_id(request.POST.get("link", "")) or 0, by=actor(request))
    except StaleWrite:
        warn(request, _("It is not linked any more."))
    else:
        tell(request, _("Took the link away."), undo=done)
    return redirect("catalogue:item_detail", workspace, catalogue_id)


@allows(GET="viewer")
def suggestion_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """The closest learning outcome of each item that builds nothing; ?after= says from which item on."""
    home = workspace_to_read(request.user, workspace)
    page = suggestion_page(home, as_id(request.GET.get("after", "")) or 0)
    return render(request, "catalogue/suggestion_list.html", {"page": page})


@allows(POST="editor")
def suggestion_accept(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    return _answered(request, workspace, catalogue_id, accepted=True)


@allows(POST="editor")
def suggestion_dismiss(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    return _answered(request, workspace, catalogue_id, accepted=False)


def _answered(request: HttpRequest, workspace: str, pk: int, *, accepted: bool) -> HttpResponse:
    item = row_to_edit(CatalogueItem, request.user, workspace, pk)
    back = own_page(request, request.POST.get("next", ""))
    back = back or reverse("catalogue:item_detail", args=[workspace, pk])
    outcome = Suggesting(item.workspace).outcomes.get(as_id(request.POST.get("outcome", "")) or 0)
    if outcome is None:
        warn(request, _("This learning outcome is not there any more."))
        return redirect(back)
    said = {"item": item, "outcome": outcome}
    if not accepted:
        done = links.dismiss(item, outcome, by=actor(request))
        tell(request, _("Set aside: “%(outcome)s” for “%(item)s”.") % said, undo=done)
        return redirect(back)
    try:
        done = links.build(item, [outcome], suggested=True, by=actor(request))
    except ValidationError as problem:
        warn(request, " ".join(problem.messages))
    else:
        tell(request, _("“%(item)s” builds “%(outcome)s”.") % said, undo=done)
    return redirect(back)


@allows(GET="reviewer", POST="reviewer")
def approval_new(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    """Records what a supervisor says of an item that somebody wants for their development."""
    item = row_to_review(CatalogueItem, request.user, workspace, catalogue_id)
    form = ApprovalForm(sent(request), people=people_to_name(item.workspace))
    if form.is_valid():
        try:
            done = approvals.approve(item, **form.cleaned_data, by=actor(request))
        except AlreadyDone:
            pass
        else:
            tell(request, _("Recorded what the supervisor says."), undo=done)
        return go(request, "catalogue:item_detail", workspace, catalogue_id)
    context = {"item": item, "form": form}
    return render(request, "catalogue/approval_new.html", context, status=status_of(form))


@allows(POST="editor")
def approval_remove(request: HttpRequest, workspace: str, catalogue_id: int) -> HttpResponse:
    item = row_to_edit(CatalogueItem, request.user, workspace, catalogue_id)
    try:
        done = approvals.remove_approval(
            item, as_id(request.POST.get("approval", "")) or 0, by=actor(request)
        )
    except StaleWrite:
        warn(request, _("It is not there any more."))
    else:
        tell(request, _("Took it away."), undo=done)
    return redirect("catalogue:item_detail", workspace, catalogue_id)
