"""The cases of what is decided about the catalogue, for the property that every deed can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from alignment.catalogue.services import approvals, barriers, importing, items, links
from alignment.models import Barrier, CatalogueItem, Layer, RelevanceApproval
from tests.versions.undo_world import World

Act = Callable[[], Any]


def offered(w: World) -> CatalogueItem:
    title = w.words()
    reading = importing.read_catalogue(f"title\n{title}\n".encode(), {})
    importing.import_catalogue(w.plan.workspace, reading, by=w.by)
    return CatalogueItem.objects.select_related("workspace").get(workspace=w.plan.workspace, title=title)


def decide_items(w: World) -> Act:
    item, why = offered(w), w.words()
    return lambda: items.decide_many(w.plan.workspace, [item.pk], fate="retire", reason=why, by=w.by)


def set_purpose(w: World) -> Act:
    item = offered(w)
    return lambda: items.set_purpose(item, "compliance", version=item.version, by=w.by)


def dismiss_suggestion(w: World) -> Act:
    item, outcome = offered(w), w.item(Layer.LEARNING)
    return lambda: links.dismiss(item, outcome, by=w.by)


def approve_relevance(w: World) -> Act:
    item, why = offered(w), w.words()
    said = {"for_whom": "Two planners", "supervisor": w.words(), "approved": True, "why": why}
    return lambda: approvals.approve(item, on=date(2026, 11, 2), by=w.by, **said)


def remove_approval(w: World) -> Act:
    approve_relevance(w)()
    there = RelevanceApproval.objects.select_related("item__workspace").latest("pk")
    return lambda: approvals.remove_approval(there.item, there.pk, by=w.by)


def barrier_of(w: World) -> Barrier:
    return barriers.add(w.plan.workspace, by=w.by, fields={"text": w.words()})[0]


def resolve_barrier(w: World) -> Act:
    barrier = barrier_of(w)
    return lambda: barriers.resolve(barrier, version=barrier.version, by=w.by)


def reopen_barrier(w: World) -> Act:
    resolve_barrier(w)()
    barrier = Barrier.objects.select_related("workspace").filter(workspace=w.plan.workspace).latest("pk")
    return lambda: barriers.resolve(barrier, version=barrier.version, by=w.by, resolved=False)


#: By verb: those that are called like their function.
OFFERED: tuple[Callable[[World], Act], ...] = (
    decide_items,
    set_purpose,
    dismiss_suggestion,
    approve_relevance,
    remove_approval,
    resolve_barrier,
    reopen_barrier,
)
