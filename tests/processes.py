"""Real processes of ours, which tests start and kill, on a database that they share with the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from tests.threads import at_once, shared_database

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds: machines that test are busy


class Processes:
    """Starts commands of manage.py; ends whatever is left of them."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *command: str, **environment: str) -> "subprocess.Popen[str]":
        return self.python("manage.py", *command, **environment)

    def python(self, *command: str, **environment: str) -> "subprocess.Popen[str]":
        """Starts something else in Python; it reads what the test writes to it."""
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def finish(self, process: "subprocess.Popen[str]") -> tuple[int, str]:
        """Waits for the end: the exit code and what it printed."""
        said, _nothing = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def stop(self) -> None:
        for process in self.started:
            process.kill()
            process.communicate()


@contextmanager
def processes(folder: Path, **environment: str) -> Iterator[Processes]:
    """Inside, processes and what runs through `here` use the same database. Needs a transactional test."""
    with shared_database(folder):
        if connection.vendor == "sqlite":
            file = folder / "threads.sqlite3"
            file.chmod(0o600)
            url = f"sqlite:///{file}"
        else:
            url = f"postgres:///{connection.settings_dict['NAME']}"
        data = folder / "data"
        data.mkdir(mode=0o700, exist_ok=True)
        running = Processes(
            os.environ | {"DATABASE_URL": url, "DATA_DIR": str(data), "LOG_LEVEL": "ERROR"} | environment
        )
        try:
            yield running
        finally:
            running.stop()


def here(call: Callable[[], Any]) -> Any:
    """What the call returns, with a connection to that database; its exception when it raised one."""
    (answer,) = at_once(call)
    if isinstance(answer, Exception):
        raise answer
    return answer


def wait_for(call: Callable[[], Any]) -> Any:
    """The first answer that says yes."""
    until = time.monotonic() + PATIENCE
    while not (answer := here(call)):
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)
    return answer
