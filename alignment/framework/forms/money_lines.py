"""Cost and benefit lines in an initiative's form: fields for each line, and blank ones to add more."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import AmountField, MaybeField, PersonField
from alignment.framework.queries.choices import Offer
from alignment.framework.queries.values import Row
from alignment.models import BenefitLine, CostLine, PerformanceOutcome
from alignment.ui.formats import plain
from alignment.ui.forms import LineField, dress

MOST = 40  # lines that one form takes
REMOVE = "remove"
COST = ("kind", "amount", "currency", "state", "note")
BENEFIT = (
    *("text", "amount", "attribution", "confidence", "currency", "state", "outcome", "period"),
    "confirmed_by",
)
#: How the fields of a line stand beside each other.
COST_ROWS = (("kind", "amount", "currency", "state"), ("note",), (REMOVE,))
BENEFIT_ROWS = (
    ("text",),
    ("amount", "currency", "attribution", "confidence"),
    ("state", "period", "outcome", "confirmed_by"),
    (REMOVE,),
)
LEAST = {"costs": 2, "benefits": 1}  # the first cost is the one figure, for which there is another field


class CurrencyField(LineField):
    """Three letters; empty stands for the workspace's currency."""

    def clean(self, value: Any) -> Any:
        code = str(super().clean(value)).upper()
        if code and not re.fullmatch("[A-Z]{3}", code):
            raise forms.ValidationError(_("Use three letters, such as EUR."))
        return code


def share(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100, max_digits=9, decimal_places=6
    )


def cost_fields() -> dict[str, forms.Field]:
    """The fields of one cost line."""
    return {
        "kind": MaybeField(CostLine.Kind.choices, label=_("Kind")),
        "amount": AmountField(label=_("Amount"), min_value=0),
        "currency": CurrencyField(label=_("Currency"), required=False),
        "state": MaybeField(CostLine.State.choices, label=_("State")),
        "note": LineField(label=_("Note"), required=False, max_length=300),
    }


def benefit_fields() -> dict[str, forms.Field]:
    """The fields of one benefit line."""
    return {
        "text": LineField(label=_("What it brings"), required=False, max_length=300),
        "amount": AmountField(label=_("Amount")),
        "currency": CurrencyField(label=_("Currency"), required=False),
        "attribution": share(_("Our share in %")),
        "confidence": share(_("How certain in %")),
        "state": MaybeField(BenefitLine.State.choices, label=_("State")),
        "period": LineField(label=_("Period"), required=False, max_length=60),
        "outcome": forms.ModelChoiceField(
            PerformanceOutcome.objects.all(), label=_("Comes from"), required=False, empty_label=_("Not said")
        ),
        "confirmed_by": PersonField(label=_("Confirmed by")),
    }


@dataclass(frozen=True)
class LineGroup:
    """The fields of one line as the form shows them."""

    title: str
    rows: list[list[BoundField]]


class MoneyLines:
    """The lines of one nested list (costs, benefits) as fields of a form: `costs_0_amount`, and so on.

    `there` are the lines that the item has. A line that is ticked to be removed goes; a row in which
    nothing is said is no line.
    """

    def __init__(
        self,
        form: Any,
        name: str,
        make: Callable[[], dict[str, forms.Field]],
        there: tuple[Row, ...],
        outcomes: Offer | None = None,
    ) -> None:
        self.form, self.name, self.there = form, name, len(there)
        self.columns = COST if name == "costs" else BENEFIT
        self.count = self._count()
        for number in range(self.count):
            fields = make()
            if number < self.there:
                fields[REMOVE] = forms.BooleanField(label=_("Take this line out"), required=False)
            for column, field in fields.items():
                dress(field)
                if isinstance(field, PersonField):
                    field.widget.attrs["list"] = form.people_list
                if isinstance(field, forms.ModelChoiceField):
                    field.queryset = PerformanceOutcome.objects.filter(workspace=form.workspace)
                    chosen = outcomes.choices if outcomes else ()
                    field.choices = [("", field.empty_label), *chosen]
                form.fields[self.field(number, column)] = field

    def _count(self) -> int:
        """Room for the lines that are there, for those that were typed, and some more."""
        said = [*self.form.initial, *(self.form.data or ())]
        numbers = [int(found[1]) for one in said if (found := re.match(rf"{self.name}_(\d{{1,2}})_", one))]
        return min(MOST, max([LEAST[self.name], self.there + 1, *(number + 1 for number in numbers)]))

    def field(self, number: int, column: str) -> str:
        return f"{self.name}_{number}_{column}"

    def names(self) -> tuple[str, ...]:
        """The names of all fields, but for those that the form left out."""
        every = (
            self.field(number, column) for number in range(self.count) for column in (*self.columns, REMOVE)
        )
        return tuple(name for name in every if name in self.form.fields)

    def groups(
        self, rows: Iterable[tuple[str, ...]], title: Callable[[int], str], new: str
    ) -> list[LineGroup]:
        """The lines as the form shows them; `new` is the title of a blank one."""
        found = []
        for number in range(self.count):
            fields = ([self.field(number, column) for column in row] for row in rows)
            there = [[self.form[name] for name in row if name in self.form.fields] for row in fields]
            named = title(number) if number < max(self.there, LEAST[self.name] - 1) else new
            found.append(LineGroup(named, [row for row in there if row]))
        return found

    def said(self, given: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The lines that were typed, in order; `given` are values of the first line that stand elsewhere."""
        found = []
        for number in range(self.count):
            line = {column: self._cleaned(number, column) for column in self.columns}
            if number == 0 and given:
                line |= given
            if self._cleaned(number, REMOVE) or not any(value not in (None, "") for value in line.values()):
                continue
            found.append(line)
        return found

    def _cleaned(self, number: int, column: str) -> Any:
        return self.form.cleaned_data.get(self.field(number, column))


def initial_lines(name: str, rows: Iterable[Row], names: Mapping[int, str]) -> dict[str, Any]:
    """What the fields show for stored lines."""
    found: dict[str, Any] = {}
    for number, row in enumerate(rows):
        for column, value in zip(COST if name == "costs" else BENEFIT, row, strict=True):
            if column == "confirmed_by":
                value = names.get(value or 0, "")
            found[f"{name}_{number}_{column}"] = plain(value) if isinstance(value, Decimal) else value
    return found


def cost_title(number: int) -> str:
    return _now("Cost %(number)s") % {"number": number + 1}


def benefit_title(number: int) -> str:
    return _now("Benefit %(number)s") % {"number": number + 1}
