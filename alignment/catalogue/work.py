"""A large catalogue comes in in the background.

The file waits in the cache that all processes share; the columns stand in the job. The job may run more than
once: what it writes carries a key made of the job, so that it is written once.
"""

from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alignment.catalogue.queries.columns import written_by
from alignment.catalogue.services.importing import (
    CatalogueReport,
    catalogue_table,
    import_catalogue,
    read_mapped,
)
from alignment.deeds import AlreadyDone
from alignment.jobs.registry import CannotWork, Outcome, Progress, work
from alignment.models import Job
from alignment.people.previews import kept
from alignment.skills.rowwise import Reading
from alignment.ui.spreadsheet import csv_text
from alignment.ui.table_file import Unreadable

IMPORT = "catalogue_import"
_KEYS = UUID("6f5f5b6e-3f0b-4f5e-9d2a-6a3f7e1d9c41")


@work(IMPORT)
def import_in_background(job: Job, progress: Progress) -> Outcome:
    """Reads the file that waits, writes what can be read, and reports what could not."""
    if job.asked_by is None:
        raise CannotWork(_("Whoever asked for it is gone."))
    source = kept(job.asked["file"], workspace=job.workspace, user=job.asked_by)
    key = uuid5(_KEYS, f"{job.pk}:{job.asked_at.isoformat()}")
    if source is None:
        raise CannotWork(_("The file is not kept any more. Choose it again."))
    try:
        table = catalogue_table(source)
    except Unreadable as problem:
        raise CannotWork(str(problem)) from problem
    reading = read_mapped(table, job.asked["columns"])
    total = len(reading.rows)
    progress(0, total)
    try:
        report = import_catalogue(
            job.workspace,
            reading,
            by=job.asked_by,
            whole_list=job.asked["whole"],
            request_key=key,
            progress=lambda done, of: progress(total - of + done, total),
        )
    except AlreadyDone as earlier:  # an earlier try wrote it and was stopped before it could say so
        report = _again(reading, earlier.deed)
    name = slugify(_("catalogue import"))
    body = "\ufeff" + report_csv(report)
    return Outcome(f"{name}-{timezone.localdate()}.csv", "text/csv; charset=utf-8", body.encode())


def _again(reading: Reading, deed: Any) -> CatalogueReport:
    added, changed, gone = written_by(deed)
    report = CatalogueReport(
        skipped=list(reading.skipped), warnings=list(reading.warnings), added=added, changed=changed
    )
    report.unchanged = reading.repeated + len(reading.rows) - added - changed
    report.marked_gone = gone
    return report


def report_csv(report: CatalogueReport) -> str:
    """What became of the rows, then every row that was skipped and every warning."""
    counts = [
        (_("Read"), report.read),
        (_("Added"), report.added),
        (_("Changed"), report.changed),
        (_("Unchanged"), report.unchanged),
        (_("Skipped"), len(report.skipped)),
        (_("Marked as gone"), report.marked_gone),
    ]
    rows: list[list[Any]] = [["", what, count] for what, count in counts]
    rows += [[one.row, _("Skipped"), one.what] for one in report.skipped]
    rows += [["", _("Warning"), one] for one in report.warnings]
    return csv_text([_("Row"), _("What"), _("Why or how many")], rows)
