"""What an owner decides before a person is taken out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.people.queries.belongings import Forecast
from alignment.ui.forms import BaseForm

ANONYMISE, ERASE = "anonymise", "erase"
WHOLE, INSIDE = "whole", "inside"


class EraseForm(BaseForm):
    """How far it goes; for a name of one word also where it is looked for."""

    way = forms.ChoiceField(
        label=_("How far"),
        widget=forms.RadioSelect,
        choices=[
            (ANONYMISE, _("Anonymise: what they said stays, under a name that says nothing")),
            (ERASE, _("Erase: what they said is taken out as well")),
        ],
    )
    where = forms.ChoiceField(
        label=_("Where a name of one word is looked for"),
        widget=forms.RadioSelect,
        choices=[
            (WHOLE, _("Only where nothing else stands beside it")),
            (INSIDE, _("Inside sentences, too, even where it means something else")),
        ],
    )
    final = forms.BooleanField(label=_("This is final. Nobody can take it back."))

    def __init__(self, *args: Any, found: Forecast, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.single = [one for one in found.wanted.names if len(one.split()) == 1]
        if not self.single:
            del self.fields["where"]

    @property
    def takes_words(self) -> bool:
        return bool(self.cleaned_data["way"] == ERASE)

    @property
    def looks_inside(self) -> bool:
        return bool(self.cleaned_data.get("where", INSIDE) == INSIDE)
