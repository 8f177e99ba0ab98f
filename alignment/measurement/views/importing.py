"""Readings come in from a CSV or Excel file after a preview; a table to fill in goes out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.access import actor, allows, plan_to_edit
from alignment.deeds import AlreadyDone
from alignment.measurement.approving import approves_own
from alignment.measurement.forms.importing import PreviewForm, ReadingsFileForm
from alignment.measurement.queries.importing import HEADER, known_in, table_to_fill
from alignment.measurement.services.importing import Comparison, MetricGone, compare, import_readings
from alignment.measurement.sheet_reading import SheetReadings, read_readings
from alignment.models import Plan
from alignment.people import previews
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, status_of
from alignment.ui.htmx import go
from alignment.ui.spreadsheet import csv_response
from alignment.ui.table_file import Unreadable, read_table
from alignment.ui.table_preview import file_status, preview_context


@allows(GET="editor", POST="editor")
def readings_import(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The file is chosen, and what it would do is shown."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    if request.method != "POST":
        return _file_page(request, plan, ReadingsFileForm())
    form = ReadingsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, plan, form, file_status(form))
    source = form.cleaned_data["file"].read()
    preview = PreviewForm.of("", form)
    try:
        found = _read(plan, source, preview)
    except Unreadable as problem:
        form.add_error("file", str(problem))
        return _file_page(request, plan, form, UNPROCESSABLE)
    name = previews.keep(source, workspace=plan.workspace, user=actor(request))
    return _preview(request, plan, found, PreviewForm.of(name, form))


@allows(GET="editor", POST="editor")
def readings_import_preview(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """The same file, its days and numbers read in another way."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    if request.method != "POST":  # a reload, or the way back
        return go(request, "measurement:readings_import", workspace, plan.pk)
    form = PreviewForm(request.POST)
    found = _kept(request, plan, form)
    return _too_old(request, plan) if found is None else _preview(request, plan, found, form)


@allows(POST="editor")
def readings_import_confirm(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    plan = plan_to_edit(request.user, workspace, plan_id)
    form, by = PreviewForm(request.POST), actor(request)
    found = _kept(request, plan, form)
    if found is None:
        return _too_old(request, plan)
    if form.errors or found.problems:
        return _preview(request, plan, found, form)
    key = form.cleaned_data["request_key"]
    try:
        did, done = import_readings(plan, list(found.readings), by=by, request_key=key)
        said = _("Imported readings: %(added)s added, %(changed)s corrected.")
        tell(request, said % {"added": len(did.added), "changed": len(did.changed)}, undo=done)
    except AlreadyDone:
        tell(request, _("These readings are imported already."))
    except MetricGone:  # archived between reading the file and writing
        return _preview(request, plan, _kept(request, plan, form) or found, form)
    previews.forget(form.cleaned_data["file"], workspace=plan.workspace, user=by)
    return go(request, "measurement:metric_list", workspace, plan.pk)


@allows(GET="editor")
def readings_table(request: HttpRequest, workspace: str, plan_id: int) -> HttpResponse:
    """A table with a row for each metric, to be filled in and imported."""
    plan = plan_to_edit(request.user, workspace, plan_id)
    rows = table_to_fill(plan, timezone.localdate())
    return csv_response(rows, HEADER, f"{workspace}-{plan.key}-readings")


def _read(plan: Plan, source: bytes, form: PreviewForm) -> SheetReadings:
    """What a file says, with days and numbers as the form says they are written."""
    form.is_valid()
    today = timezone.localdate()
    return read_readings(
        read_table(source),
        known_in(plan, today),
        today=today,
        first=form.cleaned_data.get("order", ""),
        mark=form.cleaned_data.get("mark", ""),
    )


def _kept(request: HttpRequest, plan: Plan, form: PreviewForm) -> SheetReadings | None:
    """The file that a preview was made of, read again; None when it is not kept any more."""
    source = previews.kept(request.POST.get("file", ""), workspace=plan.workspace, user=actor(request))
    try:
        return _read(plan, source, form) if source is not None else None
    except Unreadable:
        return None


def _preview(request: HttpRequest, plan: Plan, found: SheetReadings, form: PreviewForm) -> HttpResponse:
    problems = found.problems
    context = {
        "plan": plan,
        "form": form,
        "found": found,
        "would": Comparison() if problems else compare(plan, list(found.readings)),
        "approves": approves_own(actor(request), plan.workspace),
        **preview_context(problems),
    }
    status = UNPROCESSABLE if problems else status_of(form)
    return render(request, "measurement/readings_import_preview.html", context, status=status)


def _file_page(request: HttpRequest, plan: Plan, form: ReadingsFileForm, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "form": form, "has_errors": bool(form.errors)}
    return render(request, "measurement/readings_import.html", context, status=status)


def _too_old(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The file is asked for again."""
    form = ReadingsFileForm({"order": request.POST.get("order", ""), "mark": request.POST.get("mark", "")})
    form.errors["file"] = form.error_class([_("The preview is over an hour old. Choose the file again.")])
    return _file_page(request, plan, form, UNPROCESSABLE)
