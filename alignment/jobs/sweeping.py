"""What has to happen now and then, by the worker or by cron: due mail, jobs left behind, tidying up."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from alignment.jobs import services
from alignment.outbox import sending
from alignment.outbox.registry import due_functions
from alignment.outbox.workers import worker_is_there

log = logging.getLogger(__name__)

#: Days after which the notes of the task queue are of no use any more.
NOTES_DAYS = 7


@dataclass
class Swept:
    """What one run did."""

    busy: bool = False  # somebody else was at it
    queued: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0
    jobs: int = 0
    problems: list[str] = field(default_factory=list)  # names of what did not work

    @property
    def words(self) -> str:
        """One line that tells it."""
        if self.busy:
            return "Another one is at it. Nothing done."
        told = (
            f"Queued {self.queued}, sent {self.sent}, failed {self.failed}, given up {self.dropped}; "
            f"jobs taken up {self.jobs}."
        )
        return f"{told} Did not work: {', '.join(self.problems)}." if self.problems else told


def sweep(*, wide: bool = True) -> Swept:
    """One run; a second one at the same time does nothing. `wide`: also what need not happen every minute."""
    swept = Swept()
    with _alone() as alone:
        if not alone:
            swept.busy = True
            return swept
        now = timezone.now()
        if wide:
            _queue(now, swept)
        tally = sending.send_due()
        swept.sent, swept.failed, swept.dropped = tally.sent, tally.failed, tally.dropped
        _take_up(now, swept)
        if wide:
            _tidy(now)
    return swept


def _queue(now: datetime, swept: Swept) -> None:
    """Asks every feature for what is due; one that fails does not keep the others from it."""
    for name, function in due_functions().items():
        try:
            swept.queued += function(now)
        except Exception:
            log.exception("%s did not work", name)
            swept.problems.append(name)


def _take_up(now: datetime, swept: Swept) -> None:
    """Jobs that nobody works on: for the worker when there is one, else here and now."""
    worker = worker_is_there(now)
    for job_id in list(services.left_alone(now).values_list("pk", flat=True)[:20]):
        if not worker:
            swept.jobs += services.run(job_id)
        elif not _is_queued(job_id):
            services.run_job.enqueue(job_id)
            swept.jobs += 1


def _is_queued(job_id: int) -> bool:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=services.run_job.module_path)
    return any(args["args"] == [job_id] for args in ready.values_list("args_kwargs", flat=True))


def _tidy(now: datetime) -> None:
    services.tidy(now)
    sending.tidy(now)
    old = now - timedelta(days=NOTES_DAYS)
    DBTaskResult.objects.filter(enqueued_at__lt=old).exclude(status=TaskResultStatus.READY).delete()


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else on this machine sweeps. The lock ends with its process, however that ends."""
    handle = os.open(settings.DATA_DIR / "send_due.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def sweep_safely(*, wide: bool) -> None:
    """The same for the worker's loop, which goes on when the database is away for a moment."""
    try:
        sweep(wide=wide)
    except DatabaseError:
        log.exception("The sweep did not work")
