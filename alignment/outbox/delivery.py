"""Brings mail on its way as soon as its cause is committed: by the worker, or by whoever wrote it."""

from django.db import transaction
from django_tasks import task, task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from alignment.outbox.sending import send_due
from alignment.outbox.workers import worker_is_there

QUEUE = "mail"


@task(queue_name=QUEUE, priority=10)
def deliver() -> int:
    """Sends what is due; the worker runs it. Two at a time do no harm."""
    return send_due().sent


def send_after_commit(mail: int, *, urgent: bool) -> None:
    """Once the transaction is over, tells the worker that there is mail.

    Urgent mail is sent at once where no worker runs. If anything fails here the mail stays due, and
    the next run sends it.
    """
    transaction.on_commit(lambda: _start(mail, urgent), robust=True)


def _start(mail: int, urgent: bool) -> None:
    if urgent and not worker_is_there():
        send_due(only=mail)
        return
    tell_worker()


def tell_worker() -> None:
    """Puts one task into the worker's queue; one that waits there already sends everything that is due."""
    backend = task_backends[deliver.backend]
    waits = DBTaskResult.objects.filter(
        task_path=deliver.module_path, status=TaskResultStatus.READY, backend_name=backend.alias
    )
    if not waits.exists():
        deliver.enqueue()
