"""Frameworks that are brought in in the background."""

from uuid import UUID

from django.utils.translation import gettext as _

from alignment.deeds import AlreadyDone
from alignment.jobs.registry import CannotWork, Outcome, Progress, work
from alignment.models import Job, Role
from alignment.people import previews
from alignment.skills.reading import read_columns
from alignment.skills.rowwise import Reading
from alignment.skills.services.importing import import_skills, report_of
from alignment.skills.upload import kept_report
from alignment.ui.table_file import Unreadable

IMPORT = "import_skills"


@work(IMPORT, page="skills:import_report", role=Role.EDITOR)
def bring_skills_in(job: Job, progress: Progress) -> Outcome:
    """Reads the file that was previewed and writes it in one deed; begun again, it does not do it twice."""
    reading = _read(job)
    rows = len(reading.rows)
    progress(rows, 2 * rows)
    try:
        report = import_skills(
            job.workspace,
            reading,
            name=job.asked["framework"],
            by=job.asked_by,
            request_key=UUID(job.asked["request_key"]),
        )
    except AlreadyDone as done:
        report = report_of(done.deed, reading)
    return kept_report(report, title=job.asked["framework"], file_name="skills.json")


def _read(job: Job) -> Reading:
    assert job.asked_by is not None  # noqa: S101  jobs refuse to work for nobody
    source = previews.kept(job.asked["file"], workspace=job.workspace, user=job.asked_by)
    if source is None:
        raise CannotWork(_("The file is not kept any more. Choose it again."))
    try:
        return read_columns(source, job.asked["columns"])
    except Unreadable as problem:
        raise CannotWork(str(problem)) from None
