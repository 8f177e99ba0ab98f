"""What the commands share that read a table into a workspace."""

import json
from argparse import ArgumentParser

from django.core.management.base import CommandError

from alignment.management.answers import AnswerCommand, one_line
from alignment.management.commands.import_plan import file_bytes
from alignment.skills.rowwise import MOST_BYTES, Report


class TableCommand(AnswerCommand):
    """A command that reads a table row by row and says what became of each."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="which column holds a field; may be repeated. Without it the headings decide",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--format", choices=["json", "table"], default="table")

    def tell(self, report: Report, *, dry_run: bool, as_json: bool) -> None:
        """Prints the report; what is odd goes to standard error."""
        for warning in report.warnings:
            self.note(f"Warning: {warning}")
        if as_json:
            self.stdout.write(json.dumps(report.as_json(), indent=1, ensure_ascii=False))
            return
        verb = "would be " if dry_run else ""
        counts = f"{report.added} {verb}added, {report.changed} {verb}changed, {report.unchanged} unchanged"
        self.stdout.write(f"{report.read} rows read: {counts}, {len(report.skipped)} skipped")
        for one in report.skipped:
            self.stdout.write(one_line(one))


def table_bytes(place: str) -> bytes:
    """The file's bytes; CommandError when it cannot be read or is too large."""
    source = file_bytes(place)
    if len(source) > MOST_BYTES:
        raise CommandError(f"{one_line(place)} is larger than {MOST_BYTES // 2**20} MB.")
    return source


def mapped(pairs: list[str]) -> dict[str, str]:
    """The fields and columns that `--map` names; CommandError for what names none, or a field twice."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, column = pair.partition("=")
        name = name.strip()
        if not sign or not name or not column.strip():
            raise CommandError(f"--map {one_line(pair)[:60]}: write it like title=Course name.")
        if name in found:
            raise CommandError(f"--map names the field {one_line(name)[:60]} twice.")
        found[name] = one_line(column)
    return found
