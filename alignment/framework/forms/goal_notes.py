"""What step 2 asks once per goal: what is known, what goes well, what must change, what already moves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import Names
from alignment.framework.forms.outcome import MomentumField, momentum_lines
from alignment.framework.queries.values import Values
from alignment.models import Extent
from alignment.ui.forms import BaseForm, TextField

TEXTS = ("goes_well", "must_change")
ANSWERS = ("root_causes_known", "challenges_understood", "support_discussed")


def answer(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=Extent.choices, widget=forms.RadioSelect)


class GoalNotesForm(BaseForm):
    """The talk about one goal, before its outcomes."""

    root_causes_known = answer(_("Do we know the root causes?"))
    challenges_understood = answer(_("Do we understand what makes the goal hard to reach?"))
    support_discussed = answer(_("Could we discuss where learning can support it?"))
    goes_well = TextField(label=_("What goes well"), required=False)
    must_change = TextField(label=_("What must change"), required=False)
    momentum = MomentumField(
        label=_("What is under way that moves it"),
        rows=3,
        help_text=_("Learning or not. One a line; who runs it after a bar. Example: Pay review | Sam Reyes"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @staticmethod
    def initial_of(values: Values, names: Names) -> dict[str, Any]:
        """What the form shows of a goal that says `values`."""
        initial = {name: values[name] for name in (*ANSWERS, *TEXTS)}
        return initial | {"momentum": momentum_lines(values["momentum"], names)}

    def fields_of_item(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*ANSWERS, *TEXTS)}

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        return {"momentum": self.cleaned_data["momentum"]}
