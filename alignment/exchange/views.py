"""Settings › Data: a plan file comes in after a preview; everything goes out as JSON, XLSX or CSV."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, workspace_to_read, workspace_to_write
from alignment.exchange import queries, services
from alignment.exchange.document import read
from alignment.exchange.forms import MOST_UPLOAD, DownloadForm, PlanFileForm
from alignment.exchange.problems import PlanFileError
from alignment.exchange.tables import items_table, sheets
from alignment.exchange.writing import write
from alignment.models import Workspace
from alignment.people import previews
from alignment.ui.downloads import file_answer
from alignment.ui.feedback import tell, warn
from alignment.ui.htmx import go
from alignment.ui.spreadsheet import csv_response, xlsx_response

BAD, TOO_LARGE = 422, 413
#: A larger import is taken back by archiving what it brought.
MOST_TO_UNDO = 5_000  # taken back in a few seconds, during which nobody else can write


@allows(GET="viewer")
def data(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    return _data_page(request, home, PlanFileForm())


@allows(GET="viewer", POST="editor")
def import_preview(request: HttpRequest, workspace: str) -> HttpResponse:
    if request.method != "POST":  # a reload, or the way back
        home = workspace_to_read(request.user, workspace)
        return go(request, "exchange:data", home.slug)
    home = workspace_to_write(request.user, workspace)
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _data_page(
            request, home, form, status=TOO_LARGE if form.has_error("file", "too_large") else BAD
        )
    upload = form.cleaned_data["file"]
    source = upload.read(MOST_UPLOAD + 1)
    try:
        report = services.import_document(read(source), workspace=home, by=actor(request), dry_run=True)
    except PlanFileError as error:
        return _data_page(request, home, PlanFileForm(), error, status=BAD)
    name = previews.keep(source, workspace=home, user=actor(request))
    context = {"report": report, "upload": upload.name, "file": name}
    return render(request, "exchange/import_preview.html", context)


@allows(POST="editor")
def import_confirm(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_write(request.user, workspace)
    by, name = actor(request), request.POST.get("file", "")
    source = previews.kept(name, workspace=home, user=by)
    if source is None:
        gone = PlanFileError([_("The preview is over an hour old. Choose the file again.")])
        return _data_page(request, home, PlanFileForm(), gone, status=BAD)
    try:
        report = services.import_document(read(source), workspace=home, by=by)
    except PlanFileError as error:  # the workspace has changed since the preview
        return _data_page(request, home, PlanFileForm(), error, status=BAD)
    previews.forget(name, workspace=home, user=by)
    small = report.added + report.changed <= MOST_TO_UNDO
    said = _("Imported: %(added)s added, %(changed)s changed.")
    tell(
        request,
        said % {"added": report.added, "changed": report.changed},
        undo=report.deed if small else None,
    )
    if not small:
        warn(request, _("This is too much to be taken back with one click. Archive what you do not need."))
    return go(request, "exchange:data", home.slug)


@allows(GET="viewer")
def download(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    form = DownloadForm(request.GET, workspace=home)
    if not form.is_valid():
        return _data_page(request, home, PlanFileForm(), download_form=form, status=BAD)
    plan = form.cleaned_data["plan"]
    content = queries.export_content(home, plan).content
    name = f"{home.slug}-{plan.key}" if plan else home.slug
    if form.cleaned_data["format"] == "xlsx":
        return xlsx_response(sheets(content), name)
    if form.cleaned_data["format"] == "csv":
        header, rows = items_table(content)
        return csv_response(rows, header, name)
    return file_answer(write(content), "application/json; charset=utf-8", f"{name}.json")


def _data_page(
    request: HttpRequest,
    workspace: Workspace,
    form: PlanFileForm,
    refused: PlanFileError | None = None,
    download_form: DownloadForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "download_form": download_form or DownloadForm(workspace=workspace),
        "problems": refused.problems if refused else [],
        "has_errors": refused is not None,
    }
    return render(request, "exchange/data.html", context, status=status)
