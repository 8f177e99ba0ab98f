"""A request becomes an item of a plan, or is tied to one that is there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, row_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.framework.queries.choices import offer_uppers
from alignment.intake.forms.results import THERE, LinkResultForm, NewResultForm, WhereForm
from alignment.intake.queries.becoming import (
    cause_texts,
    items_to_link,
    kinds_of,
    known_of,
    plan_of_goals,
    plans_to_choose,
)
from alignment.intake.queries.working import Working, working_on
from alignment.intake.services import results as services
from alignment.intake.views.working import asked_to_edit, back, back_to, warn_stale
from alignment.models import RESULT_FIELD, Layer, Plan, RequestResult
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of


@allows(GET="editor")
def result_new(request: HttpRequest, workspace: str, asked_id: int) -> HttpResponse:
    """Asks in which plan and as what, then leads to the form for it."""
    asked = asked_to_edit(request, workspace, asked_id)
    form = WhereForm(
        request.GET if "kind" in request.GET else None,
        plans=plans_to_choose(asked.workspace),
        of_goals=plan_of_goals(asked),
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        page = "intake:result_link" if said["kind"] == THERE else "intake:result_make"
        return redirect(page, workspace, asked_id, said["plan"], said["layer"])
    context = {"asked": asked, "form": form, "back": back_to(request, asked, "results")}
    return render(request, "intake/result_new.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def result_make(
    request: HttpRequest, workspace: str, asked_id: int, plan_id: int, layer: str
) -> HttpResponse:
    """Makes an item of a request, prefilled with what the request says already."""
    work, plan, of = _place(request, workspace, asked_id, plan_id, layer)
    form = NewResultForm(
        sent(request),
        plan=plan,
        layer=of,
        causes=cause_texts(work.causes),
        offer=offer_uppers(plan, of),
        initial=known_of(work.asked, of, work.causes, work.whys),
    )
    if request.method == "POST" and form.is_valid():
        try:
            item = services.make_item(
                work.asked,
                plan=plan,
                layer=of,
                fields=form.fields_of_item(work.asked, kinds_of(work.causes)),
                uppers=form.links(),
                cause=form.cleaned_data["cause"],
                by=actor(request),
                request_key=form.cleaned_data["request_key"],
            )
            tell(request, _("Added “%(title)s”.") % {"title": item.title}, undo=item.done)
            return back(request, work.asked, "results")
        except AlreadyDone:
            return back(request, work.asked, "results")
        except ValidationError as problem:
            form.add_error(None, problem.messages[0])
    context = _context(request, work, plan, of) | {"form": form}
    return render(request, "intake/result_make.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def result_link(
    request: HttpRequest, workspace: str, asked_id: int, plan_id: int, layer: str
) -> HttpResponse:
    """Says which item of a plan grew out of a request, too."""
    work, plan, of = _place(request, workspace, asked_id, plan_id, layer)
    items = items_to_link(plan, of, work.asked)
    form = LinkResultForm(sent(request), items=items, causes=cause_texts(work.causes))
    if request.method == "POST" and form.is_valid():
        item, cause = form.cleaned_data["item"], form.cleaned_data["cause"]
        item.plan = plan
        try:
            done = services.link_item(work.asked, item=item, cause=cause, by=actor(request))
        except services.AlreadyResult:
            warn(request, _("They are linked already."))
        except StaleWrite:
            warn_stale(request)
        else:
            tell(request, _("Linked to “%s”.") % item.title, undo=done)
        return back(request, work.asked, "results")
    context = _context(request, work, plan, of) | {"form": form}
    return render(request, "intake/result_link.html", context, status=status_of(form))


@allows(POST="editor")
def result_remove(request: HttpRequest, workspace: str, result_id: int) -> HttpResponse:
    """Takes back that an item grew out of a request; the item stays."""
    places = [f"{place}__plan" for place in RESULT_FIELD.values()]
    result: RequestResult = row_to_edit(RequestResult, request.user, workspace, result_id, "request", *places)
    result.request.workspace = result.workspace
    try:
        done = services.remove_result(result, by=actor(request))
    except StaleWrite:
        warn_stale(request)
    else:
        tell(request, _("Took the tie back. “%s” stays.") % result.item.title, undo=done)
    return back(request, result.request, "results")


def _place(
    request: HttpRequest, workspace: str, asked_id: int, plan_id: int, layer: str
) -> tuple[Working, Plan, Layer]:
    asked = asked_to_edit(request, workspace, asked_id)
    plan = plan_to_edit(request.user, workspace, plan_id)
    known = {one.word: one for one in RESULT_FIELD}
    if layer not in known:
        raise Http404
    return working_on(asked), plan, known[layer]


def _context(request: HttpRequest, work: Working, plan: Plan, layer: Layer) -> dict[str, Any]:
    return {
        "asked": work.asked,
        "into": plan,
        "layer": layer.word,
        "back": back_to(request, work.asked, "results"),
    }
