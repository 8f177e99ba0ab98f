"""manage.py demo: loads the sample workspaces."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.utils import timezone

from alignment.exchange.samples import ACCOUNTS, PASSWORD
from alignment.management.answers import AnswerCommand
from alignment.management.demo import load_demo


class Command(AnswerCommand):
    """Loads what is missing of the samples; leaves what exists alone."""

    help = "Loads the sample workspaces 'sample' and 'sample-start'; leaves existing ones alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="bring the samples back to how they were")

    def handle(self, *args: Any, **options: Any) -> None:
        for slug, loaded in load_demo(today=timezone.localdate(), reset=options["reset"]).items():
            self.stdout.write(f"{slug}: {'loaded' if loaded else 'left as it is'}")
        if settings.LOCAL_MODE:
            self.note(f"Sign in as {', '.join(ACCOUNTS)} with the password {PASSWORD}.")
        else:
            self.note("No accounts were made: the sample's accounts exist in local mode only.")
