"""Brings an earlier state of an item back: shows first what would change, field by field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alignment.access import actor, allows, item_to_edit, row_to_edit
from alignment.deeds import StaleWrite
from alignment.framework.forms.acts import RevertForm
from alignment.framework.queries.stake import stake_of
from alignment.framework.queries.states import state_after
from alignment.framework.services.checks import Refused
from alignment.framework.services.reverting import revert_item
from alignment.framework.views.answers import complain
from alignment.models import Deed
from alignment.ui.conflicts import CONFLICT, latest_saver, on_top
from alignment.ui.feedback import tell
from alignment.ui.forms import status_of


@allows(GET="editor", POST="editor")
def item_revert(request: HttpRequest, workspace: str, layer: str, item_id: int, deed_id: int) -> HttpResponse:
    """What an item said after a deed beside what it says now; posted: it says that again."""
    item = item_to_edit(request.user, workspace, layer, item_id)
    to = row_to_edit(Deed, request.user, workspace, deed_id)
    state = state_after(item, to.pk)
    if state is None:
        raise Http404
    stake = stake_of(item)
    form = RevertForm(request.POST or None, initial={"version": item.version}, asks=bool(stake))
    context: dict[str, Any] = {"item": item, "plan": item.plan, "to": to, "state": state, "stake": stake}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = revert_item(item, to=to, by=actor(request), **form.cleaned_data)
        except StaleWrite:
            context["conflict"], status = latest_saver(item), CONFLICT
            on_top(form, item.version)
        except Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as error:
            complain(form, error)
        else:
            tell(request, _("“%(title)s” says again what it said.") % {"title": saved.title}, undo=saved.done)
            return redirect("framework:item", workspace, layer, item_id)
    context["form"] = form
    return render(request, "framework/item_revert.html", context, status=max(status, status_of(form)))
