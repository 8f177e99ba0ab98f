"""manage.py export_plan: writes a workspace or one plan of it to a file."""

from argparse import ArgumentParser
from typing import Any

from alignment.exchange.queries import export_content
from alignment.exchange.tables import items_table
from alignment.exchange.writing import write
from alignment.management.answers import AnswerCommand, plan_or_error, workspace_or_error, write_file
from alignment.ui.spreadsheet import csv_text


class Command(AnswerCommand):
    """Exports what people entered; JSON is lossless."""

    help = "Exports a workspace or one of its plans as a plan file (json) or as a table of its items (csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="KEY", help="a plan's key or id")
        parser.add_argument("--format", choices=["json", "csv"], default="json")
        parser.add_argument("-o", "--output", metavar="FILE", help="standard output when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = workspace_or_error(options["workspace"])
        plan = plan_or_error(workspace, options["plan"]) if options["plan"] else None
        export = export_content(workspace, plan)
        if options["format"] == "json":
            text = write(export.content)
        else:
            text = "\ufeff" + csv_text(*items_table(export.content))
        if options["output"]:
            write_file(options["output"], text)
        else:
            self.stdout.write(text, ending="")
        if export.left_out:
            self.note(f"Left out, because they lead out of the plan: {export.left_out} links and references.")
