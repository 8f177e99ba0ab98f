"""manage.py import_plan: reads a plan file into a workspace."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from alignment.exchange.document import MOST_BYTES, read
from alignment.exchange.problems import PlanFileError
from alignment.exchange.queries import plan_named
from alignment.exchange.services import ImportReport, import_document, workspace_for
from alignment.management.answers import AnswerCommand, one_line
from alignment.models import Workspace


class Command(AnswerCommand):
    """Imports a plan file: all of it or nothing."""

    help = "Imports a plan file. A workspace that does not exist is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument(
            "--plan", metavar="KEY", default="", help="the home of new items that name no plan"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        source = file_bytes(options["file"])
        try:
            document = read(source)
            workspace = workspace_for(document, options["workspace"])
            check_address(workspace)
            home = home_key(workspace, options["plan"])
            report = import_document(
                document, workspace=workspace, by=None, home=home, dry_run=options["dry_run"]
            )
        except PlanFileError as error:
            raise CommandError(one_line(error.in_one_line())) from None
        for line in (*report.differences, *(f"Warning: {warning}" for warning in report.warnings)):
            self.note(line)
        self.stdout.write(answer(report, dry_run=options["dry_run"]))


def file_bytes(place: str) -> bytes:
    """The file's bytes; CommandError when it cannot be read or is too large."""
    try:
        path = Path(place)
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise CommandError(f"{one_line(place)} is larger than {MOST_BYTES // 2**20} MB.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise CommandError(f"Cannot read {one_line(place)}: {reason}.") from None


def check_address(workspace: Workspace) -> None:
    """Refuses an address that no page could have."""
    try:
        workspace._meta.get_field("slug").clean(workspace.slug, workspace)
    except ValidationError:
        raise CommandError(
            f"'{one_line(workspace.slug)[:60]}' is no address for a workspace. "
            "Use 1 to 60 letters, digits, dashes and underscores."
        ) from None


def home_key(workspace: Workspace, name: str) -> str:
    """The key of the plan that `--plan` names, by key or id."""
    if not name or workspace._state.adding:
        return name
    plan = plan_named(workspace, name)
    return plan.key if plan else name


def answer(report: ImportReport, *, dry_run: bool) -> str:
    """What was done, one line for each list that the file has."""
    verb = "would be " if dry_run else ""
    lines = [
        counted(one.kind.name, (len(one.added), len(one.changed), one.unchanged), verb)
        for one in report.changes
        if one.added or one.changed or one.unchanged
    ]
    return "\n".join([*lines, counted("total", (report.added, report.changed, report.unchanged), verb)])


def counted(name: str, counts: tuple[int, int, int], verb: str) -> str:
    added, changed, unchanged = counts
    return f"{name}: {added} {verb}added, {changed} {verb}changed, {unchanged} unchanged"
