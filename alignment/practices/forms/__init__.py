"""The form about a practice: how far it is kept, and what shows it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.practices.words import SCORES
from alignment.ui.forms import BaseForm, OnceForm, TextField


class AnswerForm(OnceForm, BaseForm):
    """How far a practice is kept, as somebody judges it."""

    score = forms.TypedChoiceField(
        label=_("How far?"),
        coerce=int,
        choices=[(score, words) for score, words in SCORES.items()],
        widget=forms.RadioSelect,
    )
    note = TextField(
        label=_("What shows it?"),
        required=False,
        help_text=_("An example somebody else could check."),
    )
    on = forms.DateField(label=_("On"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Enter the day on which it was judged, not one to come."))
        return day
