"""A large catalogue comes in in the background.

The file waits in the cache that all processes share; the columns stand in the job. The job may run more than
once: what it writes carries a key made of the job, so that it is written once.
"""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.catalogue.queries.imports import written_by
from alignment.catalogue.services.importing import (
    CatalogueReport,
    catalogue_table,
    import_catalogue,
    read_mapped,
)
from alignment.deeds import AlreadyDone
from alignment.jobs.registry import CannotWork, Outcome, Progress, work
from alignment.models import Deed, Job, Role
from alignment.people import previews
from alignment.skills.rowwise import Reading
from alignment.skills.upload import kept_report
from alignment.ui.table_file import Unreadable

IMPORT = "import_catalogue"


@work(IMPORT, page="catalogue:import_report", role=Role.EDITOR)
def bring_catalogue_in(job: Job, progress: Progress) -> Outcome:
    """Reads the file that waits, writes what can be read, and reports what could not."""
    reading = _read(job)
    rows = len(reading.rows)
    progress(rows, 2 * rows)
    try:
        report = import_catalogue(
            job.workspace,
            reading,
            by=job.asked_by,
            whole_list=job.asked["whole"],
            request_key=UUID(job.asked["request_key"]),
            progress=lambda done, of: progress(2 * rows - of + done, 2 * rows),
        )
    except AlreadyDone as earlier:  # an earlier try wrote it and was stopped before it could say so
        report = _written_before(reading, earlier.deed)
    if report.marked_gone:
        words = ngettext(
            "%(n)s item is not in the file and was marked as gone.",
            "%(n)s items are not in the file and were marked as gone.",
            report.marked_gone,
        )
        report.warnings.insert(0, words % {"n": report.marked_gone})
    return kept_report(report, title=job.title, file_name="catalogue.json")


def _read(job: Job) -> Reading:
    assert job.asked_by is not None  # noqa: S101  jobs refuse to work for nobody
    source = previews.kept(job.asked["file"], workspace=job.workspace, user=job.asked_by)
    if source is None:
        raise CannotWork(_("The file is not kept any more. Choose it again."))
    try:
        return read_mapped(catalogue_table(source), job.asked["columns"])
    except Unreadable as problem:
        raise CannotWork(str(problem)) from None


def _written_before(reading: Reading, done: Deed) -> CatalogueReport:
    """What an import did that was over when it was asked for once more."""
    report = CatalogueReport(skipped=list(reading.skipped), warnings=list(reading.warnings), deed=done)
    report.added, report.changed, report.marked_gone = written_by(done)
    report.unchanged = len(reading.rows) + reading.repeated - report.added - report.changed
    return report
