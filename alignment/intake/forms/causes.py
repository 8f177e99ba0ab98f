"""The form of a possible cause."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import CauseKind, RivalCause
from alignment.ui.forms import BaseForm, LineField, OnceForm, TextField

FIELDS = ("text", "kind", "would_show", "found", "chosen")


class CauseForm(OnceForm, BaseForm):
    """One explanation: what it is, what would show it, what was found."""

    text = LineField(
        label=_("What could explain it?"),
        max_length=300,
        error_messages={"required": _("Say what could explain it.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose one")), *CauseKind.choices],
        help_text=_(
            "Learning changes a lack of skill; the others need something else, or something besides."
        ),
    )
    would_show = TextField(
        label=_("What would show it?"),
        required=False,
        rows=2,
        help_text=_("What you would have to look at to tell it from the others, and who has those figures."),
    )
    found = TextField(
        label=_("What was found?"),
        required=False,
        rows=2,
        help_text=_("In a sentence: the draft of the reply quotes it if this is the cause."),
    )
    chosen = forms.BooleanField(label=_("This is it"), required=False)

    def fields_said(self) -> dict[str, Any]:
        """The cause's own fields, for the service."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class EditCauseForm(CauseForm):
    """A possible cause as it is, to be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def shown(cause: RivalCause) -> dict[str, Any]:
    """What the form shows of a possible cause."""
    return {name: getattr(cause, name) for name in FIELDS}
