"""What is asked when somebody says how far a target group is."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.models import HowKnown, LearningOutcome, Person, TargetGroup
from alignment.skills.words import level_choices
from alignment.ui.forms import OnceForm, TextField, WorkspaceForm

SAID = [(one.value, one.label) for one in (HowKnown.MANAGER, HowKnown.ESTIMATE)]


class LevelForm(OnceForm, WorkspaceForm):
    """A level that a manager says, or that is estimated."""

    learning_outcome = forms.ModelChoiceField(
        LearningOutcome.objects.current(), label=_("Learning outcome"), empty_label=_("Choose one")
    )
    group = forms.ModelChoiceField(
        TargetGroup.objects.current(), label=_("Target group"), empty_label=_("Choose one")
    )
    level = forms.ChoiceField(label=_("How far they are"), widget=forms.RadioSelect)
    how = forms.ChoiceField(label=_("How it is known"), choices=SAID, widget=forms.RadioSelect)
    date = forms.DateField(label=_("On"))
    by = forms.ModelChoiceField(
        Person.objects.filter(archived_at=None, erased_at=None).order_by("name", "pk"),
        label=_("Who says so"),
        required=False,
        empty_label=_("Not said"),
    )
    note = TextField(label=_("What it rests on"), required=False, rows=2)

    def __init__(self, *args: Any, learning: Iterable[int], **kwargs: Any) -> None:
        """`learning`: the ids of the learning outcomes that can be chosen."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["learning_outcome"]
        field.queryset = field.queryset.filter(pk__in=set(learning))
        self.give_choices("level", level_choices())

    def clean_level(self) -> Decimal:
        return Decimal(self.cleaned_data["level"])

    def clean_date(self) -> Any:
        found = self.cleaned_data["date"]
        if found > timezone.localdate():
            raise forms.ValidationError(_("A level is something seen: choose a day that is over, or today."))
        return found

    def clean(self) -> dict[str, Any]:
        """A group that the learning outcome names: of others no gap is worked out."""
        said = super().clean() or {}
        learning, group = said.get("learning_outcome"), said.get("group")
        if learning and group and not learning.needs.filter(group=group).exists():
            self.add_error("group", _("The learning outcome does not name this group."))
        return said
