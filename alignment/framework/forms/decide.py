"""What is decided about an initiative, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Decision
from alignment.ui.forms import OnceForm, TextField


class DecideForm(OnceForm):
    """Keep, link, change or stop, with the reason; for stop also what is done instead."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=Decision.Kind.choices, widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Why"),
        rows=2,
        help_text=_("In words that hold in a year, when somebody asks."),
    )
    instead = TextField(
        label=_("What is done instead"),
        rows=2,
        required=False,
        help_text=_("Needed to stop it. If nothing takes its place, say so."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("decision") == Decision.Kind.STOP and not (said.get("instead") or "").strip():
            self.add_error("instead", _("Say what is done instead. If nothing takes its place, say so."))
        return said
