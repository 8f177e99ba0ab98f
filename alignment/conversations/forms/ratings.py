"""The forms with which each side says how an expectation turned out."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.conversations.services.ratings import Rated
from alignment.models import Kept, Person
from alignment.ui.forms import BaseForm, TextField

USEFUL = (
    ("", _("Not said")),
    (5, _("5, of great use")),
    (4, _("4")),
    (3, _("3")),
    (2, _("2")),
    (1, _("1, of no use")),
)


class RatingForm(BaseForm):
    """Kept, partly or not; how useful; in which words."""

    kept = forms.ChoiceField(label=_("Was it kept?"), choices=Kept.choices, widget=forms.RadioSelect)
    usefulness = forms.TypedChoiceField(
        label=_("How useful was it?"), choices=USEFUL, coerce=int, empty_value=None, required=False
    )
    words = TextField(label=_("In your words"), required=False, rows=2)

    def said(self) -> Rated:
        """The rating of today."""
        found = self.cleaned_data
        day = found.get("on") or timezone.localdate()
        return Rated(found["kept"], found["usefulness"], found["words"].strip(), day)


class ToldRatingForm(RatingForm):
    """What somebody said, written down by another."""

    person = forms.TypedChoiceField(label=_("Whose rating"), coerce=int)
    on = forms.DateField(label=_("When"), initial=timezone.localdate)
    field_order = ("person", "kept", "usefulness", "words", "on")

    def __init__(self, *args: Any, parties: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.give_choices("person", [(one.pk, one.name) for one in parties])
        self.fields["words"].label = _("In their words")
