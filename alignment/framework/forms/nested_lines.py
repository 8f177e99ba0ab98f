"""The rows of a nested list (costs, benefits, shares) in an item's form, and blank ones to add more."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import PersonField
from alignment.framework.queries.values import Row
from alignment.ui.formats import plain
from alignment.ui.forms import dress

MOST = 40  # lines that one form takes
REMOVE = "remove"
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LineKind:
    """One nested list as fields: its columns in their order, and how they stand beside each other.

    `least` is how many lines there is room for at the start. `more` are rows that stand folded, under
    the words `more_title`. `title` names a line by its number, `another` a blank one.
    """

    name: str
    columns: tuple[str, ...]
    make: Callable[[], dict[str, forms.Field]]
    rows: Rows
    title: Callable[[int], str]
    another: str | Promise
    least: int = 1
    more: Rows = ()
    more_title: str | Promise = ""


@dataclass(frozen=True)
class LineGroup:
    """The fields of one line as the form shows them."""

    title: str
    rows: list[list[BoundField]]
    more: list[list[BoundField]]
    more_title: str

    @property
    def is_open(self) -> bool:
        """Whether something is said, or wrong, in what stands folded."""
        folded = [field for row in self.more for field in row]
        return any(field.errors or field.value() not in (None, "", False) for field in folded)

    @property
    def fields(self) -> list[BoundField]:
        """All of them, in their order."""
        return [field for row in (*self.rows, *self.more) for field in row]


class NestedLines:
    """The lines of one nested list as fields of a form: `costs_0_amount`, and so on.

    `there` are the lines that the item has. A line that is ticked to be taken out goes; a row in which
    nothing is said is no line.
    """

    def __init__(self, form: Any, kind: LineKind, there: tuple[Row, ...]) -> None:
        self.form, self.kind, self.there = form, kind, len(there)
        self.count = self._count()
        for number in range(self.count):
            fields = kind.make()
            if number < self.there:
                fields[REMOVE] = forms.BooleanField(label=_("Take this line out"), required=False)
            for column, field in fields.items():
                dress(field)
                if isinstance(field, PersonField):
                    field.widget.attrs["list"] = form.people_list
                form.fields[self.field(number, column)] = field

    def _count(self) -> int:
        """Room for the lines that are there, for those that were typed, and some more."""
        said = [*self.form.initial, *(self.form.data or ())]
        pattern = re.compile(rf"{self.kind.name}_(\d{{1,2}})_")
        numbers = [int(found[1]) for one in said if (found := pattern.match(one))]
        return min(MOST, max([self.kind.least, self.there + 1, *(number + 1 for number in numbers)]))

    def field(self, number: int, column: str) -> str:
        """The name of one field of one line."""
        return f"{self.kind.name}_{number}_{column}"

    def names(self) -> tuple[str, ...]:
        """The names of all fields, but for those that the form left out."""
        columns = (*self.kind.columns, REMOVE)
        every = (self.field(number, column) for number in range(self.count) for column in columns)
        return tuple(name for name in every if name in self.form.fields)

    def groups(self) -> list[LineGroup]:
        """The lines as the form shows them."""
        return [
            LineGroup(
                self.kind.title(number)
                if number < max(self.there, self.kind.least - 1)
                else str(self.kind.another),
                self._bound(number, self._rows()),
                self._bound(number, self.kind.more),
                str(self.kind.more_title),
            )
            for number in range(self.count)
        ]

    def _rows(self) -> Rows:
        """The rows of fields; the box that takes the line out comes last where the kind names no place."""
        placed = any(REMOVE in row for row in self.kind.rows)
        return self.kind.rows if placed else (*self.kind.rows, (REMOVE,))

    def _bound(self, number: int, rows: Rows) -> list[list[BoundField]]:
        named = ([self.field(number, column) for column in row] for row in rows)
        found = ([self.form[name] for name in row if name in self.form.fields] for row in named)
        return [row for row in found if row]

    def said(self, given: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The lines that were typed, in order; `given` are values of the first line that stand elsewhere."""
        return [line for _number, line in self.numbered(given)]

    def numbered(self, given: Mapping[str, Any] | None = None) -> list[tuple[int, dict[str, Any]]]:
        """The same, each with the number of its fields."""
        found = []
        for number in range(self.count):
            line = {column: self._cleaned(number, column) for column in self.kind.columns}
            if number == 0 and given:
                line |= given
            if self._cleaned(number, REMOVE) or not any(map(_says_something, line.values())):
                continue
            found.append((number, line))
        return found

    def _cleaned(self, number: int, column: str) -> Any:
        return self.form.cleaned_data.get(self.field(number, column))


def _says_something(value: Any) -> bool:
    return value not in (None, "") and value is not False


def initial_lines(kind: LineKind, rows: Iterable[Row], names: Mapping[int, str]) -> dict[str, Any]:
    """What the fields show for stored lines; `names` are people's by id."""
    found: dict[str, Any] = {}
    for number, row in enumerate(rows):
        for column, value in zip(kind.columns, row, strict=True):
            if column == "confirmed_by":
                value = names.get(value or 0, "")
            found[f"{kind.name}_{number}_{column}"] = plain(value) if isinstance(value, Decimal) else value
    return found
