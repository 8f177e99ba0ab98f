"""A catalogue comes in from a file: its columns are named, what it would do is shown, then it is written."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, job_to_read, workspace_to_read, workspace_to_write
from alignment.catalogue.forms.importing import LABELS, CatalogueColumnsForm, CatalogueFileForm
from alignment.catalogue.queries.imports import last_import, written_by
from alignment.catalogue.services.importing import catalogue_table, import_catalogue, read_mapped
from alignment.catalogue.sheets import catalogue_sheet, skipped_csv
from alignment.catalogue.work import IMPORT
from alignment.deeds import AlreadyDone
from alignment.jobs.services import ask
from alignment.models import ColumnChoice, Workspace
from alignment.people import previews
from alignment.skills.queries.columns import remembered
from alignment.skills.services.columns import remember_columns
from alignment.skills.upload import LARGE, MOST_TO_UNDO, told_by
from alignment.ui.downloads import file_answer
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, status_of
from alignment.ui.htmx import go
from alignment.ui.spreadsheet import Sheet, csv_response, xlsx_response
from alignment.ui.table_file import Problem, Table, Unreadable
from alignment.ui.table_preview import MOST_SHOWN, file_status, preview_context

TEMPLATE = "catalogue/catalogue_import_preview.html"


@allows(GET="editor", POST="editor")
def catalogue_import(request: HttpRequest, workspace: str) -> HttpResponse:
    """The file is chosen; then its columns are named."""
    home = workspace_to_write(request.user, workspace)
    if request.method != "POST":
        return _file_page(request, home, CatalogueFileForm())
    form = CatalogueFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, home, form, file_status(form))
    upload = form.cleaned_data["file"]
    source = upload.read()
    try:
        table = catalogue_table(source)
    except Unreadable as problem:
        form.add_error("file", str(problem))
        return _file_page(request, home, form, UNPROCESSABLE)
    name = previews.keep(source, workspace=home, user=actor(request))
    known = remembered(home, ColumnChoice.Of.CATALOGUE)
    columns = CatalogueColumnsForm.guessed(table, remembered=known, file=name, file_name=upload.name[:200])
    return render(request, TEMPLATE, {"form": columns, "table": table})


@allows(GET="editor", POST="editor")
def catalogue_import_preview(request: HttpRequest, workspace: str) -> HttpResponse:
    """What the file would do, its columns being what was said."""
    home = workspace_to_write(request.user, workspace)
    if request.method != "POST":  # a reload, or the way back
        return go(request, "catalogue:catalogue_import", home.slug)
    table = _kept_table(request, home)
    if table is None:
        return _too_old(request, home)
    return _preview(request, home, table, CatalogueColumnsForm(request.POST, table=table))


@allows(POST="editor")
def catalogue_import_confirm(request: HttpRequest, workspace: str) -> HttpResponse:
    """Writes what can be read, a large file in the background."""
    home = workspace_to_write(request.user, workspace)
    table = _kept_table(request, home)
    if table is None:
        return _too_old(request, home)
    form = CatalogueColumnsForm(request.POST, table=table)
    if not form.is_valid():
        return _preview(request, home, table, form)
    remember_columns(home, ColumnChoice.Of.CATALOGUE, form.headings(), by=actor(request))
    if len(table.rows) > LARGE:
        return _in_background(request, home, form)
    said = form.cleaned_data
    reading = read_mapped(table, form.columns())
    try:
        report = import_catalogue(
            home, reading, by=actor(request), whole_list=said["whole"], request_key=said["request_key"]
        )
    except AlreadyDone:
        tell(request, _("This file is imported already."))
        return go(request, "catalogue:item_list", home.slug)
    previews.forget(said["file"], workspace=home, user=actor(request))
    counts = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "skipped": len(report.skipped),
    }
    words = _("Imported: %(added)s added, %(changed)s changed, %(unchanged)s unchanged, %(skipped)s skipped.")
    tell(request, words % counts, undo=report.deed)
    return go(request, "catalogue:item_list", home.slug)


@allows(POST="editor")
def catalogue_import_skipped(request: HttpRequest, workspace: str) -> HttpResponse:
    """The rows that would be skipped, each with its reason, as CSV."""
    home = workspace_to_write(request.user, workspace)
    table = _kept_table(request, home)
    if table is None:
        return _too_old(request, home)
    form = CatalogueColumnsForm(request.POST, table=table)
    if not form.is_valid():
        return _preview(request, home, table, form)
    return _skipped(home, read_mapped(table, form.columns()).skipped)


@allows(GET="viewer")
def import_report(request: HttpRequest, workspace: str, job_id: int) -> HttpResponse:
    """What an import in the background did; ?skipped=csv gives the rows that were left out as a file."""
    job = job_to_read(request.user, workspace, job_id)
    told = told_by(job) if job.kind == IMPORT else None
    if told is None:
        raise Http404
    if request.GET.get("skipped") == "csv":
        return _skipped(job.workspace, told.skipped)
    context = {"job": job, "told": told, "most_shown": f":{MOST_SHOWN}", "most_to_undo": MOST_TO_UNDO}
    return render(request, "catalogue/import_report.html", context)


@allows(GET="viewer")
def catalogue_csv(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    header, rows = catalogue_sheet(home)
    return csv_response(rows, header, f"{home.slug}-catalogue")


@allows(GET="viewer")
def catalogue_xlsx(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_read(request.user, workspace)
    header, rows = catalogue_sheet(home)
    return xlsx_response([Sheet(_("Catalogue"), header, rows)], f"{home.slug}-catalogue")


def _skipped(home: Workspace, problems: Iterable[Problem]) -> HttpResponse:
    name = f"{home.slug}-catalogue-skipped.csv"
    return file_answer(skipped_csv(problems).encode(), "text/csv; charset=utf-8", name)


def _in_background(request: HttpRequest, home: Workspace, form: CatalogueColumnsForm) -> HttpResponse:
    said = form.cleaned_data
    asked = {
        "file": said["file"],
        "columns": form.columns(),
        "whole": said["whole"],
        "request_key": str(said["request_key"]),
    }
    title = _("Import of the catalogue: %(name)s") % {"name": said["file_name"] or _("a file")}
    job = ask(IMPORT, title=title, asked=asked, workspace=home, by=actor(request))
    return go(request, "jobs:job", home.slug, job.pk)


def _kept_table(request: HttpRequest, home: Workspace) -> Table | None:
    """The file that was chosen, read again; None when it is not kept any more."""
    source = previews.kept(request.POST.get("file", ""), workspace=home, user=actor(request))
    try:
        return catalogue_table(source) if source is not None else None
    except Unreadable:
        return None


def _preview(request: HttpRequest, home: Workspace, table: Table, form: CatalogueColumnsForm) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "table": table}
    if form.is_valid():
        report = import_catalogue(home, read_mapped(table, form.columns()), by=None, dry_run=True)
        problems = preview_context(report.skipped)
        context |= {**problems, "report": report, "has_errors": False}
        context |= {"large": len(table.rows) > LARGE}
    return render(request, TEMPLATE, context, status=status_of(form))


def _file_page(
    request: HttpRequest, home: Workspace, form: CatalogueFileForm, status: int = 200
) -> HttpResponse:
    last = last_import(home)
    written = written_by(last) if last is not None else (0, 0, 0)
    fields = [(label, help_text) for label, help_text in LABELS.values()]
    context = {"form": form, "fields": fields, "last": last, "written": written}
    return render(request, "catalogue/catalogue_import.html", context, status=status)


def _too_old(request: HttpRequest, home: Workspace) -> HttpResponse:
    """The file is asked for again."""
    form = CatalogueFileForm({})
    form.errors["file"] = form.error_class([_("The preview is over an hour old. Choose the file again.")])
    return _file_page(request, home, form, UNPROCESSABLE)
