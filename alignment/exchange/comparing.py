"""What a file would add to a workspace and change in it: the same for the preview and for the import."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from alignment.exchange.checking import WITHIN, Known
from alignment.exchange.checking_library import IDENTIFIED, identified
from alignment.exchange.document import Document, completed
from alignment.exchange.fields import Kind
from alignment.exchange.shape import KINDS, LAYER_KINDS
from alignment.rules.content import PlanContent, is_live
from alignment.rules.expectations import makes_outdated, with_outdated

Row = dict[str, Any]

MOST_SHOWN = 50
#: What an outcome says of the agreement to its split before there is one.
UNAGREED = {"contribution_agreed_by": "", "contribution_agreed_on": None}
LABELS = {
    "plans": _("Plans"),
    "people": _("People"),
    "target_groups": _("Target groups"),
    "goals": _("Business goals"),
    "outcomes": _("Performance outcomes"),
    "moments": _("Moments of truth"),
    "learning_outcomes": _("Learning outcomes"),
    "initiatives": _("Initiatives"),
    "links": _("Links"),
    "metrics": _("Metrics"),
    "stories": _("Stories"),
    "conversations": _("Conversations"),
    "expectations": _("Expectations"),
    "updates": _("Updates"),
    "skill_frameworks": _("Skills frameworks"),
    "skills": _("Skills"),
    "triage_questions": _("Triage questions"),
    "requests": _("Development requests"),
    "catalogue": _("Catalogue"),
    "barriers": _("Barriers"),
    "practices": _("Answers about practices"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it will be. `before` is None for a new one; `fields` are those that the file changes."""

    after: Any
    before: Any = None
    fields: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a person calls the row."""
        after = self.after
        for name in ("title", "name", "text"):
            if hasattr(after, name):
                return str(getattr(after, name))
        return f"{after.lower} → {after.upper}"


@dataclass
class Changes:
    """What becomes of one list of the file."""

    kind: Kind
    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def label(self) -> str:
        """The list's name on a page."""
        return str(LABELS[self.kind.name])

    @property
    def shown(self) -> list[Change]:
        """The first changes, as many as somebody reads; changed rows first."""
        return [*self.changed, *self.added][:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many changes are not shown."""
        return max(len(self.added) + len(self.changed) - MOST_SHOWN, 0)


def known_in(content: PlanContent) -> Known:
    """The keys of a workspace's content."""
    return Known(
        layers={item.key: layer for layer, item in content.layered()},
        rows={
            name: {row.key for row in getattr(content, name)}
            for name, kind in KINDS.items()
            if "key" in kind.by_name and kind.layer is None
        },
        identified={
            name: {row.key: identified(name, row) for row in getattr(content, name)} for name in IDENTIFIED
        },
        hints={
            plan.key: {(one.kind, one.item, one.other) for one in plan.dismissed_hints}
            for plan in content.plans
        },
        parents={
            name: {row.key: getattr(row, field) for row in getattr(content, name) if getattr(row, field)}
            for name, (field, _ring) in WITHIN.items()
        },
    )


def compare(document: Document, content: PlanContent, home: str) -> list[Changes]:
    """What the file would do to a workspace that holds `content`, list by list; the file has been checked.

    A field that the file leaves out keeps its value; a nested list that it gives replaces the whole list.
    """
    return [_compare(kind, document.rows(name), getattr(content, name), home) for name, kind in KINDS.items()]


def _compare(kind: Kind, rows: list[Row], existing: Iterable[Any], home: str) -> Changes:
    found = Changes(kind)
    if not rows:
        return found
    before = {identity(row): row for row in existing}
    for row in rows:
        old = before.get(identity(row))
        if old is None:
            found.added.append(Change(kind.row(**completed(kind, row, home))))
            continue
        fields = tuple(name for name, value in row.items() if _differs(old, name, value))
        if fields:
            after = replace(old, **{name: row[name] for name in fields})
            if kind.name == "expectations" and "answers" not in row and makes_outdated(old, after):
                after, fields = with_outdated(after), (*fields, "answers")
            if kind.name == "outcomes" and _asks_anew(old, row, fields):
                after = replace(after, **UNAGREED)
                fields = (*fields, *UNAGREED)
            found.changed.append(Change(after, old, fields))
        else:
            found.unchanged += 1
    return found


def identity(row: Any) -> Any:
    """What a row is matched by: its key, or the pair that a link joins."""
    if isinstance(row, dict):
        return row["key"] if "key" in row else (row["lower"], row["upper"])
    return row.key if hasattr(row, "key") else (row.lower, row.upper)


def _differs(old: Any, name: str, value: Any) -> bool:
    if name == "suspect" and not value:
        return False  # only a confirmation makes a link sound again
    if name == "plan" and not value:
        return False
    if name == "confidence" and value is None:
        return False
    now = getattr(old, name)
    if name == "readings":
        return [replace(one, id=0) for one in now] != list(value)
    return bool(now != value)


def _asks_anew(old: Any, row: Row, fields: tuple[str, ...]) -> bool:
    """Whether a split that was agreed becomes another one, and the file does not say who agreed to that."""
    return (
        "contribution" in fields
        and old.contribution_agreed_on is not None
        and not UNAGREED.keys() & row.keys()
    )


def comes_back(change: Change) -> bool:
    """Whether an item that did not count counts again: its links have to be looked at again."""
    layer = next(layer for layer, kind in LAYER_KINDS.items() if isinstance(change.after, kind.row))
    return change.before is not None and is_live(layer, change.after) and not is_live(layer, change.before)


def by_depth(changes: list[Change], parents: dict[str, str]) -> list[list[Change]]:
    """New rows in groups, so that the parent of each stands in an earlier group or exists already."""
    new = {change.after.key: change for change in changes}
    depth: dict[str, int] = {}
    for start in new:
        path = []
        key = start
        while key in new and key not in depth:
            path.append(key)
            key = parents.get(key, "")
        base = depth.get(key, -1)
        for step, one in enumerate(reversed(path), start=1):
            depth[one] = base + step
    groups: list[list[Change]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key, change in new.items():
        groups[depth[key]].append(change)
    return groups
