"""What is asked about a barrier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Barrier, Person
from alignment.ui.forms import LineField, OnceForm, TextField

FIELDS = ("text", "next_step", "due")


class BarrierForm(OnceForm):
    """What is in the way, who takes it on, what they do next and by when."""

    text = LineField(
        label=_("What is in the way"),
        max_length=300,
        error_messages={"required": _("Say what is in the way.")},
    )
    owner = LineField(
        label=_("Who takes it on"),
        max_length=120,
        required=False,
        help_text=_("Somebody new is added to the people."),
    )
    next_step = TextField(label=_("Next step"), required=False, rows=2)
    due = forms.DateField(label=_("By when"), required=False)

    people_list = "barrier-owners"

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = [one.name for one in people]
        self.fields["owner"].widget.attrs["list"] = self.people_list

    def said(self) -> dict[str, Any]:
        """The barrier's own fields, for the service; its owner is given by name."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class EditBarrierForm(BarrierForm):
    """A barrier as it is, to be changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def shown(row: Barrier) -> dict[str, Any]:
    """What the form shows of a barrier."""
    return {name: getattr(row, name) for name in (*FIELDS, "version")} | {"owner": str(row.owner or "")}
