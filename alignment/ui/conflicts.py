"""When two people saved one thing: every field as it was, theirs and yours, so that nothing is lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from alignment.ui.formats import plain, short_day

CONFLICT = 409  # the status of the answer

State = Mapping[str, Any]
Form = TypeVar("Form", bound=forms.Form)


@dataclass(frozen=True)
class Contested:
    """One field of a form in its three states, in words."""

    label: str
    was: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while a form was open; shown by ui/_conflict.html."""

    who: str
    ago: str  # "5 minutes"; empty when not known
    contested: tuple[Contested, ...]
    merged: bool = False  # what only one of the two changed is kept from both


def conflict_of(
    form: forms.Form, current: Any, shows: Callable[[Any], State], was: State | None = None
) -> Conflict:
    """What is stored now beside what a valid form says, field by field.

    `shows` gives what the form would show of a row; `was` what it showed when it was opened, if the
    history of the row alone does not tell. `current` is the row as it is now.
    """
    theirs = shows(current)
    if was is None:
        past = _earlier(current, form.cleaned_data.get("version"))
        was = shows(past) if past is not None else {}
    names = [name for name in form.fields if not form[name].is_hidden and name in theirs]
    who, ago = latest_saver(current)
    return Conflict(who, ago, contested(form, names, was, theirs))


def contested(form: forms.Form, names: Iterable[str], was: State, theirs: State) -> tuple[Contested, ...]:
    """Those of some fields of a valid form that say something else than `theirs`."""
    found = []
    for name in names:
        states = (was.get(name), theirs.get(name), _yours(form, name))
        one = Contested(str(form[name].label), *(words_of(form[name], state) for state in states))
        if one.theirs != one.yours:
            found.append(one)
    return tuple(found)


def on_top(form: Form, version: int) -> Form:
    """The form with all that was typed, which saves on top of `version` when it is sent again."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[form.add_prefix("version")] = str(version)
    form.data = data
    return form


def latest_saver(row: Any) -> tuple[str, str]:
    """Who saved a row last, and how long ago in words (empty when not known)."""
    history = getattr(row, "history", None) if row is not None and row.pk else None
    return saver_of(history.select_related("deed").first() if history is not None else None)


def saver_of(past: Any) -> tuple[str, str]:
    """Who wrote a row of the history, and how long ago in words (empty when not known)."""
    if past is None or past.deed is None:
        return _("Somebody"), ""
    ago = timezone.now() - past.history_date
    words = _("a moment") if ago < timedelta(minutes=1) else timesince(past.history_date)
    return past.deed.by_name or _("Somebody"), words


def words_of(field: forms.BoundField, value: Any) -> str:
    """A value of a form's field as people read it: a choice by its label, yes or no, text as it is."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, bool) and not hasattr(field.field, "choices"):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, (list, tuple)) or hasattr(value, "iterator"):
        return "\n".join(words_of(field, one) for one in value)
    return words_of_choice(field.field, value)


def words_of_choice(field: Any, value: Any) -> str:
    """The label of a choice of a field, and any other value as it is."""
    key = str(getattr(value, "pk", value))
    return next((str(label) for code, label in _choices(field) if str(code) == key), str(value))


def _choices(field: Any) -> Iterator[tuple[Any, Any]]:
    """The choices of a field, those in groups too."""
    for code, label in getattr(field, "choices", ()):
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label


def _yours(form: forms.Form, name: str) -> Any:
    """What was typed: rows as the lines in which they were typed, the rest as it was understood."""
    value = form.cleaned_data.get(name)
    rows = isinstance(value, (list, tuple)) and any(isinstance(one, dict) for one in value)
    return form[name].value() if rows else value


def _earlier(row: Any, version: int | None) -> Any:
    """The row as it was at a version; None when that is not known."""
    if not version or not row.pk:
        return None
    named = "version" if hasattr(row, "version") else "history_id"  # as deeds.version_of tells it
    past = row.history.filter(**{named: version}).order_by("-history_id").first()
    return past.instance if past is not None else None
