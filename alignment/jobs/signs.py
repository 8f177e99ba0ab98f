"""Signs of life of a job, given while it runs by a thread with a database connection of its own."""

import threading
from contextlib import suppress
from datetime import datetime
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from alignment.models import Job

EVERY = 5.0  # seconds


class Signs:
    """Inside this block the job counts as being worked on, as long as the process lives."""

    def __init__(self, job_id: int, began: datetime | None) -> None:
        self._job, self._began = job_id, began
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._give, name=f"signs-{job_id}", daemon=True)

    def __enter__(self) -> "Signs":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _give(self) -> None:
        every = min(EVERY, settings.SILENT_SECONDS / 4)
        while not self._over.wait(every):
            with suppress(DatabaseError):  # the next one may get through; until then others see silence
                mine = Job.objects.filter(pk=self._job, started_at=self._began, heartbeat_at__isnull=False)
                mine.filter(finished_at=None, problem="").update(heartbeat_at=timezone.now())
        connection.close()
