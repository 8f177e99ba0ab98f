"""Which drafts are approved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.measurement.queries.drafts import Draft
from alignment.ui.forms import BaseForm


class DraftsForm(BaseForm):
    """The drafts that somebody may approve, all ticked at first."""

    readings = forms.MultipleChoiceField(
        label=_("Readings"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("A reading has changed since the page was opened. Look at the list again.")
        },
    )

    def __init__(self, *args: Any, drafts: list[Draft], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {draft.choice: draft for draft in drafts if not draft.why_not}
        self.give_choices("readings", [(choice, choice) for choice in self.drafts])
        chosen = self["readings"].value() if self.is_bound else list(self.drafts)
        self.ticked = frozenset(map(str, chosen or ()))

    def chosen(self) -> list[Draft]:
        return [self.drafts[choice] for choice in self.cleaned_data["readings"]]
