"""Helpers of the tests about links to re-check."""

from typing import Any

from django.urls import reverse

from alignment.framework.queries.recheck import Queue, queue_of
from alignment.framework.services.items import create_item, save_item
from alignment.framework.services.links import Seen, confirm_links
from alignment.models import Deed, Item, Layer, Link, Plan, User, Workspace


def add(layer: Layer, plan: Plan, title: str, **more: Any) -> Any:
    return create_item(layer, by=None, plan=plan, fields={"title": title, **more})


def queue(workspace: Workspace, **asked: Any) -> Queue:
    return queue_of(workspace, **({"plan": None, "person": None, "page": ""} | asked))


def told(found: Queue) -> list[tuple[str, list[str]]]:
    """The groups as heading and links."""
    return [(group.change.heading, [str(line.link) for line in group.lines]) for group in found.groups]


def sides(found: Queue, at: int = 0) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in found.groups[at].change.differences]


def seen(one: Link) -> Seen:
    fresh: Any = type(one).objects.get(pk=one.pk)
    layer = fresh.lower.layer
    return Seen(layer, fresh.pk, fresh.version, fresh.lower.meaning, fresh.upper.meaning)


def confirm(one: Link, by: User | None, why: str) -> Deed | None:
    """Confirms one link as it is now; no deed when it is sound."""
    return confirm_links(one.workspace, [seen(one)], by=by, why=why)[1]


def page_of(plan: Plan) -> str:
    return reverse("framework:recheck", args=[plan.workspace.slug, plan.pk])


def change(item: Item, by: User | None, why: str = "", **fields: Any) -> Any:
    fresh = type(item)._default_manager.get(pk=item.pk)
    return save_item(fresh, by=by, version=fresh.version, fields=fields, why=why)
