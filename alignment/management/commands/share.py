"""manage.py share: makes a share link and prints its address."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from alignment.guests.services import MOST_DAYS, address_of, make_link, usual_days
from alignment.management.answers import AnswerCommand, one_line, plan_or_error, workspace_or_error
from alignment.models import OF_A_PLAN, Person, Plan, Rights, Role, Snapshot, User, Workspace
from alignment.versions.snapshots import versions_of


class Command(AnswerCommand):
    """Makes a link in the name of the workspace's first owner. Its address is shown now and never again."""

    help = "Makes a share link to a plan and prints its address once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument("--plan", required=True, metavar="KEY", help="a plan's key or id")
        parser.add_argument("--rights", required=True, metavar="RIGHTS", help=", ".join(OF_A_PLAN))
        parser.add_argument("--person", metavar="KEY", help="whom it is for; a review needs one")
        parser.add_argument(
            "--days", metavar="N", help=f"for how long, 1 to {MOST_DAYS}; 30, and 14 for a review"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rights = options["rights"]
        if rights not in OF_A_PLAN:
            wanted = one_line(rights)[:60]
            raise CommandError(f"There are no rights '{wanted}'. There are: {', '.join(OF_A_PLAN)}.")
        days = usual_days(rights) if options["days"] is None else _days(str(options["days"]))
        workspace = workspace_or_error(options["workspace"])
        plan = plan_or_error(workspace, options["plan"])
        plan.workspace = workspace
        person = _person(workspace, options["person"]) if options["person"] is not None else None
        version = _version(plan, person) if rights == Rights.REVIEW else None
        try:
            link, token = make_link(
                plan, by=_owner(workspace), rights=rights, person=person, snapshot=version, days=days
            )
        except ValidationError as problem:
            raise CommandError(one_line(" ".join(problem.messages))) from None
        self.stdout.write(address_of(token))
        shown = f"version {version.number} of '{plan.title}'" if version else f"'{plan.title}'"
        if rights == Rights.ANSWER and person is not None:
            self.note(
                f"The name of {person.name} is shown with the answers. "
                "The link opens only sessions in which people give their names."
            )
        self.note(f"{link}, {shown}, until {link.expires_at:%Y-%m-%d}. This address is shown only now.")


def _days(said: str) -> int:
    if said.isascii() and said.isdecimal() and 1 <= int(said[:9]) <= MOST_DAYS:
        return int(said)
    raise CommandError(f"--days takes a whole number from 1 to {MOST_DAYS}, not '{one_line(said)[:60]}'.")


def _owner(workspace: Workspace) -> User:
    """Whoever has owned the workspace longest and still may sign in."""
    owners = workspace.memberships.filter(role=Role.OWNER, user__is_active=True)
    first = owners.select_related("user").order_by("created", "pk").first()
    if first is None:
        raise CommandError(f"Workspace '{workspace.slug}' has no owner in whose name a link could be made.")
    owner: User = first.user
    return owner


def _person(workspace: Workspace, key: str) -> Person:
    people = Person.objects.filter(workspace=workspace, archived_at=None, erased_at=None)
    found: Person | None = people.filter(key=key).first()
    if found is None:
        raise CommandError(f"Workspace '{workspace.slug}' has no person '{one_line(key)[:60]}'.")
    return found


def _version(plan: Plan, person: Person | None) -> Snapshot:
    """The latest version, which is what a review is about."""
    if person is None:
        raise CommandError("A review is for one named person. Say who with --person KEY.")
    versions = versions_of(plan)
    if not versions:
        raise CommandError(f"A review is about a version, and plan '{plan.key}' has none. Freeze one first.")
    return versions[0]
