"""Layouts: which sections a reader's briefings have, in which order, and whether they have a cover."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit, plan_to_read, row_to_edit
from alignment.briefings.forms import EditLayoutForm, LayoutForm
from alignment.briefings.layouts import arranged, lines_of, name_is_taken, spare_of
from alignment.briefings.queries import layouts_of
from alignment.briefings.readers import READERS
from alignment.briefings.services import create_layout, edit_layout, remove_layout
from alignment.briefings.views.chosen import kind_or_404
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.models import BriefingLayout
from alignment.ui.conflicts import CONFLICT, conflict_of, on_top
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.gone import keeps_words


@allows(GET="viewer")
def layout_list(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The layouts of the workspace, by reader."""
    plan = plan_to_read(request.user, workspace, plan_id)
    kept = list(layouts_of(plan.workspace))
    groups = [(kind, [one for one in kept if one.reader == kind.code]) for kind in READERS.values()]
    return render(request, "briefings/layout_list.html", {"plan": plan, "groups": groups})


@allows(GET="editor", POST="editor")
def layout_new(request: HttpRequest, workspace: str, plan_id: int, reader: str) -> HttpResponse:
    """A new layout, which begins with what its reader gets by default."""
    kind = kind_or_404(reader)
    plan = plan_to_edit(request.user, workspace, plan_id)
    form = LayoutForm(sent(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if name_is_taken(plan.workspace, reader, said["name"]):
            form.add_error("name", _("There is a layout of this name already. Choose another one."))
        else:
            try:
                done, layout = create_layout(plan.workspace, reader=reader, by=actor(request), **said)
            except AlreadyDone:
                return redirect("briefings:layout_list", workspace, plan_id)
            tell(request, _("Made the layout “%(name)s”.") % {"name": layout.name}, undo=done)
            return redirect("briefings:layout_edit", workspace, plan_id, layout.pk)
    context = {"plan": plan, "form": form, "reader": kind}
    return render(request, "briefings/layout_new.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
@keeps_words(EditLayoutForm)
def layout_edit(request: HttpRequest, workspace: str, plan_id: int, layout_id: int) -> HttpResponse:
    """Name, cover and sections; every button of a section saves the whole form."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    layout: BriefingLayout = row_to_edit(BriefingLayout, request.user, workspace, layout_id)
    form = EditLayoutForm(sent(request), initial=_initial(layout))
    context = {"plan": plan, "form": form, "layout": layout, "reader": kind_or_404(layout.reader)}
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if name_is_taken(plan.workspace, layout.reader, said["name"], besides=layout.pk):
            form.add_error("name", _("There is a layout of this name already. Choose another one."))
            return _show(request, context, status_of(form))
        sections = arranged(layout.reader, layout.sections, request.POST.get("do", ""))
        try:
            done = edit_layout(layout, sections=sections, by=actor(request), **said)
        except StaleWrite as stale:
            current: Any = stale.current or layout
            context |= {"conflict": conflict_of(form, current, _initial), "layout": current}
            on_top(form, current.version)
            return _show(request, context, CONFLICT)
        tell(request, _("Saved the layout."), undo=done)
        return redirect("briefings:layout_edit", workspace, plan_id, layout_id)
    return _show(request, context, status_of(form))


@allows(POST="editor")
def layout_remove(request: HttpRequest, workspace: str, plan_id: int, layout_id: int) -> HttpResponse:
    plan_to_edit(request.user, workspace, plan_id)
    layout: BriefingLayout = row_to_edit(BriefingLayout, request.user, workspace, layout_id)
    try:
        done = remove_layout(layout, by=actor(request))
    except StaleWrite:
        warn(request, _("Somebody changed it meanwhile. Look at it again."))
    else:
        tell(request, _("Removed the layout “%(name)s”.") % {"name": layout.name}, undo=done)
    return redirect("briefings:layout_list", workspace, plan_id)


def _show(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    layout = context["layout"]
    context |= {"lines": lines_of(layout), "spare": spare_of(layout)}
    return render(request, "briefings/layout_edit.html", context, status=status)


def _initial(layout: BriefingLayout) -> dict[str, Any]:
    return {"name": layout.name, "cover": layout.cover, "version": layout.version}
