"""Readings of many metrics of a plan, entered or approved at once."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, plan_to_edit
from alignment.deeds import AlreadyDone, StaleWrite
from alignment.measurement import services
from alignment.measurement.approving import approves_own
from alignment.measurement.forms.drafts import DraftsForm
from alignment.measurement.forms.many import GridForm
from alignment.measurement.queries import metrics_of
from alignment.measurement.queries.drafts import drafts_of
from alignment.ui.feedback import tell, warn
from alignment.ui.forms import sent, status_of
from alignment.ui.htmx import go


@allows(GET="editor", POST="editor")
def readings_new(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The grid: a date, and a row for each metric of the plan."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    by = actor(request)
    form = GridForm(
        sent(request),
        metrics=metrics_of(plan, timezone.localdate()),
        approves=approves_own(by, plan.workspace),
    )
    if request.method == "POST" and form.is_valid():
        readings, drafts = form.readings(), form.keeps_drafts()
        key = form.cleaned_data["request_key"]
        try:
            done = services.add_readings(plan, readings, by=by, draft=drafts, request_key=key)
            tell(request, _added(len(readings), drafts), undo=done)
        except AlreadyDone:
            pass
        return go(request, "measurement:metric_list", workspace, plan.pk)
    context = {"plan": plan, "form": form}
    return render(request, "measurement/readings_new.html", context, status=status_of(form))


@allows(GET="editor", POST="editor")
def readings_approve(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The drafts of a plan, to be approved together."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    by = actor(request)
    drafts = drafts_of(plan, by, timezone.localdate())
    form = DraftsForm(sent(request), drafts=drafts)
    if request.method == "POST" and form.is_valid():
        seen = {draft.row.pk: draft.version for draft in form.chosen()}
        try:
            done = services.approve_readings(plan, seen, by=by)
            words = ngettext("Approved %(n)s reading.", "Approved %(n)s readings.", len(seen))
            tell(request, words % {"n": len(seen)}, undo=done)
            return go(request, "measurement:metric_list", workspace, plan.pk)
        except (StaleWrite, ValidationError):  # in the moment between looking and writing
            warn(request, _("A reading has changed since the page was opened. Look at the list again."))
            return go(request, "measurement:readings_approve", workspace, plan.pk)
    context = {"plan": plan, "form": form, "drafts": drafts}
    return render(request, "measurement/readings_approve.html", context, status=status_of(form))


def _added(count: int, drafts: bool) -> str:
    if drafts:
        words = ngettext(
            "Added %(n)s reading as a draft. It counts once it is approved.",
            "Added %(n)s readings as drafts. They count once they are approved.",
            count,
        )
    else:
        words = ngettext("Added %(n)s reading.", "Added %(n)s readings.", count)
    return words % {"n": count}
