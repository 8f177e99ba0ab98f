"""When two people saved one item: what it was, what is there now, what was typed. Nothing is lost."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite
from alignment.framework.forms.base import ItemForm
from alignment.framework.services.merging import Clashed
from alignment.framework.views.answers import in_place
from alignment.framework.views.item_forms import edit_form
from alignment.models import Item
from alignment.ui.conflicts import CONFLICT, Conflict, Contested, contested, latest_saver, words_of


@dataclass(frozen=True)
class Typed:
    """One field with what was typed into it."""

    label: str
    text: str


def conflict_page(request: HttpRequest, item: Item, form: ItemForm, clash: Clashed) -> HttpResponse:
    """Was, theirs and yours of every contested field; keep theirs, use mine, or edit."""
    current: Any = clash.current
    fields, mine = _contested(form, clash)
    who, ago = latest_saver(current)
    context = {
        "conflict": Conflict(who, ago, fields, merged=True),
        "theirs": edit_form(current, shown=clash.both, auto_id=False),
        "mine": edit_form(current, shown=clash.both, sent=mine | _words_about(form), auto_id=False),
    }
    return in_place(request, item, "framework/conflict.html", context, status=CONFLICT)


def gone_page(request: HttpRequest, item: Item, form: ItemForm, stale: StaleWrite) -> HttpResponse:
    """The item was archived meanwhile: one's own text, to copy."""
    current: Any = stale.current
    who, ago = latest_saver(current) if current is not None else (_("Somebody"), "")
    typed = [
        Typed(str(field.label), words_of(field, form.cleaned_data.get(field.name)))
        for field in form
        if not field.is_hidden and form.cleaned_data.get(field.name)
    ]
    context = {"who": who, "ago": ago, "typed": typed, "archived": current}
    return in_place(request, item, "framework/gone.html", context, status=CONFLICT)


def _contested(form: ItemForm, clash: Clashed) -> tuple[tuple[Contested, ...], dict[str, Any]]:
    """The contested fields in words, and what was typed into them as the form's initial values."""
    names = [name for one in clash.clashes for name in form.shown_by(one.name)]
    was = form.initial_of(clash.now | {one.name: one.was for one in clash.clashes}, form.names)
    theirs = form.initial_of(clash.now, form.names)
    return contested(form, names, was, theirs), {name: form[name].value() for name in names}


def _words_about(form: ItemForm) -> dict[str, Any]:
    """What was said about the change itself goes along."""
    return {name: form.cleaned_data[name] for name in ("why", "wording_only") if name in form.fields}
