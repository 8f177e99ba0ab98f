"""Runs several things at the same moment, each with its own connection, on either database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import Database

PATIENCE = 120  # seconds for all of them, on a busy machine


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """Threads cannot write to a SQLite in memory at once: inside here they get a file of the same schema.

    Everything that is read or written inside must run through `at_once`. Needs a transactional test.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    copy = Database.connect(folder / "threads.sqlite3")
    connection.connection.backup(copy)
    copy.close()
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], folder / "threads.sqlite3"
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = name


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the exception that it raised, in the order given."""
    answers: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            answers[place] = call()
        except Exception as problem:
            answers[place] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
        if thread.is_alive():
            raise TimeoutError(f"A call did not end within {PATIENCE} seconds.")
    return answers
