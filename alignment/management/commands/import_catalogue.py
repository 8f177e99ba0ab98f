"""manage.py import_catalogue: reads the list of a learning system into a workspace."""

from typing import Any

from django.core.management.base import CommandError

from alignment.catalogue.services.importing import import_catalogue, read_catalogue
from alignment.management.answers import one_line, workspace_or_error
from alignment.management.table_command import TableCommand, mapped, table_bytes
from alignment.ui.table_file import Unreadable


class Command(TableCommand):
    """Brings a catalogue in: CSV or XLSX."""

    help = "Reads a catalogue from a table; every row is accounted for."

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = workspace_or_error(options["workspace"])
        source = table_bytes(options["file"])
        try:
            reading = read_catalogue(source, mapped(options["map"]))
        except Unreadable as problem:
            raise CommandError(one_line(problem)) from None
        report = import_catalogue(workspace, reading, by=None, dry_run=options["dry_run"])
        if report.missing.count:
            self.note(f"{report.missing.count} items of the catalogue are not in this file.")
        self.tell(report, dry_run=options["dry_run"], as_json=options["format"] == "json")
