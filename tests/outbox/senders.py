"""Real senders, each a process of its own that is quickly there: forked from one that has sent before.

A test asks for one after the other (`Senders`) and says at which statement to the database it kills
itself (SIGKILL). A mail server may kill it at a word of their talk: it waits until that server knows it.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import config  # noqa: F401 - before Django loads its SQLite
from tests.processes import Processes


class Senders:
    """Runs `send_due` in one process after the other, and before it what `first` names, if anything."""

    def __init__(self, running: Processes, *, first: str = "", **environment: str) -> None:
        self._first = running.python("-m", "tests.outbox.senders", first, **environment)
        self.said = self._answer()  # by the one that sent before
        self.statements = 0  # that the last one got through, if it came to its end

    def run(self, *, dies_before: int = 0, known: Callable[[int], None] = lambda pid: None) -> int:
        """One run, up to a statement; `known` hears its process id first. The exit code; -9: killed."""
        known(int(self._ask(str(dies_before))))
        code, self.statements = (int(number) for number in self._ask("go").split())
        return code

    def _ask(self, words: str) -> str:
        assert self._first.stdin is not None
        self._first.stdin.write(words + "\n")
        self._first.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._first.stdout is not None
        return self._first.stdout.readline()


def main() -> None:
    """Sends once, so that everything is loaded; then forks a sender for every line and tells how it ended."""
    import django  # noqa: PLC0415 - the test that imports the class above has done this
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.utils.module_loading import import_string  # noqa: PLC0415

    django.setup()
    first: Callable[[], None] = import_string(sys.argv[1]) if sys.argv[1] else lambda: None
    first()
    call_command("send_due")
    sys.stdout.flush()
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads and sockets would not survive the fork
    for line in iter(sys.stdin.readline, ""):
        reads, writes = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reads)
            os._exit(_send(first, int(line), writes))
        os.close(writes)
        print(pid, flush=True)
        _code, status = os.waitpid(pid, 0)
        made = os.read(reads, 20).decode() or "0"
        os.close(reads)
        print(os.waitstatus_to_exitcode(status), made, flush=True)


def _send(first: Callable[[], None], dies_before: int, writes: int) -> int:
    """In the forked process: one run of the command and what comes first, counted."""
    from django.core.management import call_command  # noqa: PLC0415 - not before Django is set up
    from django.db import connection  # noqa: PLC0415

    made = 0

    def counted(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal made
        made += 1
        if made == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)

    sys.stdin.readline()  # go
    try:
        with connection.execute_wrapper(counted), open(os.devnull, "w") as nowhere:  # noqa: PTH123
            first()
            call_command("send_due", stdout=nowhere)
    except Exception as problem:
        print(problem, file=sys.stderr)
        return 1
    os.write(writes, str(made).encode())
    return 0


if __name__ == "__main__":
    main()
