"""A framework of skills comes in from a file: chosen, its columns named, previewed, brought in."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, job_to_read, workspace_to_write
from alignment.deeds import AlreadyDone
from alignment.jobs.services import ask
from alignment.models import ColumnChoice, Workspace
from alignment.people import previews
from alignment.skills.case_file import is_json, read_case
from alignment.skills.forms.importing import SkillColumnsForm, SkillsFileForm
from alignment.skills.queries.columns import remembered
from alignment.skills.reading import TARGETS, framework_name, table_of
from alignment.skills.rowwise import Reading, Report, read_rows
from alignment.skills.services.columns import remember_columns
from alignment.skills.services.importing import import_skills
from alignment.skills.upload import LARGE, MOST_TO_UNDO, told_by
from alignment.skills.work import IMPORT
from alignment.ui.feedback import tell
from alignment.ui.forms import UNPROCESSABLE, status_of
from alignment.ui.htmx import go
from alignment.ui.table_file import Table, Unreadable
from alignment.ui.table_preview import MOST_SHOWN, file_status


@dataclass(frozen=True)
class _File:
    """A file that was sent: the table in it, or the framework that it says it is."""

    table: Table | None
    case: Reading | None = None
    case_name: str = ""

    def reading(self, form: SkillColumnsForm) -> Reading:
        if self.case is not None:
            return self.case
        assert self.table is not None  # noqa: S101  a file is the one or the other
        return read_rows(self.table, form.columns(), TARGETS)


@allows(GET="editor", POST="editor")
def skills_import(request: HttpRequest, workspace: str) -> HttpResponse:
    """The file is chosen, and what it would do is shown."""
    home = workspace_to_write(request.user, workspace)
    if request.method != "POST":
        return _file_page(request, SkillsFileForm())
    form = SkillsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, form, file_status(form))
    upload = form.cleaned_data["file"]
    source = upload.read()
    try:
        file = _opened(source)
    except Unreadable as problem:
        form.add_error("file", str(problem))
        return _file_page(request, form, UNPROCESSABLE)
    name = framework_name("", file.case_name, upload.name)
    kept = previews.keep(source, workspace=home, user=actor(request))
    known = remembered(home, ColumnChoice.Of.SKILLS)
    columns = SkillColumnsForm.guessed(
        file.table, remembered=known, file=kept, file_name=upload.name[:200], framework=name
    )
    return _preview(request, home, file, columns, asked=False)


@allows(GET="editor", POST="editor")
def skills_import_preview(request: HttpRequest, workspace: str) -> HttpResponse:
    """The same file, its columns taken for something else."""
    home = workspace_to_write(request.user, workspace)
    if request.method != "POST":  # a reload, or the way back
        return go(request, "skills:skills_import", home.slug)
    file = _kept(request, home)
    if file is None:
        return _too_old(request)
    return _preview(request, home, file, SkillColumnsForm(request.POST, table=file.table))


@allows(POST="editor")
def skills_import_confirm(request: HttpRequest, workspace: str) -> HttpResponse:
    """Written at once, or in the background when there is much of it."""
    home, by = workspace_to_write(request.user, workspace), actor(request)
    file = _kept(request, home)
    if file is None:
        return _too_old(request)
    form = SkillColumnsForm(request.POST, table=file.table)
    if not form.is_valid():
        return _preview(request, home, file, form)
    reading, name = file.reading(form), form.cleaned_data["framework"]
    if file.table is not None:
        remember_columns(home, ColumnChoice.Of.SKILLS, form.headings(), by=by)
    key = form.cleaned_data["request_key"]
    if len(reading.rows) > LARGE:
        asked = {
            "file": form.cleaned_data["file"],
            "columns": form.columns(),
            "framework": name,
            "request_key": str(key),
        }
        title = _("Import of the skills “%(name)s”") % {"name": name}
        return go(
            request, "jobs:job", home.slug, ask(IMPORT, title=title, asked=asked, workspace=home, by=by).pk
        )
    _import_now(request, home, reading, name, key)
    previews.forget(form.cleaned_data["file"], workspace=home, user=by)
    return go(request, "skills:skill_list", home.slug)


@allows(GET="viewer")
def import_report(request: HttpRequest, workspace: str, job_id: int) -> HttpResponse:
    """What an import in the background did."""
    job = job_to_read(request.user, workspace, job_id)
    told = told_by(job) if job.kind == IMPORT else None
    if told is None:
        raise Http404
    context = {"job": job, "told": told, "most_shown": f":{MOST_SHOWN}", "most_to_undo": MOST_TO_UNDO}
    return render(request, "skills/import_report.html", context)


def _import_now(request: HttpRequest, home: Workspace, reading: Reading, name: str, key: UUID | None) -> None:
    try:
        report = import_skills(home, reading, name=name, by=actor(request), request_key=key)
    except AlreadyDone:
        tell(request, _("These skills are imported already."))
        return
    said = {"added": report.added, "changed": report.changed, "skipped": len(report.skipped)}
    words = _("Imported skills: %(added)s added, %(changed)s changed, %(skipped)s skipped.")
    tell(request, words % said, undo=report.deed)


def _opened(source: bytes) -> _File:
    """The file as a table or as a framework; else Unreadable."""
    if is_json(source):
        name, reading = read_case(source)
        return _File(None, reading, name)
    return _File(table_of(source))


def _kept(request: HttpRequest, home: Workspace) -> _File | None:
    """The file that a preview was made of, read again; None when it is not kept any more."""
    source = previews.kept(request.POST.get("file", ""), workspace=home, user=actor(request))
    try:
        return _opened(source) if source is not None else None
    except Unreadable:
        return None


def _preview(
    request: HttpRequest, home: Workspace, file: _File, form: SkillColumnsForm, *, asked: bool = True
) -> HttpResponse:
    """What the import would do. A first guess that names no titles is a question, not a mistake."""
    report: Report | None = None
    if form.is_valid():
        name = form.cleaned_data["framework"]
        report = import_skills(home, file.reading(form), name=name, by=actor(request), dry_run=True)
    context = {"form": form, "table": file.table, "report": report, "most_shown": f":{MOST_SHOWN}"}
    return render(
        request, "skills/skills_import_preview.html", context, status=status_of(form) if asked else 200
    )


def _file_page(request: HttpRequest, form: SkillsFileForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "has_errors": bool(form.errors)}
    return render(request, "skills/skills_import.html", context, status=status)


def _too_old(request: HttpRequest) -> HttpResponse:
    """The file is asked for again."""
    form = SkillsFileForm({})
    form.errors["file"] = form.error_class([_("The preview is over an hour old. Choose the file again.")])
    return _file_page(request, form, UNPROCESSABLE)
