"""What is asked when a catalogue comes in: the file, which column is what, whether it is all there is."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.catalogue.targets import TARGETS
from alignment.skills.rowwise import LIMITS, MOST_BYTES, told_columns
from alignment.ui.forms import BaseForm, OnceForm
from alignment.ui.table_file import Table
from alignment.ui.uploads import table_field

#: What fields are called on the form; below each is told what a cell may hold.
LABELS: dict[str, tuple[Any, Any]] = {
    "key": (_("Key"), _("What the learning system calls the item. Without it, the title.")),
    "title": (_("Title"), ""),
    "description": (_("Description"), ""),
    "url": (_("Address"), ""),
    "provider": (_("Provider"), ""),
    "kind": (_("Kind"), _("Course, video, workshop …")),
    "hours": (_("Hours"), _("1.5, 90 min, 1:30")),
    "cost": (_("Cost"), _("49, $49, 1.200,50 €, free")),
    "currency": (_("Currency"), _("EUR, USD …")),
    "seats": (_("Seats or enrolments"), _("124, 5.3k")),
    "level": (_("Level"), ""),
    "status": (_("Status"), _("Whether it is retired.")),
    "skills": (_("Skills"), _("Several: separated by commas, semicolons, bars or lines.")),
}
FIELDS = tuple(one.name for one in TARGETS)
LONGEST_SAMPLE = 24


class CatalogueFileForm(BaseForm):
    """The file that a learning system wrote."""

    file = table_field(most=MOST_BYTES, limits=LIMITS)


class ColumnsForm(OnceForm):
    """Which column says what of an item."""

    file = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    whole = forms.BooleanField(
        label=_("This file is the whole catalogue: mark what is missing from it as gone"), required=False
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), _choice(table, place)) for place in range(len(table.header))]
        for name in FIELDS:
            label, help_text = LABELS[name]
            self.fields[name] = forms.ChoiceField(
                label=label,
                help_text=help_text,
                choices=[("", _("Not in this file")), *columns],
                required=name == "title",
                error_messages={"required": _("Choose the column with the titles.")},
            )
        self.order_fields([*FIELDS, "whole"])

    @classmethod
    def guessed(cls, table: Table, kept: Mapping[str, str], *, file: str, name: str) -> "ColumnsForm":
        """The form as the last import or the headings suggest it."""
        places = {table.column_name(place): place for place in range(len(table.header))}
        kept_places = {field: places[heading] for field, heading in kept.items() if heading in places}
        found = kept_places if "title" in kept_places else told_columns(table, TARGETS)
        said = {field: str(place) for field, place in found.items() if field in FIELDS}
        initial: dict[str, str] = {**said, "file": file, "name": name, "request_key": str(uuid4())}
        return cls(initial=initial, table=table)

    def clean(self) -> dict[str, Any]:
        """One column says one thing."""
        cleaned = super().clean() or {}
        taken: set[str] = set()
        for name in FIELDS:
            column = cleaned.get(name, "")
            if column and column in taken:
                self.add_error(name, _("This column is chosen twice. Choose another."))
            taken.add(column)
        return cleaned

    def columns(self) -> dict[str, int]:
        """The place of the column of each field that the file has."""
        return {name: int(self.cleaned_data[name]) for name in FIELDS if self.cleaned_data.get(name)}

    def headings(self, table: Table) -> dict[str, str]:
        """The same by heading, to be remembered."""
        return {name: table.column_name(place) for name, place in self.columns().items()}


def _choice(table: Table, place: int) -> str:
    """A column with two of its cells, so that people know it again."""
    samples: list[str] = []
    for row in table.rows[:200]:
        cell = " ".join(row.cells[place].split())
        if cell and cell not in samples:
            samples.append(cell)
        if len(samples) == 2:
            break
    short = [one if len(one) <= LONGEST_SAMPLE else one[:LONGEST_SAMPLE].rstrip() + "…" for one in samples]
    heading = table.column_name(place)
    heading = heading if len(heading) <= 60 else heading[:60].rstrip() + "…"
    return f"{heading} ({' · '.join(short)})" if short else heading
