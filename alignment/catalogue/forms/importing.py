"""What is asked when a catalogue comes in: the file, which column is what, whether it is all there is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.catalogue.targets import TARGETS
from alignment.skills.upload import ListColumnsForm, list_field
from alignment.ui.forms import BaseForm
from alignment.ui.table_file import Table

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
LONGEST_SAMPLE = 24
NOT_IN_FILE = ("", _("Not in this file"))


class CatalogueFileForm(BaseForm):
    """The file that a learning system wrote."""

    file = list_field()


class CatalogueColumnsForm(ListColumnsForm):
    """Which column says what of an item, and whether the file is all there is."""

    targets = TARGETS
    labels = {name: label for name, (label, _help) in LABELS.items()}

    whole = forms.BooleanField(
        label=_("This file is the whole catalogue: mark what is missing from it as gone"), required=False
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        """Each column is named with two of its cells, so that people know it again."""
        super().__init__(*args, table=table, **kwargs)
        columns = [(str(place), _choice(table, place)) for place in range(len(table.header))]
        for field in self.column_fields():
            self.give_choices(field.name, [NOT_IN_FILE, *columns])
            field.field.help_text = field.help_text = LABELS[field.name][1]


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
