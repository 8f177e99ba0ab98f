"""manage.py sample_workspace: a large invented workspace for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from alignment.exchange.problems import PlanFileError
from alignment.exchange.services import import_document, workspace_for
from alignment.exchange.synthetic import synthetic
from alignment.management.answers import AnswerCommand
from alignment.management.commands.import_plan import answer, check_address

MOST_ITEMS = 200_000
MOST_LINKS = 20


class Command(AnswerCommand):
    """Makes a synthetic workspace; the same numbers make the same rows."""

    help = "Makes a large invented workspace for measuring. Refuses a workspace that exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--items", type=int, required=True, metavar="N")
        parser.add_argument("--links-per-item", type=int, default=2, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        items, links = options["items"], options["links_per_item"]
        if not 0 <= items <= MOST_ITEMS or not 0 <= links <= MOST_LINKS:
            raise CommandError(f"Choose 0 to {MOST_ITEMS} items with 0 to {MOST_LINKS} links each.")
        document = synthetic(items, links, options["seed"])
        workspace = workspace_for(document, options["slug"])
        check_address(workspace)
        if not workspace._state.adding:
            raise CommandError(f"There is a workspace '{workspace.slug}' already.")
        try:
            report = import_document(document, workspace=workspace, by=None)
        except PlanFileError as error:  # a mistake of ours, but still no traceback
            raise CommandError(error.in_one_line()) from None
        self.stdout.write(answer(report, dry_run=False))
