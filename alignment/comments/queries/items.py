"""The items that comments are about, as members and as guests see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from alignment.models import ITEM, Item, Layer, Person, Plan, ShareLink, Workspace
from alignment.rules.content import PlanContent
from alignment.versions.frozen import FrozenProblem
from alignment.versions.snapshots import source_of


@dataclass(frozen=True)
class Subject:
    """An item that is talked about: as it is, or as the version says that a guest looks at."""

    key: str
    layer: str  # its word
    id: int
    title: str
    archived: bool = False


def subject_of(item: Item) -> Subject:
    """An item as the subject of a talk."""
    return Subject(item.key, item.layer.word, item.pk, item.title, item.is_archived)


def subjects(workspace: Workspace, keys: Iterable[str], plan: Plan | None = None) -> dict[str, Subject]:
    """Items of a workspace (of one plan, and current, when it is named) by their keys: a query a layer."""
    keys = {key for key in keys if key}
    found: dict[str, Subject] = {}
    for layer, model in ITEM.items() if keys else ():
        rows = model.objects.filter(workspace=workspace, key__in=keys)
        if plan is not None:
            rows = rows.filter(plan=plan, archived_at=None)
        for key, pk, title, archived_at in rows.values_list("key", "pk", "title", "archived_at"):
            found[key] = Subject(key, layer.word, pk, title, archived_at is not None)
    return found


def shown_subjects(link: ShareLink, keys: Iterable[str]) -> dict[str, Subject]:
    """Those of some items that a link shows: the plan's own, or those of the version, in its words."""
    keys = set(keys)
    if link.snapshot is None:
        return subjects(link.workspace, keys, link.plan)
    return {one.key: one for one in _frozen(link) if one.key in keys}


def shown_subject(link: ShareLink, layer: str, item_id: int) -> Subject | None:
    """An item by its address, if the link shows it."""
    if link.snapshot is not None:
        return next((one for one in _frozen(link) if (one.layer, one.id) == (layer, item_id)), None)
    models = {one.word: model for one, model in ITEM.items()}
    if layer not in models:
        return None
    found = models[layer].objects.filter(plan=link.plan, archived_at=None, pk=item_id).first()
    return subject_of(found) if found is not None else None


def owner_shown(link: ShareLink, subject: Subject) -> Person | None:
    """Who answers for an item, as a guest is shown it; a version of the plan does not say it here."""
    if link.snapshot is not None:
        return None
    found = ITEM[Layer.of(subject.layer)].objects.filter(pk=subject.id).select_related("owner").first()
    owner: Person | None = found.owner if found is not None else None
    return owner if owner is not None and owner.erased_at is None else None


def _frozen(link: ShareLink) -> list[Subject]:
    """The items of the version that a link shows; none when it cannot be read."""
    version = link.snapshot
    if version is None:
        return []
    version.workspace, version.plan = link.workspace, link.plan
    try:
        content: PlanContent = source_of(version).content
    except FrozenProblem:
        return []
    return [
        Subject(item.key, layer.word, item.id, item.title)
        for layer, item in content.layered()
        if not item.foreign and not item.archived
    ]
