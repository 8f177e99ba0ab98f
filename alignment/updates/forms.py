"""The forms of updates: the text, for a period, and whom it goes to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Person, Story
from alignment.ui.forms import BaseForm, ChoicesByTitle, LineField, OnceForm, TextField

LONGEST = 10_000


class StoryChoice(forms.ModelChoiceField):
    """Stories by their first words."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.text)[:100]


class PeriodForm(BaseForm):
    """Another period to begin a new update with."""

    start = forms.DateField(label=_("After"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        return _in_order(self, super().clean() or {})


class TextForm(BaseForm):
    """What an update says. The texts begin with what the data says; the words are the editor's."""

    title = LineField(
        label=_("Title"),
        max_length=120,
        help_text=_("The subject of the mail."),
        error_messages={"required": _("Enter the title of the update.")},
    )
    start = forms.DateField(
        label=_("After"),
        help_text=_("What was measured and decided after this day."),
        error_messages={"required": _("Enter the day after which the period begins.")},
    )
    end = forms.DateField(
        label=_("Until"), error_messages={"required": _("Enter the last day of the period.")}
    )
    moved = TextField(label=_("What moved"), rows=6, required=False, max_length=LONGEST)
    not_moved = TextField(label=_("What did not move"), rows=6, required=False, max_length=LONGEST)
    unmeasured = TextField(
        label=_("What is not measured yet, and until when"), rows=6, required=False, max_length=LONGEST
    )
    story = StoryChoice(
        queryset=Story.objects.none(),
        label=_("One story"),
        required=False,
        empty_label=_("No story"),
        help_text=_("Only stories that may be quoted can be chosen."),
        error_messages={"invalid_choice": _("Choose a story of this plan that may be quoted.")},
    )
    needs = TextField(label=_("What we need from you"), rows=4, required=False, max_length=LONGEST)
    readers = ChoicesByTitle(queryset=Person.objects.none(), label=_("It goes to"), required=False)

    def __init__(self, *args: Any, people: Any, stories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("readers", people), ("story", stories)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        return _in_order(self, super().clean() or {})

    def said(self) -> dict[str, Any]:
        """What is written into the row itself."""
        names = ("title", "start", "end", "moved", "not_moved", "unmeasured", "story", "needs")
        return {name: self.cleaned_data[name] for name in names}


class NewUpdateForm(TextForm, OnceForm):
    """A new one: the same form sent twice makes one update."""


class EditUpdateForm(TextForm):
    """One that is a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SendForm(BaseForm):
    """Sends what was seen: the version of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def _in_order(form: BaseForm, said: dict[str, Any]) -> dict[str, Any]:
    start, end = said.get("start"), said.get("end")
    if start and end and end <= start:
        form.add_error("end", _("The period has to end after the day on which it begins."))
    return said
