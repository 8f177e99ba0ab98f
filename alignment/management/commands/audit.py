"""manage.py audit: what the catalogue offers against what is required."""

import json
from argparse import ArgumentParser
from typing import Any

from alignment.catalogue.queries.audit import audit_json, audit_of
from alignment.management.answers import AnswerCommand, text_table, workspace_or_error

TITLES = {
    "required_not_taught": "Required, not taught",
    "taught_not_required": "Taught, not required",
    "items_without_skill": "Items without a skill",
}


class Command(AnswerCommand):
    """The audit of a catalogue."""

    help = "Holds the catalogue against what learning outcomes require."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=["json", "table"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit_json(audit_of(workspace_or_error(options["workspace"])))
        if options["format"] == "json":
            self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))
            return
        for name, title in TITLES.items():
            self.stdout.write(f"{title}: {len(found[name])}")
            self.stdout.write(
                text_table(("key", "title"), [(one["key"], one["title"]) for one in found[name]])
            )
            self.stdout.write("")
        self.stdout.write(f"Seats on retired items: {found['seats_on_retired']}")
        shares = found["demand_share"]
        cells = [("–" if shares[name] is None else f"{shares[name]:.0%}") for name in shares]
        self.stdout.write("Share that serves a live goal")
        self.stdout.write(text_table(tuple(shares), [cells]))
