"""Adding, correcting and removing readings."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment import deeds
from alignment.access import actor, allows, metric_to_edit, row_to_edit
from alignment.deeds import AlreadyDone
from alignment.framework.queries.citing import cites_count
from alignment.measurement import services
from alignment.measurement.forms import READING, EditReadingForm, ReadingForm
from alignment.measurement.queries import home_plan
from alignment.measurement.views.metrics import left, metric_address, show_metric
from alignment.models import Reading
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell
from alignment.ui.formats import short_day
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import go


@allows(GET="editor", POST="editor")
def reading_new(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    metric = metric_to_edit(request.user, workspace, metric_id)
    form = ReadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _reading, done = services.add_reading(
                metric, by=actor(request), fields=form.values(), request_key=form.cleaned_data["request_key"]
            )
            tell(request, _("Added a reading to “%s”.") % metric.title, undo=done)
        except AlreadyDone:
            pass
        return go(request, left(request) or metric_address(metric))
    return show_metric(request, metric, form)


@allows(GET="editor", POST="editor")
@keeps_words(EditReadingForm)
def reading_edit(request: HttpRequest, workspace: str, reading_id: int) -> HttpResponse:
    reading = row_to_edit(Reading, request.user, workspace, reading_id, "metric")
    form = EditReadingForm(
        request.POST or None, initial=_shown(reading) | {"version": deeds.version_of(reading)}
    )
    context = {
        "plan": home_plan(reading.metric.item),
        "reading": reading,
        "metric": reading.metric,
        "form": form,
        "cited": cites_count(reading),
    }
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            done = services.correct_reading(reading, by=actor(request), version=version, fields=form.values())
        except deeds.StaleWrite as stale:
            template = "measurement/reading_edit.html"
            return conflict_page(request, template, context, stale.current, _shown, deeds.version_of)
        tell(request, _("Corrected a reading of “%s”.") % reading.metric.title, undo=done)
        return redirect("measurement:metric_detail", workspace, reading.metric_id)
    return render(request, "measurement/reading_edit.html", context, status=status_of(form))


@allows(POST="editor")
def reading_remove(request: HttpRequest, workspace: str, reading_id: int) -> HttpResponse:
    """Removes a reading; asks first when links cite it as evidence."""
    reading = row_to_edit(Reading, request.user, workspace, reading_id, "metric")
    cited = cites_count(reading)
    if cited and str(cited) != request.POST.get("cited"):
        return _ask_first(request, reading, cited)
    try:
        done = services.remove_reading(reading, by=actor(request))
    except deeds.StaleWrite:
        raise Http404 from None
    tell(request, _("Removed a reading of “%s”.") % reading.metric.title, undo=done)
    return redirect("measurement:metric_detail", workspace, reading.metric_id)


def _shown(reading: Reading) -> dict[str, Any]:
    """What the form shows of a reading."""
    return {name: getattr(reading, name) for name in READING}


def _ask_first(request: HttpRequest, reading: Reading, cited: int) -> HttpResponse:
    """Says what rests on a reading before it goes."""
    consequence = ngettext(
        "%(n)s link cites it as evidence. Without it that link says so and counts as less shown.",
        "%(n)s links cite it as evidence. Without it they say so and count as less shown.",
        cited,
    )
    context = {
        "question": _("Remove the reading of %(day)s?") % {"day": short_day(reading.date)},
        "consequence": consequence % {"n": cited},
        "action": _("Remove the reading"),
        "cancel_url": reverse("measurement:metric_detail", args=[reading.workspace.slug, reading.metric_id]),
        "fields": {"cited": cited},
    }
    return render(request, "ui/confirm.html", context)
