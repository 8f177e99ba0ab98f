"""Shows both texts when two people saved the same row: nobody's words are lost."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from alignment.ui.forms import BaseForm


@dataclass(frozen=True)
class Difference:
    """One field that differs between what is stored now and what was sent."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while this form was open."""

    who: str
    when: datetime | None
    version: int
    differences: list[Difference]


def conflict_of(form: BaseForm, current: models.Model, initial: dict[str, object]) -> Conflict:
    """The fields of a sent form that differ from `current`, whose own form would show `initial`."""
    past = current.history.first()  # type: ignore[attr-defined]
    theirs = type(form)(initial=initial, **_kept(form))
    differences = [
        Difference(
            str(form[name].label),
            _words(theirs[name], initial.get(name)),
            _words(form[name], form[name].data),
        )
        for name in form.fields
        if not form[name].is_hidden and form.fields[name].has_changed(initial.get(name), form[name].data)
    ]
    return Conflict(
        who=str(past.history_user) if past and past.history_user else _("Somebody"),
        when=past.history_date if past else None,
        version=current.version,  # type: ignore[attr-defined]
        differences=differences,
    )


def _kept(form: BaseForm) -> dict[str, object]:
    workspace = getattr(form, "workspace", None)
    return {"workspace": workspace} if workspace is not None else {}


def _words(bound: object, value: object) -> str:
    """A value as people read it: a choice by its label, yes or no, text as it is."""
    field = bound.field  # type: ignore[attr-defined]
    if value in (None, "", False):
        return "–" if value is not False else _("No")
    if value is True or value == "on":
        return _("Yes")
    for choice, label in getattr(field, "choices", ()):
        if str(choice) == str(value):
            return str(label)
    return str(value)
