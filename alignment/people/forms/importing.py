"""What is asked when people come in from a file: which column is what, what happens to known names."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.models import Workspace
from alignment.people.forms.person import TYPED, PersonFields
from alignment.people.services.importing import PersonRow
from alignment.ui.forms import BaseForm, OnceForm
from alignment.ui.table_file import Problem, Table, bare, places_of
from alignment.ui.uploads import table_field

UPDATE, SKIP = "update", "skip"

SEPARATED = [
    ("", _("Tell it from the file")),
    ("comma", _("Comma")),
    ("semicolon", _("Semicolon")),
    ("tab", _("Tab")),
]
EXISTING = [
    (UPDATE, _("Update them: a cell that is filled replaces what is there, a blank one leaves it")),
    (SKIP, _("Leave them as they are")),
]
#: Fields whose cells say one of some words.
CHOSEN = ("role", "interest", "influence")
#: Headings that people use, in small letters and digits alone; the labels of the form are known, too.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "fullname", "person", "stakeholder", "contact", "displayname"),
    "email": ("email", "mail", "emailaddress", "address"),
    "role": ("role", "frameworkrole", "function"),
    "team": ("team", "department", "unit", "division", "organisation", "organization"),
    "interest": ("interest",),
    "influence": ("influence", "power"),
    "next_contact": ("nextcontact", "contactby", "followup", "nextcontactdue", "talkto"),
}
_GERMAN_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")


class PeopleFileForm(BaseForm):
    """The file with people."""

    file = table_field()
    separator = forms.ChoiceField(label=_("What separates the cells"), choices=SEPARATED, required=False)
    existing = forms.ChoiceField(
        label=_("People whose names are known already"),
        choices=EXISTING,
        widget=forms.RadioSelect,
        initial=UPDATE,
    )


class ColumnsForm(OnceForm):
    """Which column of a file says what of a person."""

    file = forms.CharField(widget=forms.HiddenInput, max_length=64)
    separator = forms.ChoiceField(choices=SEPARATED, widget=forms.HiddenInput, required=False)
    existing = forms.ChoiceField(
        label=_("People whose names are known already"), choices=EXISTING, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), table.column_name(place)) for place in range(len(table.header))]
        for name in TYPED:
            self.fields[name] = forms.ChoiceField(
                label=PersonFields.base_fields[name].label,
                choices=[("", _("Not in this file")), *columns],
                required=name == "name",
                error_messages={"required": _("Choose the column with the names.")},
            )
        self.order_fields([*TYPED, "existing"])

    @classmethod
    def guessed(cls, table: Table, *, file: str, separator: str, existing: str) -> "ColumnsForm":
        """The form as the headings suggest it."""
        data = {name: str(place) for name, place in guess(table.header).items()}
        known = {"file": file, "separator": separator, "existing": existing, "request_key": str(uuid4())}
        return cls({**data, **known}, table=table)

    def clean(self) -> dict[str, Any]:
        """One column says one thing."""
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for name in TYPED:
            column = cleaned.get(name, "")
            if column and column in taken:
                self.add_error(name, _("This column is chosen twice. Choose another."))
            taken.add(column)
        return cleaned

    def columns(self) -> dict[str, int]:
        """The place of the column of each field that the file has."""
        return {name: int(self.cleaned_data[name]) for name in TYPED if self.cleaned_data.get(name)}

    @property
    def updates(self) -> bool:
        return self.cleaned_data["existing"] == UPDATE


def guess(header: Iterable[str]) -> dict[str, int]:
    """Which column is what, by its heading; the first that fits."""
    words = {
        name: {*HEADINGS[name], bare(str(PersonFields.base_fields[name].label)), bare(name)} for name in TYPED
    }
    return {name: places[0] for name, places in places_of(header, words).items()}


def rows_of(
    table: Table, columns: dict[str, int], workspace: Workspace
) -> tuple[list[PersonRow], list[Problem]]:
    """Every row that the form of a person accepts, and every other with the reasons."""
    form = PersonFields({}, workspace=workspace)
    words = {name: dict(_words(form, name)) for name in CHOSEN}
    found: list[PersonRow] = []
    problems = list(table.problems)
    seen: dict[str, int] = {}
    for row in table.rows:
        given = {name: row.cells[place] for name, place in columns.items() if row.cells[place]}
        wrong = [*_to_codes(form, given, words)]
        # One form for all rows: making one costs more than asking it.
        form.data = given
        form.full_clean()
        wrong += [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        name = form.cleaned_data.get("name", "").casefold()
        if name and name in seen:
            wrong.append(_now("the same name as in row %(row)s") % {"row": seen[name]})
        seen.setdefault(name, row.number)
        if wrong:
            problems.append(Problem(row.number, "; ".join(wrong)))
        else:
            found.append(PersonRow(row.number, {key: form.cleaned_data[key] for key in given}))
    return found, sorted(problems, key=lambda one: one.row)


def _to_codes(form: PersonFields, given: dict[str, str], words: dict[str, dict[str, str]]) -> Iterator[str]:
    """Puts codes for the words of choices and a plain date for a written one; says what is not known."""
    for name in CHOSEN:
        if name not in given:
            continue
        code = words[name].get(bare(given[name]))
        if code is None:
            known = ", ".join(str(label) for value, label in _choices(form, name) if value)
            said = {"label": form[name].label, "word": given.pop(name)[:40], "known": known}
            yield _now("%(label)s: “%(word)s” is not known. Known are: %(known)s") % said
        else:
            given[name] = code
    if day := given.get("next_contact"):
        plain = _day(day)
        if plain is None:
            said = {"label": form["next_contact"].label, "word": given.pop("next_contact")[:40]}
            yield _now("%(label)s: “%(word)s” is no date. Write it as 2026-12-05") % said
        else:
            given["next_contact"] = plain


def _day(text: str) -> str | None:
    """A date in plain form: written as 2026-12-05 or 5.12.2026. Nothing that can be read in two ways."""
    german = _GERMAN_DAY.match(text)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _words(form: PersonFields, name: str) -> Iterator[tuple[str, str]]:
    for code, label in _choices(form, name):
        yield bare(code), code
        yield bare(str(label)), code


def _choices(form: PersonFields, name: str) -> list[tuple[str, Any]]:
    return list(form.fields[name].choices)  # type: ignore[attr-defined]
