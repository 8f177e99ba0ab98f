"""Edits one item in the place of its row, or on a page of its own."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alignment.access import actor, allows, item_to_edit, item_to_read
from alignment.deeds import StaleWrite
from alignment.framework.forms.base import ItemForm
from alignment.framework.forms.of_layer import FORM
from alignment.framework.queries.step_page import rows_in_full
from alignment.framework.services.items import save_item
from alignment.framework.services.merging import Clashed
from alignment.framework.views.answers import complain, done, in_place, row_id, row_template, step_url
from alignment.framework.views.conflicts import conflict_page, gone_page
from alignment.framework.views.item_forms import edit_form
from alignment.framework.views.steps import hint_at_horizon
from alignment.models import Item
from alignment.ui.feedback import tell
from alignment.ui.gone import keeps_words
from alignment.ui.htmx import show, wants_partial


@allows(GET="editor", POST="editor")
@keeps_words(*FORM.values())
def item_edit(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    item = item_to_edit(request.user, workspace, layer, item_id)
    if request.method != "POST":
        return _form(request, item, edit_form(item))
    form = edit_form(item, request.POST)
    again = request.POST.get("then") == "edit"  # after a conflict: look at it before it is saved
    if not form.is_valid() or again:
        return _form(request, item, form, status=200 if again and form.is_valid() else 422)
    try:
        saved = _save(request, item, form)
    except Clashed as clash:
        return conflict_page(request, item, form, clash)
    except StaleWrite as stale:
        return gone_page(request, item, form, stale)
    except ValidationError as error:
        complain(form, error)
        return _form(request, item, form, status=422)
    return _after_save(request, saved, form)


@allows(GET="viewer")
def item_row(request: HttpRequest, workspace: str, layer: str, item_id: int) -> HttpResponse:
    """One row of a step page as it is read: what Cancel brings back."""
    item = item_to_read(request.user, workspace, layer, item_id)
    if not wants_partial(request):
        return redirect(step_url(item.plan, item.layer, row_id(item)))
    row = rows_in_full(item.plan, item.layer, [item.pk])[item.pk]
    context = {
        "row": row,
        "plan": item.plan,
        "layer": item.layer,
        "focus": row_id(item),
        "row_template": row_template(item.layer),
    }
    return show(request, "framework/item_row.html", "row", context)


def _save(request: HttpRequest, item: Item, form: ItemForm) -> Item:
    said = form.cleaned_data
    saved: Item = save_item(
        item,
        by=actor(request),
        version=said["version"],
        fields=form.fields_of_item(),
        lists=form.lists_of_item(),
        metric=form.metric_of_item(),
        why=said.get("why", ""),
        wording_only=said.get("wording_only", False),
    )
    return saved


def _after_save(request: HttpRequest, saved: Item, form: ItemForm) -> HttpResponse:
    if saved.done is None:
        tell(request, _("Nothing has changed."))
    elif saved.version > form.cleaned_data["version"] + 1:
        tell(
            request,
            _("Saved “%(title)s”. Somebody else changed other parts of it meanwhile; both are kept.")
            % {"title": saved.title},
            undo=saved.done,
        )
    else:
        words = _("Saved “%(title)s”.") % {"title": saved.title}
        tell(request, f"{words} {_marked(saved, form)}".strip(), undo=saved.done)
    hint_at_horizon(request, saved)
    return done(request, saved.plan, saved.layer, focus=row_id(saved), anchor=row_id(saved))


def _marked(saved: Item, form: ItemForm) -> str:
    """How many links the save made to re-check, in words; empty when none."""
    same = form.item is None or saved.meaning == form.item.meaning
    if same or not form.stake or form.cleaned_data["wording_only"]:
        return ""
    return ngettext(
        "%(count)s link is to be re-checked now.",
        "%(count)s links are to be re-checked now.",
        form.stake.count,
    ) % {"count": form.stake.count}


def _form(request: HttpRequest, item: Item, form: ItemForm, *, status: int = 200) -> HttpResponse:
    form.fields["title"].widget.attrs["data-focus"] = True
    return in_place(request, item, "framework/item_edit.html", {"form": form}, status=status)
