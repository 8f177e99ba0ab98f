"""The forms about expectations: what is expected, what somebody says to it, and that it is done."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.conversations.forms.talks import who_field
from alignment.conversations.services.expectations import Said
from alignment.models import Assent, Direction, Expectation, Initiative, Person
from alignment.ui.forms import BaseForm, LineField, OnceForm, TextField, WorkspaceForm

FIELDS = ("direction", "text", "initiative", "due")


class ExpectationForm(OnceForm, WorkspaceForm):
    """What, by whom, agreed with whom, by when."""

    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    text = LineField(
        label=_("What is expected"), max_length=300, error_messages={"required": _("Say what is expected.")}
    )
    owner = who_field(_("By whom"))
    party = who_field(_("Agreed with"))
    due = forms.DateField(label=_("By when"), required=False)
    initiative = forms.ModelChoiceField(
        Initiative.objects.all(), label=_("Initiative"), required=False, empty_label=_("The whole plan")
    )

    def __init__(
        self, *args: Any, people: Iterable[Person], initiatives: Iterable[Initiative], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = [person.name for person in people]
        self.fields["owner"].help_text = _("Who keeps it. Somebody new is added to the people.")
        self.fields["party"].help_text = _("Who confirms it, too. May be left blank.")
        offered = [(one.pk, one.title) for one in initiatives]
        self.give_choices("initiative", [("", _("The whole plan")), *offered])

    def fields_said(self) -> dict[str, Any]:
        """The expectation's own fields, for the service; people are given by name."""
        return {name: value for name, value in self.cleaned_data.items() if name in (*FIELDS, "done_on")}


class EditExpectationForm(ExpectationForm):
    """An expectation as it is, to be changed."""

    done_on = forms.DateField(label=_("Done on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def shown(row: Expectation) -> dict[str, Any]:
    """What the form shows of an expectation."""
    found = {name: getattr(row, name) for name in (*FIELDS, "done_on", "version")}
    return found | {"owner": str(row.owner or ""), "party": str(row.party or "")}


class ReplyForm(BaseForm):
    """What somebody says to an expectation: yes, or no with a reason."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Assent.choices, widget=forms.RadioSelect)
    words = TextField(
        label=_("In your words"),
        required=False,
        rows=2,
        help_text=_("When you decline, say why, or what you can do instead."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("answer") == Assent.DECLINED and not (found.get("words") or "").strip():
            self.add_error("words", _("Say why, or what would be possible instead."))
        return found

    def said(self) -> Said:
        """The answer of today."""
        found = self.cleaned_data
        return Said(found["answer"], found["words"].strip(), found.get("on") or timezone.localdate())


class ToldForm(ReplyForm):
    """What somebody said, written down by another."""

    person = forms.TypedChoiceField(label=_("Whose answer"), coerce=int)
    on = forms.DateField(label=_("When"), initial=timezone.localdate)
    field_order = ("person", "answer", "words", "on")

    def __init__(self, *args: Any, parties: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.give_choices("person", [(one.pk, one.name) for one in parties])
        self.fields["words"].label = _("In their words")
        self.fields["words"].help_text = _("What they said. When they decline, say why.")


class DoneForm(BaseForm):
    """The day on which an expectation was met."""

    on = forms.DateField(label=_("Done on"), initial=timezone.localdate)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
