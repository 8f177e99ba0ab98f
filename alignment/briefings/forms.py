"""The form for what people write into a briefing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.ui.forms import BaseForm, LineField, TextField


class WordingForm(BaseForm):
    """Words that stand over what the data says; a blank field lets the data speak."""

    headline = LineField(
        label=_("Headline"),
        max_length=240,
        required=False,
        help_text=_("The conclusion in one sentence. Blank: it is written from the data."),
    )
    decision = TextField(
        label=_("Decision wanted"), required=False, help_text=_("What you ask for, with the amount.")
    )
    decision_date = forms.DateField(label=_("Decide by"), required=False)
    options = TextField(label=_("Options, one on each line"), required=False, rows=4)
    if_nobody_decides = TextField(label=_("What happens if nobody decides"), required=False, rows=2)
    risks = TextField(
        label=_("Limits, one on each line"),
        required=False,
        rows=4,
        help_text=_("Blank: the gaps an executive must know of, from the data."),
    )
    next_90_days = TextField(
        label=_("Next 90 days, one on each line"),
        required=False,
        rows=4,
        help_text=_("Stands above the dates that come from the plan."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
