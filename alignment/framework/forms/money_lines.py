"""Cost and benefit lines in an initiative's form: what can be said of each, and what must fit together."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import AmountField, DayField, MaybeField, PersonField
from alignment.framework.forms.nested_lines import LineKind
from alignment.models import BenefitLine, CostLine, PerformanceOutcome
from alignment.ui.forms import LineField


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


def rate() -> forms.Field:
    """What one unit of another currency is worth, typed by somebody."""
    return AmountField(
        label=_("Exchange rate"),
        min_value=0,
        help_text=_("What one unit of its currency is worth in ours. Without it the line is not added up."),
    )


def cost_fields() -> dict[str, forms.Field]:
    """The fields of one cost line."""
    return {
        "kind": MaybeField(CostLine.Kind.choices, label=_("Kind")),
        "amount": AmountField(label=_("Amount"), min_value=0),
        "currency": CurrencyField(label=_("Currency"), required=False),
        "state": MaybeField(CostLine.State.choices, label=_("State")),
        "note": LineField(label=_("Note"), required=False, max_length=300),
        "amount_to": AmountField(
            label=_("At most"), min_value=0, help_text=_("The upper end, if the amount is a range.")
        ),
        "rate": rate(),
        "hours": AmountField(label=_("Hours"), min_value=0, help_text=_("People's time in this line.")),
        "date": DayField(label=_("When it falls due")),
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
        "amount_to": AmountField(label=_("At most"), help_text=_("The upper end, if the amount is a range.")),
        "rate": rate(),
        "start": DayField(label=_("Comes in from")),
        "end": DayField(label=_("Comes in until"), help_text=_("Both days give the month of payback.")),
        "beneficiary": LineField(label=_("Who benefits"), required=False, max_length=120),
        "intangible": forms.BooleanField(
            label=_("Not put into money"),
            required=False,
            help_text=_("Worth having: it is listed beside the numbers and never added up."),
        ),
    }


COST = LineKind(
    name="costs",
    columns=("kind", "amount", "amount_to", "currency", "rate", "hours", "date", "state", "note"),
    make=cost_fields,
    rows=(("kind", "amount", "currency", "state"), ("note",)),
    title=lambda number: _now("Cost %(number)s") % {"number": number + 1},
    another=_("Another cost"),
    least=2,  # the first cost is the one figure, for which there is another field
    more=(("amount_to", "rate"), ("hours", "date")),
    more_title=_("Range, exchange rate, hours, date"),
)
BENEFIT = LineKind(
    name="benefits",
    columns=(
        *("text", "beneficiary", "amount", "amount_to", "intangible", "attribution", "confidence"),
        *("currency", "rate", "start", "end", "state", "outcome", "period", "confirmed_by"),
    ),
    make=benefit_fields,
    rows=(
        ("text",),
        ("amount", "currency", "attribution", "confidence"),
        ("state", "period", "outcome", "confirmed_by"),
    ),
    title=lambda number: _now("Benefit %(number)s") % {"number": number + 1},
    another=_("Another benefit"),
    more=(("amount_to", "rate"), ("start", "end"), ("beneficiary",), ("intangible",)),
    more_title=_("Range, exchange rate, dates, who benefits"),
)


def misfits(line: dict[str, Any], currency: str) -> dict[str, str]:
    """What does not fit together in a cost or benefit line, by column; `currency` is the workspace's own."""
    found = {}
    amount, most = line["amount"], line["amount_to"]
    if most is not None and (amount is None or most < amount):
        found["amount_to"] = _now("Enter an upper end that is not below the amount.")
    if line["rate"] is not None:
        if line["rate"] <= 0:
            found["rate"] = _now("Enter a rate above 0.")
        elif line["currency"] in (None, "", currency):
            found["rate"] = _now("Say first which other currency the line is in.")
    start, end = line.get("start"), line.get("end")
    if start and end and end < start:
        found["end"] = _now("Enter an end after the start.")
    return found
