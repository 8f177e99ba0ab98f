"""Writes what an import adds and changes, in bulk, with history. Stands inside the import's deed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from alignment.deeds import create_all, update_all
from alignment.exchange.checking import WITHIN
from alignment.exchange.comparing import Change, Changes, by_depth, comes_back
from alignment.exchange.fields import Kind
from alignment.exchange.queries import next_position
from alignment.exchange.rows import CHILDREN, KEYED, RECORDED, Child, Ids, child_columns, columns
from alignment.exchange.shape import KINDS, LAYER_KINDS
from alignment.models import ITEM, LINK_UP, Briefing, Layer, User, Workspace
from alignment.rules.content import Metric, PlanContent
from alignment.rules.meaning import meaning_of

LINKS = KINDS["links"]
#: What items name stands before them.
FIRST = ("plans", "people", "target_groups", "skill_frameworks", "skills")


class Applying:
    """One import into one workspace: rows first, then what hangs on them, then the links."""

    def __init__(
        self, workspace: Workspace, content: PlanContent, changes: Iterable[Changes], by: User | None
    ) -> None:
        self.workspace, self.content, self.by = workspace, content, by
        self.now = timezone.now()
        self.changes = {one.kind.name: one for one in changes}
        self.ids = Ids()
        self.ids.rows = {name: {row.key: row.id for row in getattr(content, name)} for name in KEYED}
        self.ids.items = {item.key: (layer, item.id) for layer, item in content.layered()}
        self.meanings: dict[str, str] = {}

    def write(self) -> None:
        """Writes everything; the caller's transaction makes it all or nothing."""
        for name in FIRST:
            self._rows(name)
        self._items()
        for name in KEYED:
            if name not in FIRST:
                self._rows(name)
        for name, kind in KINDS.items():
            if kind is not LINKS:
                self._change(kind, self.changes[name].changed)
        self._children()
        self._links()

    # Rows

    def _rows(self, name: str) -> None:
        kind = KINDS[name]
        places = self._places(kind)
        for group in self._groups(kind):
            made = self._create(kind, group, places)
            self.ids.rows[name].update({row.key: row.pk for row in made})

    def _items(self) -> None:
        metrics = self._metrics_by_item()
        # Goals last: one may name the learning outcome that it grew out of.
        for layer, kind in reversed(LAYER_KINDS.items()):
            if self.changes["links"].added:
                found = ITEM[layer].objects.filter(workspace=self.workspace).values_list("key", "meaning")
                self.meanings |= dict(found)
            places = self._places(kind)
            for group in self._groups(kind):
                for change in group:
                    key = change.after.key
                    self.meanings[key] = meaning_of(layer, change.after, metrics.get(key, ()))
                rows = self._create(kind, group, places)
                self.ids.items |= {row.key: (layer, row.pk) for row in rows}
        self._meanings(metrics)

    def _groups(self, kind: Kind) -> list[list[Change]]:
        """New rows in groups: what others of the same list name stands in an earlier one."""
        added = self.changes[kind.name].added
        if kind.name in WITHIN:
            name = WITHIN[kind.name][0]
            return by_depth(added, {change.after.key: getattr(change.after, name) for change in added})
        return [added]

    def _metrics_by_item(self) -> dict[str, list[Metric]]:
        """The metrics of each item as they will be."""
        change = self.changes["metrics"]
        now = {metric.key: metric for metric in self.content.metrics}
        now |= {one.after.key: one.after for one in (*change.changed, *change.added)}
        found: dict[str, list[Metric]] = defaultdict(list)
        for metric in now.values():
            found[metric.item].append(metric)
        return found

    def _meanings(self, metrics: dict[str, list[Metric]]) -> None:
        """Works out the new meaning of items that change; writes it where only their metrics do."""
        change = self.changes["metrics"]
        both = [metric for one in (*change.added, *change.changed) for metric in (one.after, one.before)]
        measured = {metric.item for metric in both if metric is not None}
        for layer, kind in LAYER_KINDS.items():
            after = {one.after.key: one.after for one in self.changes[kind.name].changed}
            for item in after.values():
                self.meanings[item.key] = meaning_of(layer, item, metrics.get(item.key, ()))
            others = [
                item for item in self.content.items(layer) if item.key in measured and item.key not in after
            ]
            rows = ITEM[layer].objects.in_bulk([item.id for item in others])
            moved = []
            for item in others:
                row, meaning = rows[item.id], meaning_of(layer, item, metrics.get(item.key, ()))
                self.meanings[item.key] = meaning
                if row.meaning != meaning:
                    row.meaning = meaning
                    moved.append(row)
            update_all(moved, ["meaning"])

    def _places(self, kind: Kind) -> dict[str, int]:
        """The positions of new rows: behind those that exist, in the order of the file."""
        added = self.changes[kind.name].added
        first = next_position(self.workspace, kind.model) if added else 0
        return {change.after.key: first + index for index, change in enumerate(added)}

    def _create(self, kind: Kind, added: list[Change], places: dict[str, int]) -> list[Any]:
        model: Any = kind.model
        return create_all(
            [
                model(
                    workspace=self.workspace,
                    position=places[change.after.key],
                    **columns(kind, change.after, kind.by_name, self.ids, self.by, self.now),
                    **({"meaning": self.meanings[change.after.key]} if kind.layer else {}),
                )
                for change in added
            ]
        )

    def _change(self, kind: Kind, changed: list[Change]) -> None:
        rows = kind.model._default_manager.in_bulk([change.before.id for change in changed])
        touched = {"version"} | ({"updated"} if hasattr(kind.model, "updated") else set())
        for change in changed:
            row: Any = rows[change.before.id]
            row.version += 1
            row.updated = self.now
            given = columns(kind, change.after, change.fields, self.ids, self.by, self.now)
            if kind.layer:
                given["meaning"] = self.meanings[change.after.key]
            for name, value in given.items():
                setattr(row, name, value)
            touched |= set(given)
        update_all(list(rows.values()), sorted(touched))

    # Nested lists

    def _children(self) -> None:
        for (name, field), child in CHILDREN.items():
            change = self.changes[name]
            new = self._ids_of(name, change.added) if change.added else {}
            fresh = [
                (new[one.after.key], index, part)
                for one in change.added
                for index, part in enumerate(getattr(one.after, field))
            ]
            given = {
                one.before.id: getattr(one.after, field) for one in change.changed if field in one.fields
            }
            fresh += self._replace(child, given)
            create_all([self._child(child, above, index, part) for above, index, part in fresh])

    def _ids_of(self, name: str, added: list[Change]) -> dict[str, int]:
        if KINDS[name].layer is None:
            return self.ids.rows[name]
        return {one.after.key: self.ids.items[one.after.key][1] for one in added}

    def _child(self, child: Child, above: int, index: int, part: Any) -> Any:
        place = {} if child.model is Briefing else {"position": index}
        given = child_columns(child, part, self.ids, self.by, self.now)
        return child.model(workspace=self.workspace, **{f"{child.above}_id": above}, **place, **given)

    def _replace(self, child: Child, given: dict[int, tuple[Any, ...]]) -> list[tuple[int, int, Any]]:
        """Brings existing rows in line with the lists that are given; returns what is to be added."""
        old: dict[int, list[Any]] = defaultdict(list)
        above = f"{child.above}_id"
        order = ("reader",) if child.model is Briefing else ("position", "pk")
        for row in child.model._default_manager.filter(**{f"{above}__in": list(given)}).order_by(*order):
            old[getattr(row, above)].append(row)
        missing, touched, moved = [], set(), []
        for pk, parts in given.items():
            rows = old[pk]
            if child.once:  # what changes places would stand twice for a moment
                missing += self._anew(child, rows, pk, parts)
                continue
            for row in rows[len(parts) :]:
                row.delete()
            for index, part in enumerate(parts):
                if index >= len(rows):
                    missing.append((pk, index, part))
                    continue
                changed = self._touch(child, rows[index], index, part)
                if changed:
                    touched |= changed
                    moved.append(rows[index])
        update_all(moved, sorted(touched))
        return missing

    def _anew(
        self, child: Child, rows: list[Any], above: int, parts: tuple[Any, ...]
    ) -> list[tuple[int, int, Any]]:
        """Keeps the rows that stand as they were, and returns what is to be added for the others."""
        kept = [
            index
            for index, part in enumerate(parts)
            if index < len(rows) and not self._touch(child, rows[index], index, part)
        ]
        for index, row in enumerate(rows):
            if index not in kept:
                row.delete()
        return [(above, index, part) for index, part in enumerate(parts) if index not in kept]

    def _touch(self, child: Child, row: Any, index: int, part: Any) -> set[str]:
        wanted = child_columns(child, part, self.ids, self.by, self.now)
        recorded = {name: wanted.pop(name) for name in RECORDED if name in wanted}
        if child.model is not Briefing:
            wanted["position"] = index
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        if set(changed) - {"position"}:
            changed |= recorded
        for name, value in changed.items():
            setattr(row, name, value)
        return set(changed)

    # Links

    def _links(self) -> None:
        change = self.changes["links"]
        first = next_position(self.workspace, *LINK_UP.values()) if change.added else 0
        made: dict[Layer, list[Any]] = defaultdict(list)
        for index, one in enumerate(change.added):
            layer = self.ids.items[one.after.lower][0]
            made[layer].append(self._link(LINK_UP[layer], first + index, one.after))
        for rows in made.values():
            create_all(rows)
        self._change_links(change.changed)
        self._links_of_returned()

    def _link(self, model: Any, position: int, link: Any) -> Any:
        """A new link: confirmed as it is made, unless the file says that it is to be looked at again."""
        names = [one.name for one in LINKS.fields if one.name != "suspect"]
        digests = {
            "lower_meaning": self.meanings[link.lower],
            "upper_meaning": self.meanings[link.upper],
            "confirmed_by": self.by,
            "confirmed_at": self.now,
        }
        return model(
            workspace=self.workspace,
            position=position,
            **columns(LINKS, link, names, self.ids, self.by, self.now),
            **({} if link.suspect else digests),
        )

    def _change_links(self, changed: list[Change]) -> None:
        for layer, model in LINK_UP.items():
            mine = [one for one in changed if self.ids.items[one.after.lower][0] is layer]
            rows = model._default_manager.in_bulk([one.before.id for one in mine])
            for one in mine:
                row = rows[one.before.id]
                row.version += 1
                if "suspect" in one.fields:
                    row.lower_meaning = row.upper_meaning = ""
                said = [name for name in one.fields if name != "suspect"]
                for name, value in columns(LINKS, one.after, said, self.ids, self.by, self.now).items():
                    setattr(row, name, value)
            names = ["reason", "confidence", "evidence", "cited_metric", "cited_on"]
            names += ["lower_meaning", "upper_meaning", "version"]
            update_all(list(rows.values()), names)

    def _links_of_returned(self) -> None:
        """Links of items that count again are to be looked at again."""
        back = {
            one.after.key
            for kind in LAYER_KINDS.values()
            for one in self.changes[kind.name].changed
            if comes_back(one)
        }
        for layer, model in LINK_UP.items():
            lower = {item.key for item in self.content.items(layer)}
            ids = [
                link.id
                for link in self.content.links
                if link.lower in lower and not link.suspect and (link.lower in back or link.upper in back)
            ]
            rows = list(model._default_manager.in_bulk(ids).values())
            for row in rows:
                row.lower_meaning = row.upper_meaning = ""
            update_all(rows, ["lower_meaning", "upper_meaning"])
