"""Making, naming, archiving and restoring plans, and moving an item from one plan to another."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from alignment.deeds import check_version, deed, update_all
from alignment.framework.services.items import create_item
from alignment.framework.services.meaning import doubt_links
from alignment.keys import row_key
from alignment.models import ITEM, Deed, DismissedHint, Item, Layer, Plan, User, Workspace

#: What may be spent, in money and in hours, and how often people are told how the plan goes.
SETTINGS = frozenset({"budget", "hours_budget", "update_every"})


def create_plan(
    workspace: Workspace,
    *,
    title: str,
    description: str = "",
    goal: str = "",
    by: User | None,
    request_key: UUID | None = None,
) -> Plan:
    """A new plan, last in the list, with its first goal when a title for one is given."""
    with deed("create_plan", by=by, workspace=workspace, subject=title, request_key=request_key) as row:
        plan = made_plan(row, workspace, title=title, description=description)
        if goal:
            create_item(Layer.GOAL, by=by, plan=plan, fields={"title": goal})
    plan.done = row
    return plan


def rename_plan(
    plan: Plan, *, title: str, description: str, version: int, by: User | None, **settings: Any
) -> Deed:
    """Another title and description; StaleWrite when somebody saved the plan since `version`.

    `settings` are fields by their names (SETTINGS); what is not given stays as it is.
    """
    with deed("edit_plan", by=by, workspace=plan.workspace, plan=plan, subject=title) as row:
        fresh = check_version(plan, version)
        fresh.title, fresh.description, fresh.version = title, description, version + 1
        for name in SETTINGS & settings.keys():
            setattr(fresh, name, settings[name])
        fresh.full_clean()
        fresh.save()
    return row


def archive_plan(plan: Plan, *, by: User | None) -> Deed:
    """Takes a plan and its items out of lists, maps and traces; they come back together."""
    now = timezone.now()
    gone = {"archived_at": now, "archived_by": by, "updated": now}
    with deed("archive_plan", by=by, workspace=plan.workspace, plan=plan, subject=plan.title) as row:
        for model in ITEM.values():
            _set_all(list(model.objects.filter(plan=plan).current()), gone)
        _set_all(list(Plan.objects.filter(pk=plan.pk).current()), gone)
    return row


def restore_plan(plan: Plan, *, by: User | None) -> Deed:
    """Brings a plan back with the items that went with it; their links have to be confirmed again."""
    back = {"archived_at": None, "archived_by": None, "updated": timezone.now()}
    with deed("restore_plan", by=by, workspace=plan.workspace, plan=plan, subject=plan.title) as row:
        fresh = Plan.objects.get(pk=plan.pk)
        if fresh.archived_at is not None:
            for layer, model in ITEM.items():
                items = list(model.objects.filter(plan=plan, archived_at=fresh.archived_at))
                _set_all(items, back)
                doubt_links(layer, [item.pk for item in items])
            _set_all([fresh], back)
    return row


def move_item(item: Item, *, to: Plan, by: User | None) -> Deed:
    """Gives an item another home in the same workspace; its links stay, and what was set aside about it."""
    if to.workspace_id != item.workspace_id:
        raise ValueError("An item stays in its workspace.")
    with deed("move", by=by, workspace=item.workspace, plan=to, subject=item.title) as row:
        model = type(item)
        fresh = model.objects.get(pk=item.pk)
        fresh.plan, fresh.position = to, model.objects.filter(plan=to).next_position()
        fresh.version += 1
        fresh.save(update_fields=["plan", "position", "version", "updated"])
        aside = list(DismissedHint.objects.filter(workspace=item.workspace, item=fresh.key))
        for hint in aside:
            hint.plan = to
        update_all(aside, ["plan"])
    return row


def made_plan(row: Deed, workspace: Workspace, *, title: str, description: str) -> Plan:
    """A new row inside a deed that is about it, so that a repeated request finds what it made."""
    plan = Plan(
        workspace=workspace,
        key=row_key(workspace, Plan),
        title=title,
        description=description,
        position=Plan.objects.filter(workspace=workspace).next_position(),
    )
    plan.full_clean()
    plan.save()
    row.plan, row.made = plan, [["plan", plan.pk]]
    row.save(update_fields=["plan", "made"])
    return plan


def _set_all(rows: list[Item] | list[Plan], values: Mapping[str, object]) -> None:
    for one in rows:
        one.version += 1
        for name, value in values.items():
            setattr(one, name, value)
    update_all(list(rows), [*values, "version"])
