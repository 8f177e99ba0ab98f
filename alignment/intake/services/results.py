"""What a request becomes: an item of a plan, new or there already, with the cause it goes after (E14)."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from alignment.deeds import StaleWrite, deed
from alignment.framework.services.checks import own
from alignment.framework.services.items import create_item
from alignment.models import RESULT_FIELD, Deed, DevelopmentRequest, Item, Layer, Plan, RequestResult, User


class AlreadyResult(Exception):
    """The item is said to have grown out of this request already."""


def make_item(
    request: DevelopmentRequest,
    *,
    plan: Plan,
    layer: Layer,
    fields: Mapping[str, Any],
    uppers: Iterable[tuple[Item, str]] = (),
    cause: str = "",
    by: User | None,
    request_key: UUID | None = None,
) -> Item:
    """A new item of a plan that grew out of a request, as one deed; its `done` is the deed.

    `fields` and `uppers` as `create_item` takes them, `cause` is what it goes after. AlreadyDone for a
    repeated `request_key`, ValidationError for what cannot be stored.
    """
    with deed(
        "turn_request",
        by=by,
        workspace=request.workspace,
        plan=own(request.workspace, plan),
        subject=str(fields.get("title", "")),
        request_key=request_key,
    ) as row:
        item: Item = create_item(layer, by=by, plan=plan, fields=fields, uppers=uppers)
        _keep(request, item, cause)
    item.done = row
    return item


def link_item(request: DevelopmentRequest, *, item: Item, cause: str = "", by: User | None) -> Deed:
    """Says that an item that is there grew out of a request. AlreadyResult; StaleWrite if archived."""
    with deed(
        "link_request",
        by=by,
        workspace=request.workspace,
        plan=own(request.workspace, item).plan,
        subject=item.title,
    ) as row:
        if not type(item)._default_manager.filter(pk=item.pk, archived_at=None).exists():
            raise StaleWrite(None)
        field = RESULT_FIELD[item.layer]
        if RequestResult.objects.filter(request=request, **{field: item}).exists():
            raise AlreadyResult
        _keep(request, item, cause)
    return row


def remove_result(result: RequestResult, *, by: User | None) -> Deed:
    """Takes back that an item grew out of a request; the item stays. StaleWrite when it is gone."""
    item = result.item
    with deed("unlink_request", by=by, workspace=result.workspace, plan=item.plan, subject=item.title) as row:
        fresh = RequestResult.objects.filter(pk=result.pk).first()
        if fresh is None:
            raise StaleWrite(None)
        fresh.delete()
    return row


def _keep(request: DevelopmentRequest, item: Item, cause: str) -> None:
    place = RequestResult.objects.filter(request=request).next_position()
    made = RequestResult(
        workspace=request.workspace,
        request=request,
        cause=cause,
        position=place,
        **{RESULT_FIELD[item.layer]: item},
    )
    made.full_clean(exclude=["workspace", "request"])
    made.save()
