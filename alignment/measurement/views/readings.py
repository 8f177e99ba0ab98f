"""Adding, correcting, approving and removing readings."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment import deeds
from alignment.access import actor, allows, metric_to_edit, row_to_edit
from alignment.deeds import AlreadyDone
from alignment.framework.queries.citing import cites_count
from alignment.measurement import services
from alignment.measurement.approving import approves_own
from alignment.measurement.forms.readings import EditReadingForm, ReadingForm
from alignment.measurement.queries import home_plan, metric_of
from alignment.measurement.views.metrics import left, metric_address
from alignment.models import Reading
from alignment.ui.conflict_page import conflict_page
from alignment.ui.feedback import tell, warn
from alignment.ui.formats import short_day
from alignment.ui.forms import status_of
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import go, show, wants_partial


@allows(GET="editor", POST="editor")
def reading_new(request: HttpRequest, workspace: str, metric_id: int) -> HttpResponse:
    """The short form: a page of its own, or in the place of the button that asked for it."""
    metric = metric_to_edit(request.user, workspace, metric_id)
    by = actor(request)
    place = f"add-reading-{metric.pk}"
    form = ReadingForm(
        request.POST or None,
        workspace=metric.workspace,
        approves=approves_own(by, metric.workspace),
        auto_id=f"{place}-%s",
    )
    if wants_partial(request):
        form.fields["value"].widget.attrs["data-focus"] = True
    if request.method == "POST" and form.is_valid():
        try:
            reading, done = services.add_reading(
                metric,
                by=by,
                fields=form.values(),
                draft=form.keeps_draft(),
                request_key=form.cleaned_data["request_key"],
            )
            tell(request, _added(reading) % metric.title, undo=done)
        except AlreadyDone:
            pass
        return go(request, left(request) or metric_address(metric))
    context = {
        "plan": home_plan(metric.item),
        "metric": metric,
        "row": metric_of(metric, timezone.localdate()),
        "form": form,
        "place": place,
        "back": left(request) or metric_address(metric),
    }
    return show(request, "measurement/reading_new.html", "form", context, status=status_of(form))


def _added(reading: Reading) -> str:
    if reading.state == Reading.State.DRAFT:
        return _("Added a draft of a reading to “%s”. It counts once it is approved.")
    return _("Added a reading to “%s”.")


@allows(GET="editor", POST="editor")
@keeps_words(EditReadingForm)
def reading_edit(request: HttpRequest, workspace: str, reading_id: int) -> HttpResponse:
    reading = row_to_edit(Reading, request.user, workspace, reading_id, "metric")
    initial = EditReadingForm.shown(reading) | {"version": deeds.version_of(reading)}
    form = EditReadingForm(request.POST or None, workspace=reading.workspace, initial=initial)
    approved = reading.state == Reading.State.APPROVED
    context = {
        "plan": home_plan(reading.metric.item),
        "reading": reading,
        "metric": reading.metric,
        "form": form,
        "cited": cites_count(reading),
        "becomes_draft": approved and not approves_own(actor(request), reading.workspace),
    }
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            done = services.correct_reading(reading, by=actor(request), version=version, fields=form.values())
        except deeds.StaleWrite as stale:
            template = "measurement/reading_edit.html"
            return conflict_page(request, template, context, stale.current, form.shown, deeds.version_of)
        tell(request, _("Corrected a reading of “%s”.") % reading.metric.title, undo=done)
        return redirect("measurement:metric_detail", workspace, reading.metric_id)
    return render(request, "measurement/reading_edit.html", context, status=status_of(form))


@allows(POST="editor")
def reading_approve(request: HttpRequest, workspace: str, reading_id: int) -> HttpResponse:
    reading = row_to_edit(Reading, request.user, workspace, reading_id, "metric")
    try:
        done = services.approve_reading(reading, by=actor(request), version=_seen(request))
        tell(request, _("Approved a reading of “%s”.") % reading.metric.title, undo=done)
    except (deeds.StaleWrite, ValidationError) as refused:
        warn(request, _why(refused))
    return redirect("measurement:metric_detail", workspace, reading.metric_id)


@allows(POST="editor")
def reading_unapprove(request: HttpRequest, workspace: str, reading_id: int) -> HttpResponse:
    """Makes a reading a draft again; asks first when links cite it as evidence."""
    reading = row_to_edit(Reading, request.user, workspace, reading_id, "metric")
    cited = cites_count(reading)
    if cited and str(cited) != request.POST.get("cited"):
        question = _("Make the reading of %(day)s a draft again?")
        return _ask_first(request, reading, cited, question, _("Make it a draft again"))
    try:
        done = services.unapprove_reading(reading, by=actor(request), version=_seen(request))
        tell(request, _("A reading of “%s” is a draft again.") % reading.metric.title, undo=done)
    except (deeds.StaleWrite, ValidationError) as refused:
        warn(request, _why(refused))
    return redirect("measurement:metric_detail", workspace, reading.metric_id)


def _seen(request: HttpRequest) -> int:
    """The state of the reading that the one who decides has seen."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0


def _why(refused: Exception) -> str:
    if isinstance(refused, ValidationError):
        return " ".join(refused.messages)
    return _("Somebody has changed this reading since the page was opened. Look at it again.")


@allows(POST="editor")
def reading_remove(request: HttpRequest, workspace: str, reading_id: int) -> HttpResponse:
    """Removes a reading; asks first when links cite it as evidence."""
    reading = row_to_edit(Reading, request.user, workspace, reading_id, "metric")
    cited = cites_count(reading)
    if cited and str(cited) != request.POST.get("cited"):
        question = _("Remove the reading of %(day)s?")
        return _ask_first(request, reading, cited, question, _("Remove the reading"))
    try:
        done = services.remove_reading(reading, by=actor(request))
    except deeds.StaleWrite:
        raise Http404 from None
    tell(request, _("Removed a reading of “%s”.") % reading.metric.title, undo=done)
    return redirect("measurement:metric_detail", workspace, reading.metric_id)


def _ask_first(
    request: HttpRequest, reading: Reading, cited: int, question: str, action: str
) -> HttpResponse:
    """Says what rests on a reading before it goes, or counts no more."""
    consequence = ngettext(
        "%(n)s link cites it as evidence. Without it that link says so and counts as less shown.",
        "%(n)s links cite it as evidence. Without it they say so and count as less shown.",
        cited,
    )
    context = {
        "question": question % {"day": short_day(reading.date)},
        "consequence": consequence % {"n": cited},
        "action": action,
        "cancel_url": reverse("measurement:metric_detail", args=[reading.workspace.slug, reading.metric_id]),
        "fields": {"cited": cited, "version": request.POST.get("version", "")},
    }
    return render(request, "ui/confirm.html", context)
