"""manage.py import_skills: reads a framework of skills into a workspace."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from alignment.management.answers import one_line, workspace_or_error
from alignment.management.table_command import TableCommand, mapped, table_bytes
from alignment.skills.reading import framework_name, read_skills
from alignment.skills.services.importing import import_skills
from alignment.ui.table_file import Unreadable


class Command(TableCommand):
    """Brings skills in: CSV, XLSX, or 1EdTech CASE as JSON."""

    help = "Reads skills from a table or from 1EdTech CASE (JSON); every row is accounted for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--framework", metavar="NAME", default="", help="the framework; the file's name when left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = workspace_or_error(options["workspace"])
        source = table_bytes(options["file"])
        try:
            within, reading = read_skills(source, mapped(options["map"]))
        except Unreadable as problem:
            raise CommandError(one_line(problem)) from None
        name = framework_name(options["framework"], within, options["file"])
        report = import_skills(workspace, reading, name=name, by=None, dry_run=options["dry_run"])
        self.tell(report, dry_run=options["dry_run"], as_json=options["format"] == "json")
