"""Brings the list of a learning system in from a file: adds what is new, changes what is known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.catalogue.queries.skills import SkillNames
from alignment.catalogue.services.auditing import note_audit
from alignment.catalogue.targets import TARGETS, is_out_of_use
from alignment.deeds import create_all, deed, update_all
from alignment.keys import row_keys
from alignment.models import CatalogueItem, CatalogueSkill, User, Workspace
from alignment.skills.rowwise import LIMITS, Read, Reading, Report, columns_of, read_rows
from alignment.ui.table_file import Table, read_table

Progress = Callable[[int, int], None]
STEP = 1_000  # rows between two words about how far it is


class _NothingToDo(Exception):
    """The file changes nothing, so that there is no deed to record."""


@dataclass(frozen=True)
class Missing:
    """What the catalogue has and a file does not name."""

    count: int
    titles: tuple[str, ...]  # the first ones


@dataclass
class CatalogueReport(Report):
    """What an import did, or would do; `missing` is what is on offer here and not in the file."""

    missing: Missing = field(default_factory=lambda: Missing(0, ()))
    marked_gone: int = 0


def catalogue_table(source: bytes) -> Table:
    """The table in a file that a learning system wrote; else Unreadable."""
    return read_table(source, limits=LIMITS, lines=True, windows=True)


def read_catalogue(source: bytes, said: Mapping[str, str]) -> Reading:
    """The rows of a file, each read as the fields that its columns stand for; else Unreadable."""
    table = catalogue_table(source)
    columns = columns_of(table, TARGETS, said)
    return read_mapped(table, columns)


def read_mapped(table: Table, columns: Mapping[str, int]) -> Reading:
    """The rows of a table whose columns are known."""
    found = read_rows(table, columns, TARGETS)
    heading = table.header[columns["status"]] if "status" in columns else ""
    for row in found.rows:
        _complete(row.values, heading)
    return found


def _complete(values: dict[str, Any], heading: str) -> None:
    """What follows from other cells: the currency of a cost, and what a status means."""
    if "cost" in values:
        amount, currency = values["cost"]
        values["cost"] = amount
        if currency and not values.get("currency"):
            values["currency"] = currency
    if "status" in values:
        values["out_of_use"] = is_out_of_use(values["status"], heading)


def import_catalogue(
    workspace: Workspace,
    reading: Reading,
    *,
    by: User | None,
    dry_run: bool = False,
    whole_list: bool = False,
    today: date | None = None,
    request_key: UUID | None = None,
    progress: Progress | None = None,
) -> CatalogueReport:
    """Writes the rows into the catalogue, in one deed; the same rows again change nothing.

    With `whole_list` the file names everything on offer: what it does not name is marked as gone since
    `today`. An item that was gone and is named again is back. AlreadyDone when `request_key` was used before.
    """
    report = CatalogueReport(
        unchanged=reading.repeated, skipped=list(reading.skipped), warnings=list(reading.warnings)
    )
    if dry_run:
        _Importing(workspace, reading, report, whole_list).compare()
        return report
    try:
        with deed("import_catalogue", by=by, workspace=workspace, request_key=request_key) as done:
            importing = _Importing(workspace, reading, report, whole_list)
            importing.compare()
            if not report.added and not report.changed and not importing.gone:
                raise _NothingToDo
            importing.write(today or timezone.localdate(), progress)
            report.deed = done
    except _NothingToDo:
        return report
    note_audit(workspace)
    return report


class _Importing:
    """One file against the catalogue."""

    def __init__(
        self, workspace: Workspace, reading: Reading, report: CatalogueReport, whole_list: bool
    ) -> None:
        self.workspace, self.reading, self.report, self.whole_list = workspace, reading, report, whole_list
        self.names = SkillNames(workspace)
        items = CatalogueItem.objects.filter(workspace=workspace).order_by("position", "key")
        self.known: dict[str, CatalogueItem] = {one.identifier: one for one in items.iterator(2000)}
        self.taught: dict[int, list[CatalogueSkill]] = {}
        rows = CatalogueSkill.objects.filter(workspace=workspace).order_by("position", "pk")
        for one in rows.iterator(2000):
            self.taught.setdefault(one.item_id, []).append(one)
        self.new: list[Read] = []
        self.changes: list[tuple[CatalogueItem, dict[str, Any], Read]] = []
        self.gone: list[CatalogueItem] = []

    def compare(self) -> None:
        """Sorts the rows into new, changed and unchanged ones, and finds what is missing."""
        for row in self.reading.rows:
            there = self.known.get(row.identifier)
            if there is None:
                self.new.append(row)
                continue
            fields = {
                name: value
                for name, value in row.values.items()
                if name != "skills" and getattr(there, name) != value
            }
            if there.gone_on is not None:
                fields["gone_on"] = None
            if "skills" in row.values and row.values["skills"] != self._skills_of(there):
                fields["skills"] = row.values["skills"]
            if fields:
                self.changes.append((there, fields, row))
            else:
                self.report.unchanged += 1
        named = {row.identifier for row in self.reading.rows}
        missing = [one for one in self.known.values() if one.identifier not in named and not one.is_archived]
        self.gone = [one for one in missing if one.gone_on is None] if self.whole_list else []
        self.report.missing = Missing(len(missing), tuple(one.title for one in missing[:20]))
        self.report.added += len(self.new)
        self.report.changed += len(self.changes)
        self.report.name(
            (row.values["title"] for row in self.new),
            ((one.title, fields) for one, fields, _row in self.changes),
        )

    def _skills_of(self, item: CatalogueItem) -> tuple[str, ...]:
        return tuple(one.name for one in self.taught.get(item.pk, ()))

    def write(self, today: date, progress: Progress | None) -> None:
        """Writes them in portions, and says after each how far it is."""
        count, done = len(self.new) + len(self.changes), 0
        place = CatalogueItem.objects.filter(workspace=self.workspace).next_position()
        keys = row_keys(self.workspace, CatalogueItem, len(self.new))
        for start in range(0, len(self.new), STEP):
            rows = self.new[start : start + STEP]
            made = create_all(
                [
                    CatalogueItem(
                        workspace=self.workspace,
                        key=keys[start + index],
                        identifier=row.identifier,
                        position=place + start + index,
                        **{name: value for name, value in row.values.items() if name != "skills"},
                    )
                    for index, row in enumerate(rows)
                ]
            )
            pairs = zip(made, rows, strict=True)
            taught = [self._teaching(item, row.values.get("skills", ())) for item, row in pairs]
            create_all([one for rows_of_item in taught for one in rows_of_item])
            done += len(rows)
            if progress is not None:
                progress(done, count)
        self._change()
        for item in self.gone:
            item.gone_on = today
            item.version += 1
            item.updated = timezone.now()
        update_all(self.gone, ["gone_on", "version", "updated"])
        self.report.marked_gone = len(self.gone)
        if progress is not None:
            progress(count, count)

    def _change(self) -> None:
        by_fields: dict[tuple[str, ...], list[CatalogueItem]] = {}
        taught: list[CatalogueSkill] = []
        for item, fields, _row in self.changes:
            item.version += 1
            item.updated = timezone.now()
            names = {"version", "updated"}
            for name, value in fields.items():
                if name != "skills":
                    setattr(item, name, value)
                    names.add(name)
                    continue
                for old in self.taught.get(item.pk, ()):
                    old.delete()
                taught += self._teaching(item, value)
            by_fields.setdefault(tuple(sorted(names)), []).append(item)
        for chosen, items in by_fields.items():
            update_all(items, list(chosen))
        create_all(taught)

    def _teaching(self, item: CatalogueItem, names: Iterable[str]) -> list[CatalogueSkill]:
        return [
            CatalogueSkill(
                workspace=self.workspace,
                item=item,
                name=name,
                skill_id=self.names.find(name),
                position=position,
            )
            for position, name in enumerate(names)
        ]
