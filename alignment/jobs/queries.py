"""Reads how far jobs are."""

from dataclasses import dataclass

from django.db.models import Q

from alignment.jobs.registry import page_of
from alignment.models import Job, User, Workspace

SHOWN = 50


@dataclass(frozen=True)
class Standing:
    """How far a job is, for its page: `state` is waits, works, ready, gone or failed."""

    job: Job

    @property
    def state(self) -> str:
        if self.job.problem:
            return "failed"
        if self.job.finished_at is not None:
            return "ready" if self.job.file_name and self._has_result else "gone"
        return "works" if self.job.heartbeat_at is not None else "waits"

    @property
    def _has_result(self) -> bool:
        # A list asks the database for this, rather than read every file.
        if hasattr(self.job, "has_result"):
            return bool(self.job.has_result)
        return self.job.result is not None

    @property
    def page(self) -> str:
        """The name of the address that shows the result; empty where it is a file."""
        return page_of(self.job.kind)

    @property
    def is_over(self) -> bool:
        return self.state in ("ready", "gone", "failed")

    @property
    def seen(self) -> str:
        """What the page shows, in a word: the same word again means that nothing changed."""
        return f"{self.state}-{self.job.attempts}-{self.job.done}-{self.job.of}"

    @property
    def percent(self) -> int | None:
        """How much is done; None while nobody knows of how much."""
        return self.job.done * 100 // self.job.of if self.job.of else None


def jobs_of(workspace: Workspace, user: User) -> list[Standing]:
    """The latest jobs that a user asked for in a workspace."""
    mine = Job.objects.filter(workspace=workspace, asked_by=user)
    lean = mine.defer("result").annotate(has_result=Q(result__isnull=False))
    return [Standing(job) for job in lean[:SHOWN]]
