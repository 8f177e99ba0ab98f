"""manage.py worker: does in the background what pages should not wait for."""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from alignment.jobs.sweeping import sweep_safely
from alignment.outbox.workers import SIGN_EVERY, give_sign, say_goodbye

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between two looks into an empty queue
SWEEP_EVERY = 30.0
WIDE_EVERY = 600.0
PATIENCE = 15.0  # for a mail that is being handed over when the worker is stopped
FORCE_AFTER = 5.0  # for a job that is running when the process it belongs to is gone


class Command(BaseCommand):
    """Long jobs in one thread, mail in another, so that a code that somebody waits for passes a long PDF.

    It gives a sign every few seconds, by which web processes know that it is there, and sweeps now and
    then what was left behind. SIGTERM or SIGINT lets it finish what it is at; a second one does not.
    """

    help = "Works in the background: jobs, mail, and what is due."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stop-with", type=int, default=0, metavar="PID", help="stop when this parent process is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        over = threading.Event()
        jobs, mail = _queue_worker("default", name), _queue_worker("mail", name)
        threads = [
            threading.Thread(target=_work_on, args=(mail,), name="mail"),
            threading.Thread(target=_give_signs, args=(name, over), name="signs"),
            threading.Thread(target=_sweep_now_and_then, args=(over,), name="sweeps"),
        ]
        jobs.configure_signals()
        try:
            for thread in threads:
                thread.start()
            if options["stop_with"]:
                watch = threading.Thread(target=_stop_with, args=(options["stop_with"], jobs), daemon=True)
                watch.start()
            _work_on(jobs)
        finally:
            over.set()
            mail.running = False
            for thread in threads:
                if thread.is_alive():
                    thread.join(PATIENCE)
            say_goodbye(name)


def _queue_worker(queue: str, name: str) -> Worker:
    return Worker(
        queue_names=[queue],
        interval=LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name[:64],
        excluded_queue_names=[],
    )


def _work_on(worker: Worker) -> None:
    """Works through a queue until it is stopped; goes on when the database was away."""
    try:
        while worker.running:
            try:
                worker.run()
            except (DatabaseError, InterfaceError):
                log.exception("The database is away")
                close_old_connections()
                time.sleep(LOOK_EVERY)
    finally:
        connection.close()


def _give_signs(name: str, over: threading.Event) -> None:
    while True:
        close_old_connections()
        try:
            give_sign(name)
        except (DatabaseError, InterfaceError):
            log.warning("No sign could be given: the database is away")
        if over.wait(SIGN_EVERY):
            break
    connection.close()


def _sweep_now_and_then(over: threading.Event) -> None:
    wide_at = 0.0
    while True:
        close_old_connections()
        wide = time.monotonic() >= wide_at
        wide_at = time.monotonic() + WIDE_EVERY if wide else wide_at
        sweep_safely(wide=wide)
        if over.wait(SWEEP_EVERY):
            break
    connection.close()


def _stop_with(parent: int, jobs: Worker) -> None:
    """Stops this process when its parent is gone, however that ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    if jobs.running:  # else the same Ctrl-C has reached it already
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(FORCE_AFTER)
    os.kill(os.getpid(), signal.SIGTERM)
