"""Brings an earlier state of an item back, as a new change of it: links and metrics stay as they are."""

from typing import Any

from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite, deed
from alignment.framework.queries.states import state_after
from alignment.framework.services.checks import Refused
from alignment.framework.services.items import save_changes
from alignment.framework.services.merging import locked
from alignment.models import Deed, Item, User


def revert_item(
    item: Item, *, to: Deed, version: int, by: User | None, why: str = "", wording_only: bool = False
) -> Any:
    """Makes an item say again what it said after the deed `to`, its nested lists included.

    StaleWrite when somebody saved it since `version` or it is archived. Refused when it did not
    exist then, says the same now, or named something that is gone; ValidationError for what cannot
    be stored any more. `why` and `wording_only` as save_item. `done` of the item is the deed.
    """
    with deed("revert", by=by, workspace=item.workspace, plan=item.plan, subject=item.title, why=why) as row:
        fresh = locked(item)
        if fresh.version != version:
            raise StaleWrite(fresh)
        state = state_after(fresh, to.pk) if to.workspace_id == item.workspace_id else None
        if state is None:
            raise Refused(_("It did not exist then."))
        if not state.values:
            raise Refused(_("It says the same now."))
        if state.gone:
            raise Refused(
                _("It named something then that does not exist any more: %(fields)s.")
                % {"fields": ", ".join(state.gone)}
            )
        save_changes(fresh, state.values, by=by, wording_only=wording_only)
    fresh.done = row
    return fresh
