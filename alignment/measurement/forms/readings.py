"""Forms for single readings."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.measurement.forms.numbers import DayField, NumberField
from alignment.models import Reading, TargetGroup
from alignment.ui.forms import LineField, OnceForm, TextField, WorkspaceForm

READING = ("value", "date", "group", "note", "evidence")


class ReadingFields(WorkspaceForm):
    """What a reading says."""

    value = NumberField(label=_("Value"), required=True)
    date = DayField(label=_("Date"), help_text=_("The day the value is true for."))
    group = forms.ModelChoiceField(
        TargetGroup.objects.all(),
        label=_("Of whom"),
        required=False,
        empty_label=_("Of everybody"),
        help_text=_("A value of one target group is shown beside the others. Only those of everybody count."),
    )
    note = TextField(label=_("Note"), required=False, rows=2)
    evidence = LineField(
        label=_("Evidence"),
        max_length=500,
        required=False,
        help_text=_("Where it is written down: a report, an address."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = groups.queryset.filter(Q(archived_at=None) | Q(pk=self.initial.get("group")))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in READING}


class ReadingForm(OnceForm, ReadingFields):
    """A new reading. Who may approve it themselves may keep it as a draft; for others it is one."""

    draft = forms.BooleanField(
        label=_("Keep it as a draft"), required=False, help_text=_("It counts once it is approved.")
    )

    class Meta:
        more = ("group", "note", "evidence", "draft")

    def __init__(self, *args: Any, approves: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"date": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.approves = approves
        if not approves:
            del self.fields["draft"]

    def keeps_draft(self) -> bool:
        """Whether it is not to count yet."""
        return not self.approves or bool(self.cleaned_data["draft"])


class EditReadingForm(ReadingFields):
    """A reading as it was recorded, to be corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        more = ("group", "note", "evidence")

    @staticmethod
    def shown(reading: Reading) -> dict[str, Any]:
        """What the form shows of a reading."""
        return {name: getattr(reading, name) for name in READING} | {"group": reading.group_id}
