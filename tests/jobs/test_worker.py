"""A real worker: it does the work, survives being killed, and never does one thing twice at once."""

import signal
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from alignment.briefings.work import PORTFOLIO
from alignment.jobs.services import ask
from alignment.models import Job, OutgoingMail, Worker
from tests.factories import make_chain, make_plan, make_user, make_workspace
from tests.outbox.smtp import mail_server
from tests.processes import here, processes, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


def ask_for_a_pdf() -> int:
    owner = make_user("ann")
    workspace = make_workspace(owner=owner)
    make_chain(make_plan(workspace))
    return ask(PORTFOLIO, title="Briefing", asked={}, workspace=workspace, by=owner).pk


def state(job: int) -> Job:
    return Job.objects.get(pk=job)


def test_another_worker_takes_up_what_a_killed_one_left_and_the_result_is_mailed_once(tmp_path: Path) -> None:
    with mail_server() as server, processes(tmp_path, SILENT_SECONDS="4") as running:
        running.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        first = running.start("worker")
        wait_for(lambda: Worker.objects.exists())
        job = here(ask_for_a_pdf)
        wait_for(lambda: state(job).of)  # it has begun
        first.kill()
        first.wait()
        left = here(lambda: state(job))
        assert (left.attempts, left.finished_at, left.problem) == (1, None, "")
        workers = [running.start("worker"), running.start("worker")]
        wait_for(lambda: state(job).finished_at)
        done = here(lambda: state(job))
        assert (done.attempts, bytes(done.result)[:5], done.done, done.of) == (2, b"%PDF-", 3, 3)
        wait_for(lambda: not OutgoingMail.objects.filter(sent_at=None).exists())
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        ends = [running.finish(worker) for worker in workers]
        assert ends == [(0, ""), (0, "")]  # and nothing went wrong on the way
        assert here(Worker.objects.count) == 1  # the killed one's sign; the others said goodbye
        assert len(server.accepted) == 1
        assert here(lambda: DBTaskResult.objects.filter(status="FAILED").count()) == 0


def test_a_worker_ends_with_the_process_that_it_belongs_to(tmp_path: Path) -> None:
    with processes(tmp_path) as running:
        worker = running.start("worker", "--stop-with", "1")  # its parent is this test, not process 1
        code, said = running.finish(worker)
        assert (code, said) == (0, "")
