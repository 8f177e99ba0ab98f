"""Makes items and saves them: with their nested lists, their first metric and their links, as one deed."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from alignment.deeds import AlreadyDone, deed
from alignment.framework.queries.values import METRIC, NESTED, Values, field_names
from alignment.framework.services.checks import intended, no_cycle, own
from alignment.framework.services.links import make_link
from alignment.framework.services.meaning import doubt_links, fresh_meaning, keep_sound_links
from alignment.framework.services.merging import locked, merged
from alignment.framework.services.nested import save_list
from alignment.framework.services.quick_metric import QuickMetric, save_quick_metric
from alignment.keys import item_keys
from alignment.models import ITEM, BusinessGoal, Deed, Item, Layer, Plan, User
from alignment.rules.content import live_status

Lists = Mapping[str, list[dict[str, Any]]]


class _Unchanged(Exception):
    """A save that changes nothing: the deed that was begun is taken back."""


def create_item(
    layer: Layer,
    *,
    by: User | None,
    plan: Plan,
    fields: Mapping[str, Any],
    lists: Lists | None = None,
    uppers: Iterable[tuple[Item, str]] = (),
    metric: QuickMetric | None = None,
    request_key: UUID | None = None,
) -> Any:
    """A new item of a plan, last of its layer, with nested lists, first metric and links to `uppers`.

    `fields` are named as on the model; a person may be a row or a name, which makes a new person.
    `uppers` are (item of the layer above, reason). A repeated `request_key` gives the item that the
    first request made. ValidationError for what cannot be stored, ForeignRow for another workspace's.
    """
    try:
        with deed(
            "create",
            by=by,
            workspace=plan.workspace,
            plan=plan,
            subject=str(fields.get("title", "")),
            request_key=request_key,
        ) as row:
            item = _new(layer, plan)
            values = intended(item, fields, lists or {})
            _apply(item, values)
            if metric is not None:
                save_quick_metric(item, metric.values())
            item.meaning = fresh_meaning(item)
            item.save(update_fields=["meaning"])
            for upper, reason in uppers:
                make_link(item, own(plan.workspace, upper), by=by, reason=reason)
            _remember(row, item)
    except AlreadyDone as done:
        return _made_by(done.deed)
    item.done = row
    return item


def save_item(
    item: Item,
    *,
    by: User | None,
    version: int,
    fields: Mapping[str, Any],
    lists: Lists | None = None,
    metric: QuickMetric | None = None,
    why: str = "",
    wording_only: bool = False,
) -> Any:
    """Saves what changed since `version`, merged with what others saved meanwhile elsewhere in the item.

    Raises Clashed (a StaleWrite that names the fields) when both changed the same field otherwise,
    StaleWrite when the item is gone, ValidationError for what cannot be stored. `why` is kept with
    the deed; `wording_only` says that the sense stayed, and confirms the item's sound links again.
    The saved item's `done` is the deed, None when nothing had changed.
    """
    fresh = item
    try:
        with deed(
            "edit", by=by, workspace=item.workspace, plan=item.plan, subject=item.title, why=why
        ) as row:
            fresh = locked(item)
            mine = intended(fresh, fields, lists or {})
            changes = merged(fresh, version, mine, metric)
            if not changes:
                raise _Unchanged
            save_changes(fresh, changes, by=by, wording_only=wording_only)
    except _Unchanged:
        return fresh
    fresh.done = row
    return fresh


def is_live(item: Item) -> bool:
    """Whether an item counts (design, 3.1)."""
    return not item.is_archived and live_status(item.layer, getattr(item, "status", ""))


def save_changes(fresh: Item, changes: Values, *, by: User | None, wording_only: bool) -> None:
    """Writes the changes into an item that is read under the lock, and what follows from them."""
    lived, old = is_live(fresh), fresh.meaning
    fresh.version += 1
    if "contribution" in changes:
        forget_agreement(fresh)
    _apply(fresh, changes)
    save_quick_metric(fresh, changes)
    fresh.meaning = fresh_meaning(fresh)
    fresh.save()
    if wording_only and fresh.meaning != old:
        keep_sound_links(fresh, old, by=by)
    if not lived and is_live(fresh):
        doubt_links(fresh.layer, [fresh.pk])


def forget_agreement(outcome: Any) -> None:
    """Another split has to be agreed anew with the outcome's owner."""
    outcome.contribution_agreed_by = outcome.contribution_agreed_on = None


def _apply(item: Item, values: Values) -> None:
    """Sets fields and nested lists. A new item is saved first: its rows need something to belong to."""
    nested = NESTED[item.layer]
    for name, value in values.items():
        if name not in nested and not name.startswith(METRIC):
            if name not in field_names(type(item)):
                raise KeyError(name)
            setattr(item, name, value)
    item.full_clean(exclude=["workspace", "plan"])
    if isinstance(item, BusinessGoal) and item.parent_id:
        no_cycle(item)
    if item.pk is None:
        item.save()
    for name in values:
        if name in nested:
            save_list(item, name, values[name])


def _new(layer: Layer, plan: Plan) -> Item:
    model = ITEM[layer]
    return model(
        workspace=plan.workspace,
        plan=plan,
        key=item_keys(plan.workspace, layer)[0],
        position=model.objects.filter(plan=plan).next_position(),
    )


def _remember(row: Deed, item: Item) -> None:
    """Ties the deed to the item it made; a deed that makes many (a paste) lists them all."""
    row.made = [*row.made, [item.layer.word, item.pk]]
    row.save(update_fields=["made"])


def _made_by(row: Deed) -> Item:
    word, pk = row.made[0]
    item = ITEM[Layer.of(word)].objects.select_related("plan").get(workspace=row.workspace_id, pk=pk)
    item.done = row
    return item
