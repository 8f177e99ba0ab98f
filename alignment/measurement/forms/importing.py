"""What is asked when readings come in from a file."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.measurement.written import COMMA, DAY_FIRST, MONTH_FIRST, POINT
from alignment.ui.forms import BaseForm
from alignment.ui.uploads import table_field

FIRST = [
    ("", _("Refuse dates that can be two days, such as 03/04/2026")),
    (DAY_FIRST, _("Day first: 03/04/2026 is 3 April")),
    (MONTH_FIRST, _("Month first: 03/04/2026 is 4 March")),
]
MARKS = [
    ("", _("Refuse numbers that can be two, such as 1,234")),
    (POINT, _("Point before decimals: 1,234.5")),
    (COMMA, _("Comma before decimals: 1.234,5")),
]


class WrittenForm(BaseForm):
    """How a file writes days and numbers."""

    order = forms.ChoiceField(label=_("Dates with slashes"), choices=FIRST, required=False)
    mark = forms.ChoiceField(label=_("Numbers"), choices=MARKS, required=False)


class ReadingsFileForm(WrittenForm):
    """The file with readings."""

    file = table_field()
    field_order = ("file", "order", "mark")

    class Meta:
        more = ("order", "mark")


class PreviewForm(WrittenForm):
    """A file that was looked at, by the name under which it is kept."""

    file = forms.CharField(widget=forms.HiddenInput, max_length=64)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, name: str, form: ReadingsFileForm) -> "PreviewForm":
        """The form of a file that has just been kept."""
        said: dict[str, Any] = {key: form.cleaned_data[key] for key in ("order", "mark")}
        return cls(said | {"file": name, "request_key": uuid4()})
