"""People come in from a CSV or Excel file after a preview, and go out as CSV."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, workspace_to_write
from alignment.deeds import AlreadyDone
from alignment.models import FrameworkRole, Weight, Workspace
from alignment.people import previews, queries
from alignment.people.forms.importing import ColumnsForm, PeopleFileForm, rows_of
from alignment.people.services.importing import Comparison, ImportRefused, compare, import_people
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, status_of
from alignment.ui.htmx import go
from alignment.ui.spreadsheet import csv_response
from alignment.ui.table_file import Table, Unreadable, read_table
from alignment.ui.table_preview import file_status, preview_context


@allows(GET="editor", POST="editor")
def people_import(request: HttpRequest, workspace: str) -> HttpResponse:
    """The file is chosen, and what it would do is shown."""
    home = workspace_to_write(request.user, workspace)
    if request.method != "POST":
        return _file_page(request, PeopleFileForm())
    form = PeopleFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, form, file_status(form))
    source, separator = form.cleaned_data["file"].read(), form.cleaned_data["separator"]
    try:
        table = read_table(source, separator)
    except Unreadable as problem:
        form.add_error("file", str(problem))
        return _file_page(request, form, UNPROCESSABLE)
    name = previews.keep(source, workspace=home, user=actor(request))
    existing = form.cleaned_data["existing"]
    columns = ColumnsForm.guessed(table, file=name, separator=separator, existing=existing)
    return _preview(request, home, table, columns)


@allows(GET="editor", POST="editor")
def people_import_preview(request: HttpRequest, workspace: str) -> HttpResponse:
    """The same file, its columns taken for something else."""
    home = workspace_to_write(request.user, workspace)
    if request.method != "POST":  # a reload, or the way back
        return go(request, "people:people_import", home.slug)
    table = _kept_table(request, home)
    if table is None:
        return _too_old(request)
    return _preview(request, home, table, ColumnsForm(request.POST, table=table))


@allows(POST="editor")
def people_import_confirm(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_write(request.user, workspace)
    table = _kept_table(request, home)
    if table is None:
        return _too_old(request)
    form = ColumnsForm(request.POST, table=table)
    rows, problems = rows_of(table, form.columns(), home) if form.is_valid() else ([], [])
    if form.errors or problems:
        return _preview(request, home, table, form)
    key = form.cleaned_data["request_key"]
    try:
        found, done = import_people(home, rows, update=form.updates, by=actor(request), request_key=key)
    except AlreadyDone:
        tell(request, _("These people are imported already."))
        return go(request, "people:people_list", home.slug)
    except ImportRefused:  # the workspace has changed since the preview, which says so now
        return _preview(request, home, table, form)
    previews.forget(form.cleaned_data["file"], workspace=home, user=actor(request))
    said = {"added": len(found.added), "changed": len(found.changed)}
    tell(request, _("Imported people: %(added)s added, %(changed)s changed.") % said, undo=done)
    return go(request, "people:people_list", home.slug)


@allows(GET="editor")
def people_download(request: HttpRequest, workspace: str) -> HttpResponse:
    home = workspace_to_write(request.user, workspace)
    header, rows = queries.people_table(home)
    return csv_response(rows, header, f"{home.slug}-people")


def _kept_table(request: HttpRequest, home: Workspace) -> Table | None:
    """The file that a preview was made of, read again; None when it is not kept any more."""
    source = previews.kept(request.POST.get("file", ""), workspace=home, user=actor(request))
    try:
        return read_table(source, request.POST.get("separator", "")) if source is not None else None
    except Unreadable:
        return None


def _preview(request: HttpRequest, home: Workspace, table: Table, form: ColumnsForm) -> HttpResponse:
    found, problems = Comparison(), list(table.problems)
    if form.is_valid():
        rows, problems = rows_of(table, form.columns(), home)
        found = compare(home, rows, update=form.updates)
        problems = sorted([*problems, *found.problems], key=lambda one: one.row)
    context = {"form": form, "table": table, "found": found, **preview_context(problems)}
    status = UNPROCESSABLE if problems else status_of(form)
    return render(request, "people/people_import_preview.html", context, status=status)


def _file_page(request: HttpRequest, form: PeopleFileForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "roles": FrameworkRole.labels,
        "weights": Weight.labels,
        "has_errors": bool(form.errors),
    }
    return render(request, "people/people_import.html", context, status=status)


def _too_old(request: HttpRequest) -> HttpResponse:
    """The file is asked for again."""
    form = PeopleFileForm({"existing": request.POST.get("existing", "update")})
    form.errors["file"] = form.error_class([_("The preview is over an hour old. Choose the file again.")])
    return _file_page(request, form, UNPROCESSABLE)
