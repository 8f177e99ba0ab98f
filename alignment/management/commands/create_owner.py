"""Makes the first owner of an installation, and prints a link to sign in by, once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alignment.people.services.owners import create_owner


class Command(BaseCommand):
    help = "Makes a user the owner of a workspace (made if missing) and prints a one-time sign-in link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--workspace", metavar="SLUG", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = create_owner(email=options["email"], slug=options["workspace"])
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        for note in made.notes:
            self.stderr.write(note)
        self.stdout.write(made.address)
