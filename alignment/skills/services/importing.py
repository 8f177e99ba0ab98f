"""Brings a framework of skills in from a file: adds what is new, changes what is known, leaves the rest."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alignment.deeds import create_all, deed, update_all
from alignment.keys import row_key, row_keys
from alignment.models import Deed, Skill, SkillFramework, User, Workspace
from alignment.skills.rowwise import Read, Reading, Report

Progress = Callable[[int, int], None]
STEP = 1_000  # rows between two words about how far it is


class _NothingToDo(Exception):
    """The file changes nothing, so that there is no deed to record."""


def report_of(done: Deed, reading: Reading) -> Report:
    """What an import did that was over when it was asked for once more: told by the rows that it wrote."""
    report = Report(skipped=list(reading.skipped), warnings=list(reading.warnings), deed=done)
    rows = Skill.history.filter(deed=done)
    new = set(rows.filter(history_type="+").values_list("id", flat=True))
    changed = set(rows.filter(history_type="~").values_list("id", flat=True)) - new
    report.added, report.changed = len(new), len(changed)
    report.unchanged = len(reading.rows) + reading.repeated - report.added - report.changed
    return report


def import_skills(
    workspace: Workspace,
    reading: Reading,
    *,
    name: str,
    by: User | None,
    dry_run: bool = False,
    request_key: UUID | None = None,
    progress: Progress | None = None,
) -> Report:
    """Writes the rows into the framework of that name, in one deed; the same rows again change nothing.

    A row that names a parent which is not known is taken without one, and a warning says so. AlreadyDone
    when `request_key` was used before.
    """
    report = Report(
        unchanged=reading.repeated, skipped=list(reading.skipped), warnings=list(reading.warnings)
    )
    if dry_run:
        framework = SkillFramework.objects.filter(workspace=workspace, title=name, archived_at=None).first()
        _Importing(workspace, framework, reading, report).compare()
        return report
    try:
        with deed("import_skills", by=by, workspace=workspace, subject=name, request_key=request_key) as done:
            found = SkillFramework.objects.filter(workspace=workspace, title=name, archived_at=None).first()
            if found is None and not reading.rows:
                raise _NothingToDo
            framework = found or _made(workspace, name)
            importing = _Importing(workspace, framework, reading, report)
            importing.compare()
            if found is not None and not report.added and not report.changed:
                raise _NothingToDo
            importing.write(progress)
            report.deed = done
    except _NothingToDo:
        pass
    return report


def _made(workspace: Workspace, name: str) -> SkillFramework:
    framework = SkillFramework(
        workspace=workspace,
        key=row_key(workspace, SkillFramework),
        title=name,
        position=SkillFramework.objects.filter(workspace=workspace).next_position(),
    )
    framework.full_clean()
    framework.save()
    return framework


class _Importing:
    """One file against one framework."""

    def __init__(
        self, workspace: Workspace, framework: SkillFramework | None, reading: Reading, report: Report
    ) -> None:
        self.workspace, self.framework, self.reading, self.report = workspace, framework, reading, report
        skills: Any = Skill.objects.filter(framework=framework) if framework else Skill.objects.none()
        self.known: dict[str, Skill] = {one.identifier: one for one in _all(skills)}
        self.identifiers = {one.pk: one.identifier for one in self.known.values()}
        self.parents = self._parents()
        self.new: list[Read] = []
        self.changes: list[tuple[Skill, dict[str, Any]]] = []

    def compare(self) -> None:
        """Sorts the rows into new, changed and unchanged ones."""
        for row in self.reading.rows:
            there = self.known.get(row.identifier)
            if there is None:
                self.new.append(row)
                continue
            given = {name: value for name, value in row.values.items() if name != "parent"}
            fields = {name: value for name, value in given.items() if getattr(there, name) != value}
            if "parent" in row.values:
                parent = self.parents[row.identifier]
                if self.identifiers.get(there.parent_id or 0, "") != parent:
                    fields["parent"] = parent
            if fields:
                self.changes.append((there, fields))
            else:
                self.report.unchanged += 1
        self.report.added += len(self.new)
        self.report.changed += len(self.changes)
        self.report.name(
            (row.values["title"] for row in self.new), ((one.title, fields) for one, fields in self.changes)
        )

    def write(self, progress: Progress | None) -> None:
        """Writes them, parents after the rows that they name."""
        count = len(self.new) + len(self.changes)
        place = Skill.objects.filter(workspace=self.workspace).next_position()
        keys = row_keys(self.workspace, Skill, len(self.new))
        done = 0
        for start in range(0, len(self.new), STEP):
            rows = self.new[start : start + STEP]
            made = create_all(
                [
                    Skill(
                        workspace=self.workspace,
                        framework=self.framework,
                        key=keys[start + index],
                        identifier=row.identifier,
                        position=place + start + index,
                        **{name: value for name, value in row.values.items() if name != "parent"},
                    )
                    for index, row in enumerate(rows)
                ]
            )
            self.known |= {one.identifier: one for one in made}
            done += len(rows)
            if progress is not None:
                progress(done, count)
        self._change(self._with_parents())
        if progress is not None:
            progress(count, count)

    def _with_parents(self) -> dict[int, tuple[Skill, set[str]]]:
        """The rows to be written again: known ones that change, and new ones that have a parent."""
        found: dict[int, tuple[Skill, set[str]]] = {}
        for skill, fields in self.changes:
            for name, value in fields.items():
                setattr(skill, name, self.known.get(value) if name == "parent" else value)
            skill.version += 1
            found[skill.pk] = (skill, {*fields, "version", "updated"})
        for row in self.new:
            parent = self.parents.get(row.identifier, "")
            if parent:
                skill = self.known[row.identifier]
                skill.parent = self.known[parent]
                found[skill.pk] = (skill, {"parent"})
        return found

    def _change(self, rows: dict[int, tuple[Skill, set[str]]]) -> None:
        now = timezone.now()
        by_fields: dict[tuple[str, ...], list[Skill]] = defaultdict(list)
        for skill, names in rows.values():
            skill.updated = now
            by_fields[tuple(sorted(names))].append(skill)
        for fields, skills in by_fields.items():
            update_all(skills, list(fields))

    def _parents(self) -> dict[str, str]:
        """The identifier of each row's parent: the parent's key, or its title where only one bears it."""
        rows = [row for row in self.reading.rows if "parent" in row.values]
        identifiers = {row.identifier for row in self.reading.rows} | set(self.known)
        titles: dict[str, set[str]] = defaultdict(set)
        for identifier, title in self._titles():
            titles[title.casefold()].add(identifier)
        found: dict[str, str] = {}
        for row in rows:
            said = row.values["parent"]
            bearing = titles.get(said.casefold(), set())
            parent = said if said in identifiers else next(iter(bearing)) if len(bearing) == 1 else ""
            if said and (not parent or parent == row.identifier):
                words = _("Row %(row)s: there is no skill “%(parent)s” that it could be part of.")
                self._warn(words % {"row": row.number, "parent": said[:80]})
                parent = ""
            found[row.identifier] = parent
        return self._without_rings(found)

    def _titles(self) -> Iterable[tuple[str, str]]:
        for row in self.reading.rows:
            yield row.identifier, row.values["title"]
        for one in self.known.values():
            yield one.identifier, one.title

    def _without_rings(self, parents: dict[str, str]) -> dict[str, str]:
        """Skills are no parts of themselves: the row that would close a ring has no parent."""
        before = {one.identifier: self.identifiers.get(one.parent_id or 0, "") for one in self.known.values()}
        whole = before | parents
        safe: set[str] = set()
        for start in whole:
            path: list[str] = []
            seen: set[str] = set()
            key = start
            while key and key not in safe and key not in seen:
                seen.add(key)
                path.append(key)
                key = whole.get(key, "")
            if key in seen:
                last = next(one for one in reversed(path[path.index(key) :]) if one in parents)
                words = _("“%(skill)s” would be a part of itself: it is taken without a parent.")
                self._warn(words % {"skill": last[:80]})
                whole[last] = parents[last] = ""
            safe |= seen
        return parents

    def _warn(self, text: str) -> None:
        """Notes what is odd in the report."""
        if text not in self.report.warnings and len(self.report.warnings) < 200:
            self.report.warnings.append(text)


def _all(skills: QuerySet[Skill]) -> Iterable[Skill]:
    return skills.order_by("position", "key").iterator(2000)
