"""Writes down many people from a file: all of them or none, in one deed that can be taken back."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import create_all, deed, update_all
from alignment.keys import row_keys
from alignment.models import Deed, Person, User, Workspace
from alignment.ui.table_file import Problem


@dataclass(frozen=True)
class PersonRow:
    """One row of a file, checked: its number, and what its filled cells say under the names of the model."""

    number: int
    given: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.given["name"])


@dataclass(frozen=True)
class Change:
    """A known person whom a row says something new of; `fields` in words."""

    person: Person
    row: PersonRow
    new: dict[str, Any]

    @property
    def fields(self) -> list[str]:
        """What changes, in words."""
        fields = {field.name: field for field in Person._meta.concrete_fields}
        return [str(fields[name].verbose_name) for name in self.new]


@dataclass
class Comparison:
    """What the rows of a file would do."""

    added: list[PersonRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[PersonRow] = field(default_factory=list)
    skipped: list[PersonRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed)


class ImportRefused(ValueError):
    """Rows do not fit the workspace as it is now; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


class _NothingToDo(Exception):
    """The rows change nothing, so that there is no deed to record."""


def compare(workspace: Workspace, rows: list[PersonRow], *, update: bool) -> Comparison:
    """What the rows would add and change; known is who bears the name, whatever its case. One query."""
    known: dict[str, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(workspace=workspace, archived_at=None, erased_at=None):
        known[person.name.casefold()].append(person)
    found = Comparison()
    for row in rows:
        there = known.get(row.name.casefold(), [])
        if not there:
            found.added.append(row)
        elif not update:
            found.skipped.append(row)
        elif len(there) > 1:
            what = _("More than one person is called “%(name)s”. Change them on their own forms.")
            found.problems.append(Problem(row.number, what % {"name": row.name}))
        else:
            new = {name: value for name, value in row.given.items() if getattr(there[0], name) != value}
            if new:
                found.changed.append(Change(there[0], row, new))
            else:
                found.unchanged.append(row)
    return found


def import_people(
    workspace: Workspace, rows: list[PersonRow], *, update: bool, by: User, request_key: UUID | None = None
) -> tuple[Comparison, Deed | None]:
    """Adds and changes people; no deed when there is nothing to do.

    AlreadyDone when the same preview was confirmed before; ImportRefused when the rows do not fit.
    """
    found = Comparison()
    try:
        with deed("import_people", by=by, workspace=workspace, request_key=request_key) as row:
            # Compared under the workspace's lock: nobody writes between the look and the deed.
            found = compare(workspace, rows, update=update)
            if found.problems:
                raise ImportRefused(found.problems)
            if not found.does_something:
                raise _NothingToDo
            _add(workspace, found.added)
            _change(found.changed)
            said = {"added": len(found.added), "changed": len(found.changed)}
            row.subject = _("%(added)s added, %(changed)s changed") % said
            row.save(update_fields=["subject"])
    except _NothingToDo:
        return found, None
    return found, row


def _add(workspace: Workspace, rows: list[PersonRow]) -> None:
    first = Person.objects.filter(workspace=workspace).next_position()
    keys = row_keys(workspace, Person, len(rows))
    create_all(
        [
            Person(workspace=workspace, key=key, position=first + place, **row.given)
            for place, (key, row) in enumerate(zip(keys, rows, strict=True))
        ]
    )


def _change(changes: list[Change]) -> None:
    names = {name for one in changes for name in one.new}
    for one in changes:
        for name, value in one.new.items():
            setattr(one.person, name, value)
        one.person.version += 1
        one.person.updated = timezone.now()
    update_all([one.person for one in changes], [*sorted(names), "version", "updated"])
