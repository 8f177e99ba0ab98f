"""Rows of a form that can be as many as needed: blank ones to fill in, more after saving."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from alignment.ui.forms import BaseForm, dress

MOST = 40  # rows that one form takes


class Lines:
    """Fields named `people_0_who`, `people_1_who` and so on. A row in which nothing is said is no row."""

    def __init__(
        self, form: BaseForm, name: str, make: Callable[[], dict[str, forms.Field]], *, there: int, blank: int
    ) -> None:
        self.form, self.name = form, name
        self.columns = tuple(make())
        self.count = self._count(there, blank)
        for number in range(self.count):
            for column, field in make().items():
                dress(field)
                form.fields[self.field(number, column)] = field

    def _count(self, there: int, blank: int) -> int:
        said = self.form.data or ()
        numbers = [int(found[1]) for one in said if (found := re.match(rf"{self.name}_(\d{{1,2}})_", one))]
        return min(MOST, max([there + blank, *(number + 1 for number in numbers)]))

    def field(self, number: int, column: str) -> str:
        return f"{self.name}_{number}_{column}"

    @property
    def rows(self) -> list[list[BoundField]]:
        """The fields row by row, as the page shows them."""
        return [
            [self.form[self.field(number, column)] for column in self.columns] for number in range(self.count)
        ]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for row in self.rows for field in row)

    def said(self, without: tuple[str, ...] = ()) -> list[tuple[int, dict[str, Any]]]:
        """The rows in which something is said, with their numbers; `without` columns say nothing alone."""
        found = []
        for number in range(self.count):
            row = {column: self.form.cleaned_data.get(self.field(number, column)) for column in self.columns}
            if any(value not in (None, "") for column, value in row.items() if column not in without):
                found.append((number, row))
        return found


def initial_rows(name: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """What the fields show for rows that are there."""
    return {
        f"{name}_{number}_{column}": value for number, row in enumerate(rows) for column, value in row.items()
    }
