"""Several at once: one does a job, each mail is sent once, and nobody finds the database locked."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import mail as sent_mail
from django.db import transaction

from alignment.jobs import registry, services
from alignment.jobs.registry import Outcome, Progress, work
from alignment.models import Job, OutgoingMail, Worker, Workspace
from alignment.outbox.sending import send_due
from alignment.outbox.services import post
from tests.factories import make_plan, make_user, make_workspace
from tests.processes import here, processes, wait_for
from tests.threads import at_once, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow() -> Iterator[None]:
    @work("test_slow")
    def slowly(job: Job, progress: Progress) -> Outcome:
        progress(1, 2)
        time.sleep(0.3)
        return Outcome("slow.txt", "text/plain", b"done")

    yield
    del registry._works["test_slow"]


def ask() -> int:
    owner = make_user("ann")
    workspace = make_workspace(owner=owner)
    Worker.objects.create(name="elsewhere")  # else asking starts the job in a thread of its own
    return services.ask("test_slow", title="Slow", asked={}, workspace=workspace, by=owner).pk


def test_of_four_at_once_one_does_the_job(tmp_path: Path, slow: None) -> None:
    with shared_database(tmp_path):
        job = here(ask)
        answers = at_once(*[lambda: services.run(job)] * 4)
        assert sorted(answers) == [False, False, False, True]
        done = here(lambda: Job.objects.get(pk=job))
        assert (done.attempts, bytes(done.result)) == (1, b"done")


def queue(count: int) -> None:
    workspace = make_workspace(owner=make_user("ann"))
    with transaction.atomic():
        for number in range(count):
            post(
                "news",
                to="ann@example.org",
                subject=str(number),
                template="",
                context={},
                once=str(number),
                workspace=workspace,
            )


def test_of_three_senders_at_once_each_mail_is_sent_by_one(tmp_path: Path) -> None:
    with shared_database(tmp_path):
        here(lambda: queue(12))
        tallies = at_once(send_due, send_due, send_due)
        assert sum(tally.sent for tally in tallies) == 12
        assert sorted(int(one.subject) for one in sent_mail.outbox) == list(range(12))
        assert here(lambda: OutgoingMail.objects.filter(sent_at=None).count()) == 0


def test_people_who_write_and_workers_that_look_for_work_wait_for_each_other(tmp_path: Path) -> None:
    with processes(tmp_path) as running:
        workers = [running.start("worker") for _number in range(2)]
        wait_for(lambda: Worker.objects.count() == 2)
        workspace: Workspace = here(lambda: make_workspace(owner=make_user("ann")))

        def write() -> int:
            return len([make_plan(Workspace.objects.get(pk=workspace.pk)) for _number in range(25)])

        assert at_once(write, write, write) == [25, 25, 25]
        for worker in workers:
            worker.terminate()
        assert [running.finish(worker) for worker in workers] == [(0, ""), (0, "")]
