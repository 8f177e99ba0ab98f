"""The grid in which readings of many metrics are entered at once: one date, one row a metric."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.measurement.forms.numbers import DayField
from alignment.measurement.queries import MeasuredMetric
from alignment.measurement.services.many import NewReading
from alignment.measurement.written import POINT, TwoWays, Unclear, read_number, takes_percent
from alignment.ui.formats import plain
from alignment.ui.forms import BaseForm, LineField, OnceForm


class WrittenNumberField(forms.CharField):
    """A number typed as text: what a browser cannot read as one is told, not swallowed.

    A single point stands before decimals, as in every other form; what is unclear is refused.
    """

    def __init__(self, *, percent: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.percent = percent
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Decimal | None:
        """The number; None for a blank cell."""
        text = super().clean(value)
        if not text:
            return None
        single = text.count(POINT) == 1 and "," not in text
        try:
            return read_number(text, POINT if single else "", percent=self.percent)
        except TwoWays as problem:
            words = _("“%(text)s” can be two numbers. Write %(large)s or %(small)s.")
            both = {"text": problem.text, "large": problem.large, "small": problem.small}
            raise forms.ValidationError(words, params=both) from None
        except Unclear as problem:
            raise forms.ValidationError(str(problem)) from None

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value


class GridForm(OnceForm):
    """What all rows of the grid have in common."""

    date = DayField(label=_("Date"), help_text=_("The day all values are true for. A blank row is left out."))
    draft = forms.BooleanField(
        label=_("Keep them as drafts"), required=False, help_text=_("They count once they are approved.")
    )

    def __init__(self, *args: Any, metrics: list[MeasuredMetric], approves: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"date": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.approves = approves
        if not approves:
            del self.fields["draft"]
        data = args[0] if args else None
        self.rows = [RowForm(data, measured=one, prefix=f"metric-{one.metric.id}") for one in metrics]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        wrong = [row for row in self.rows if not row.is_valid()]
        for row in wrong:
            said = " ".join(str(message) for messages in row.errors.values() for message in messages)
            self.add_error(None, f"{row.measured.metric.title}: {said}")
        if not wrong and not any(row.says_something() for row in self.rows):
            self.add_error(None, _("Nothing is entered. Fill in the value of at least one metric."))
        return cleaned

    def readings(self) -> list[NewReading]:
        """What is filled in."""
        day = self.cleaned_data["date"]
        return [
            NewReading(row.measured.metric.id, day, row.cleaned_data["value"], row.cleaned_data["note"])
            for row in self.rows
            if row.says_something()
        ]

    def keeps_drafts(self) -> bool:
        return not self.approves or bool(self.cleaned_data["draft"])


class RowForm(BaseForm):
    """The new value of one metric; blank for none."""

    note = LineField(label=_("Note"), max_length=1000, required=False)

    def __init__(self, *args: Any, measured: MeasuredMetric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measured = measured
        percent = takes_percent(measured.metric.unit)
        self.fields["value"] = WrittenNumberField(label=_("Value"), required=False, percent=percent)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("note") and cleaned.get("value") is None and not self.has_error("value"):
            self.add_error("value", _("Enter the value that the note is about."))
        return cleaned

    def says_something(self) -> bool:
        return self.cleaned_data.get("value") is not None
