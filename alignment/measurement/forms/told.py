"""Who is told where a metric stands and how often, as rows of fields in the metric's form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.models import Metric, Person
from alignment.ui.forms import WorkspaceForm, dress

MOST = 30  # people that one form takes
Rows = list[tuple[int, str]]  # a person's id and a cadence


@dataclass(frozen=True)
class FieldGroup:
    """The fields of one row as the form shows them, beside each other."""

    title: str
    fields: list[BoundField]


class ToldRows(WorkspaceForm):
    """A form with a row for each person who is told, and one more: `told_0_person`, `told_0_cadence`.

    A row without a person is no row; taking somebody out is choosing nobody.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = range(self._count())
        people = [("", _("Nobody")), *self._people()]
        for place in self.places:
            person = forms.TypedChoiceField(
                label=_("Person"), choices=people, coerce=int, empty_value=None, required=False
            )
            often = forms.ChoiceField(
                label=_("How often"), choices=[("", _("Not set")), *Metric.Cadence.choices], required=False
            )
            for name, field in (("person", person), ("cadence", often)):
                dress(field)
                self.fields[f"told_{place}_{name}"] = field

    def field_groups(self) -> list[FieldGroup]:
        """The rows, for the part under More."""
        return [
            FieldGroup(
                _now("Who is told: %(number)s") % {"number": place + 1},
                [self[f"told_{place}_{name}"] for name in ("person", "cadence")],
            )
            for place in self.places
        ]

    def told(self) -> Rows:
        """Whom to tell how often, in the order of the rows."""
        rows = ((self._said(place, "person"), self._said(place, "cadence")) for place in self.places)
        return [(person, often) for person, often in rows if person]

    def first(self) -> list[BoundField]:
        return [field for field in super().first() if not field.name.startswith("told_")]

    def more_is_open(self) -> bool:
        groups = self.field_groups()
        return super().more_is_open() or any(field.errors for group in groups for field in group.fields)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen: set[int] = set()
        for place in self.places:
            person, often = self._said(place, "person"), self._said(place, "cadence")
            if person and not often:
                self.add_error(f"told_{place}_cadence", _("Choose how often this person is told."))
            elif often and not person and f"told_{place}_person" not in self.errors:
                self.add_error(f"told_{place}_person", _("Choose who is told, or clear “How often”."))
            if person in seen:
                self.add_error(f"told_{place}_person", _("This person stands in another row already."))
            seen |= {person} if person else set()
        return cleaned

    def _said(self, place: int, name: str) -> Any:
        return self.cleaned_data.get(f"told_{place}_{name}")

    def _count(self) -> int:
        """Room for those who are told, for what was typed, and for one more."""
        names = [*self.initial, *(self.data or ())]
        there = [int(found[1]) for one in names if (found := re.match(r"told_(\d{1,2})_person$", one))]
        return min(MOST, max(there, default=-1) + 2)

    def _people(self) -> Iterable[tuple[int, str]]:
        """Everybody of the workspace, and who is told although they were archived."""
        told = [value for name, value in self.initial.items() if re.match(r"told_\d+_person$", name)]
        known = Person.objects.filter(Q(archived_at=None) | Q(pk__in=told), workspace=self.workspace)
        return ((person.pk, str(person)) for person in known)
