"""Forms about hints: which one is meant, and why it is set aside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.rules.gaps import HINTS, Gap
from alignment.ui.forms import BaseForm, TextField

KEY = 60


class HintForm(BaseForm):
    """Names a hint: its kind, the key of its item and, of a link, that of its upper end."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in sorted(HINTS)])
    item = forms.CharField(max_length=KEY)
    other = forms.CharField(max_length=KEY, required=False)

    def names(self, hint: Gap) -> bool:
        """Whether it is this hint that is meant."""
        said = self.cleaned_data
        return (hint.kind.value, hint.key, hint.other) == (said["kind"], said["item"], said["other"])


class DismissForm(BaseForm):
    """Why a hint is set aside."""

    reason = TextField(
        label=_("Why can it be set aside?"),
        rows=2,
        max_length=2000,
        help_text=_("It stays out of the list until somebody brings it back. The reason stays with it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["data-focus"] = True
        self.fields["reason"].error_messages["required"] = _("Say why it is set aside.")
