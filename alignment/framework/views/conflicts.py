"""When two people saved one item: what it was, what is there now, what was typed. Nothing is lost."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alignment.deeds import StaleWrite
from alignment.framework.forms.base import ItemForm
from alignment.framework.queries.choices import latest_saver
from alignment.framework.services.merging import Conflict
from alignment.framework.views.answers import in_place
from alignment.framework.views.item_forms import edit_form
from alignment.models import Item

CONFLICT = 409


@dataclass(frozen=True)
class Contested:
    """One field of the form in its three states, in words."""

    label: str
    was: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Typed:
    """One field with what was typed into it."""

    label: str
    text: str


def conflict_page(request: HttpRequest, item: Item, form: ItemForm, conflict: Conflict) -> HttpResponse:
    """Was, theirs and yours of every contested field; keep theirs, use mine, or edit."""
    current: Any = conflict.current
    contested, mine = _contested(form, conflict)
    who, ago = latest_saver(current)
    context = {
        "who": who,
        "ago": ago,
        "contested": contested,
        "theirs": edit_form(current, shown=conflict.both, auto_id=False),
        "mine": edit_form(current, shown=conflict.both, sent=mine | _words_about(form), auto_id=False),
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


def _contested(form: ItemForm, conflict: Conflict) -> tuple[list[Contested], dict[str, Any]]:
    """The contested fields in words, and what was typed into them as the form's initial values."""
    was_values = conflict.now | {clash.name: clash.was for clash in conflict.clashes}
    was = form.initial_of(was_values, form.names)
    theirs = form.initial_of(conflict.now, form.names)
    mine: dict[str, Any] = {}
    found = []
    for clash in conflict.clashes:
        for name in form.shown_by(clash.name):
            field = form[name]
            mine[name] = field.value()
            states = (was.get(name), theirs.get(name), form.cleaned_data.get(name))
            found.append(Contested(str(field.label), *(words_of(field, state) for state in states)))
    return [one for one in found if one.theirs != one.yours], mine


def _words_about(form: ItemForm) -> dict[str, Any]:
    """What was said about the change itself goes along."""
    return {name: form.cleaned_data[name] for name in ("why", "wording_only") if name in form.fields}


def words_of(field: forms.BoundField, value: Any) -> str:
    """A value of a form's field as people read it."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, (list, tuple)) or hasattr(value, "iterator"):
        return "\n".join(words_of(field, one) for one in value)
    if isinstance(value, dict):
        return ": ".join(str(part) for part in value.values() if part not in (None, ""))
    choices = getattr(field.field, "choices", ())
    key = str(getattr(value, "pk", value))
    return next((str(label) for code, label in choices if str(code) == key), str(value))
