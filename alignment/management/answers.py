"""What the commands share: finding what is named, one clear line when it is not there, plain output."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from alignment.models import Plan, Workspace


class AnswerCommand(BaseCommand):
    """A command whose standard output is the answer alone; notes go to standard error.

    System checks are left to `manage.py check`: they load every page, which an answer does not need.
    """

    requires_system_checks = ()

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Runs the command; a database that was never migrated is named as such."""
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            if Workspace._meta.db_table in str(error):
                raise CommandError("The database is not ready. Run: python manage.py migrate") from None
            raise

    def note(self, text: str) -> None:
        """Tells the person at the keyboard something that is not part of the answer."""
        self.stderr.write(one_line(text), style_func=str)


def one_line(text: object) -> str:
    """A text as one line of a terminal."""
    return " ".join(str(text).split())


def workspace_or_error(slug: str) -> Workspace:
    """The workspace at an address; CommandError when there is none."""
    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no workspace '{one_line(slug)[:60]}'.")
    return found


def plan_or_error(workspace: Workspace, name: str) -> Plan:
    """A plan of the workspace by its key or its id; CommandError when there is none."""
    plans = Plan.objects.filter(workspace=workspace)
    if name.isascii() and name.isdecimal():  # a key is never digits alone
        found = plans.filter(pk=int(name)).first() if len(name) < 19 else None
    else:
        found = plans.filter(key=name).first()
    if found is None:
        raise CommandError(f"Workspace '{workspace.slug}' has no plan '{one_line(name)[:60]}'.")
    return found


def write_file(place: str, data: str | bytes) -> None:
    """Writes a file, whole or not at all; CommandError when that is not possible."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    path = Path(place)
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            path.write_bytes(raw)
            return
        path = path.resolve()
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(raw)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"Cannot write {one_line(place)}: {error.strerror}.") from None


def text_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as a table for a terminal."""
    lines = [list(header), *([one_line("" if cell is None else cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
