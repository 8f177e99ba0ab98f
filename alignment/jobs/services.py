"""Asks for long work and does it: by the worker, or by the process that was asked where no worker runs.

What runs is known by the job's own row: whoever takes it up says so in one conditional update, gives a
sign every few seconds, and writes the result under its own number of tries. A process that was killed
says nothing any more; after SILENT_SECONDS the next one takes the job up.
"""

import logging
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from alignment.jobs.registry import CannotWork, Outcome, role_for, work_of
from alignment.jobs.signs import Signs
from alignment.models import Job, User, Workspace
from alignment.outbox.services import post
from alignment.outbox.workers import worker_is_there
from alignment.speaking import speaking_to

log = logging.getLogger(__name__)

MOST_TRIES = 3
KEPT_DAYS = 7


def ask(kind: str, *, title: str, asked: dict[str, Any], workspace: Workspace, by: User) -> Job:
    """A job, which starts once the transaction is over; the one there is when it was asked for already."""
    now = timezone.now()
    with transaction.atomic():
        same = Job.objects.filter(kind=kind, workspace=workspace, asked_by=by, finished_at=None, problem="")
        for job in same.filter(asked_at__gt=now - timedelta(hours=1)):
            if job.asked == asked:
                if left_alone(now).filter(pk=job.pk).exists():
                    _enqueue(job)
                return job
        made: Job = Job.objects.create(
            kind=kind, title=title[:200], asked=asked, workspace=workspace, asked_by=by, asked_at=now
        )
        _enqueue(made)
    return made


def ask_again(job: Job) -> bool:
    """Starts a job anew that failed, or whose result is not kept any more; False when it is still at work."""
    fresh = {"heartbeat_at": None, "started_at": None, "finished_at": None, "problem": "", "attempts": 0}
    over = Q(finished_at__isnull=False) | ~Q(problem="")
    with transaction.atomic():
        mine = Job.objects.filter(over, pk=job.pk)
        if not mine.update(asked_at=timezone.now(), done=0, of=0, result=None, file_name="", **fresh):
            return False
        _enqueue(job)
    return True


@task(queue_name="default")
def run_job(job_id: int) -> None:
    """What the worker does; a job that somebody else has taken or finished is left alone.

    A worker that is told to stop at once has freed the job by then: the next one takes it up.
    """
    with suppress(SystemExit):
        run(job_id)


def _enqueue(job: Job) -> None:
    """In the transaction of the job, so that neither goes without the other."""
    run_job.enqueue(job.pk)
    transaction.on_commit(lambda: start_here(job.pk), robust=True)


def start_here(job_id: int) -> None:
    """Starts the job in a thread of this process where no worker runs."""
    if not worker_is_there():
        threading.Thread(target=_run_and_close, args=(job_id,), name=f"job-{job_id}", daemon=True).start()


def wake(job: Job, now: datetime) -> None:
    """Starts a job again that was left behind, where no worker would do so. Writes nothing by itself."""
    if job.finished_at is not None or job.problem:
        return
    last, silent = job.heartbeat_at or job.asked_at, timedelta(seconds=settings.SILENT_SECONDS)
    if last < now - silent:
        start_here(job.pk)


def _run_and_close(job_id: int) -> None:
    try:
        run(job_id)
    except DatabaseError:
        log.exception("Job %s was left", job_id)  # silent from now on: somebody takes it up
    finally:
        connection.close()


def run(job_id: int) -> bool:
    """Does a job if it is free: up to three tries. Whether it was free."""
    was_free = False
    while (job := _take(job_id)) is not None:
        was_free = True
        with Signs(job.pk, job.started_at):
            _try(job)
    return was_free


def free(now: datetime) -> QuerySet[Job]:
    """Jobs that are neither finished nor failed, and at which nobody works."""
    silent = now - timedelta(seconds=settings.SILENT_SECONDS)
    found: QuerySet[Job] = Job.objects.filter(
        Q(heartbeat_at=None) | Q(heartbeat_at__lt=silent), finished_at=None, problem=""
    )
    return found


def left_alone(now: datetime) -> QuerySet[Job]:
    """The free ones that nobody has begun, or gone on with, for too long."""
    silent = now - timedelta(seconds=settings.SILENT_SECONDS)
    return free(now).filter(asked_at__lt=silent)


def _take(job_id: int) -> Job | None:
    """Takes up a job, which one of several at once can; None when it is not free."""
    now = timezone.now()
    mine = free(now).filter(pk=job_id)
    over = _("It was begun %(n)s times and never finished. Try again, or tell whoever runs this server.")
    mine.filter(attempts__gte=MOST_TRIES).update(problem=over % {"n": MOST_TRIES})
    taken = mine.filter(attempts__lt=MOST_TRIES).update(
        heartbeat_at=now, started_at=now, attempts=F("attempts") + 1, done=0, of=0
    )
    if not taken:
        return None
    job: Job = Job.objects.select_related("workspace", "asked_by").get(pk=job_id)
    return job


def _try(job: Job) -> None:
    """One try: the result, a problem, or free again for the next try."""
    done = False
    try:
        with speaking_to(job.asked_by, job.workspace):
            _check_asker(job)
            outcome = work_of(job.kind)(job, lambda so_far, of: _progress(job, so_far, of))
            _finish(job, outcome)
            done = True
    except CannotWork as problem:
        done = bool(_mine(job).update(problem=str(problem)[:300]))
    except Exception:
        log.exception("Job %s (%s) failed at try %s", job.pk, job.kind, job.attempts)
        if job.attempts >= MOST_TRIES:
            said = _("It did not work. Try again later, or tell whoever runs this server.")
            done = bool(_mine(job).update(problem=said))
    finally:
        if not done:
            with suppress(DatabaseError):
                _mine(job).update(heartbeat_at=None)  # at once free for the next try


def _check_asker(job: Job) -> None:
    """Nobody gets what they may not see any more, nor writes where they only read by now."""
    user = job.asked_by
    member = user.workspaces.get(job.workspace.slug) if user is not None and user.is_active else None
    if member is None:
        raise CannotWork(_("Whoever asked for it is not a member of the workspace any more."))
    if not member.at_least(role_for(job.kind)):
        raise CannotWork(_("Whoever asked for it may not do that in the workspace any more."))


def _progress(job: Job, so_far: int, of: int) -> None:
    """Notes how far it is, which is a sign of life too."""
    if not _mine(job).update(done=min(so_far, of), of=of, heartbeat_at=timezone.now()):
        raise CannotWork(_("Somebody else has taken it up."))


def _finish(job: Job, outcome: Outcome) -> None:
    """Keeps the result and tells whoever asked, both or neither; a second result is left alone."""
    with transaction.atomic():
        kept = _mine(job).update(
            finished_at=timezone.now(),
            done=F("of"),
            file_name=outcome.file_name[:200],
            content_type=outcome.content_type,
            result=outcome.body,
        )
        if kept and job.asked_by is not None:
            post(
                "job_ready",
                to=job.asked_by.email,
                user=job.asked_by,
                workspace=job.workspace,
                subject=_("%(what)s is ready") % {"what": job.title},
                template="jobs/mail.txt",
                context={"job": job, "path": reverse("jobs:job", args=[job.workspace.slug, job.pk])},
                once=f"job:{job.pk}:{job.asked_at.isoformat()}",
                urgent=True,
            )


def _mine(job: Job) -> QuerySet[Job]:
    """The row, as long as it is this try that works on it."""
    found: QuerySet[Job] = Job.objects.filter(
        pk=job.pk, attempts=job.attempts, started_at=job.started_at, finished_at=None, problem=""
    )
    return found


def tidy(now: datetime) -> int:
    """Empties results that are a week old."""
    old = Job.objects.filter(finished_at__lt=now - timedelta(days=KEPT_DAYS), result__isnull=False)
    return old.update(result=None)
