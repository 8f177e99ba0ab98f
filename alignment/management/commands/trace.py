"""manage.py trace: which initiative serves which goal."""

import json
from argparse import ArgumentParser
from typing import Any

from alignment.management.answers import AnswerCommand, plan_or_error, text_table, workspace_or_error
from alignment.rules.as_json import trace_json
from alignment.tracing.queries import traced
from alignment.ui.spreadsheet import csv_text

HEADER = (
    "layer", "key", "title", "verdict", "reaches", "stops_at", "strength",
    "outcomes", "outcomes_reached", "goals",
)  # fmt: skip


class Command(AnswerCommand):
    """The trace report of a workspace or a plan."""

    help = "Shows for every initiative and every goal whether learning leads to the business."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--plan", metavar="KEY", help="a plan's key or id")
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        workspace = workspace_or_error(options["workspace"])
        plan = plan_or_error(workspace, options["plan"]).key if options["plan"] else None
        graph, trace = traced(workspace)
        report = trace_json(workspace.slug, graph, trace, plan)
        if options["format"] == "json":
            self.stdout.write(as_lines(report))
        elif options["format"] == "csv":
            self.stdout.write(csv_text(HEADER, rows(report)), ending="")
        else:
            score = report["score"]
            self.stdout.write(text_table(HEADER, rows(report)))
            self.stdout.write(f"\nLinks in place: {score['satisfied']} of {score['expected']}")


def rows(report: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The report as one table: goals first, then initiatives."""
    goals = [
        ("goal", one["key"], one["title"], one["verdict"], one["reaches"], None, one["strength"],
         one["outcomes"], one["outcomes_reached"], None)
        for one in report["goals"]
    ]  # fmt: skip
    initiatives = [
        ("initiative", one["key"], one["title"], one["verdict"], None, one["stops_at"],
         max((goal["strength"] for goal in one["goals"]), default=None), None, None,
         " ".join(goal["key"] for goal in one["goals"]))
        for one in report["initiatives"]
    ]  # fmt: skip
    return goals + initiatives


def as_lines(report: dict[str, Any]) -> str:
    """The report as JSON with one goal or initiative a line: quick to make and readable."""
    parts = []
    for name, value in report.items():
        if isinstance(value, list) and value:
            listed = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f' "{name}": [\n{listed}]')
        else:
            parts.append(f' "{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}"
