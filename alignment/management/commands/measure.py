"""manage.py measure: every metric's progress and every initiative's money."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from alignment.management.answers import AnswerCommand, one_line, text_table, workspace_or_error
from alignment.rules.as_json import measure_json
from alignment.tracing.contents import content_of

METRICS = ("key", "item", "kind", "current", "progress", "met", "expected", "status", "stale", "why")
MONEY = ("initiative", "costs", "benefits", "roi_percent", "bcr", "currency", "why")


class Command(AnswerCommand):
    """What was measured, as of a day."""

    help = "Shows every metric's progress and every initiative's money."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--as-of", metavar="DATE", help="such as 2027-04-01; today when left out")
        parser.add_argument("--format", choices=["json", "table"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = day(options["as_of"]) if options["as_of"] is not None else timezone.localdate()
        workspace = workspace_or_error(options["workspace"])
        report = measure_json(content_of(workspace), as_of)
        if options["format"] == "json":
            self.stdout.write(json.dumps(report, indent=1, ensure_ascii=False))
            return
        self.stdout.write(f"As of {report['as_of']}\n")
        for name, header in (("metrics", METRICS), ("money", MONEY)):
            cells = [[row[column] for column in header] for row in report[name]]
            self.stdout.write(text_table(header, cells))
            self.stdout.write("")


def day(text: str) -> date:
    """A day as it is written on a command line; CommandError when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"'{one_line(text)[:40]}' is no date. Write it like 2027-04-01.") from None
