"""The forms around a plan: its name, copies, notes, consultations, pasted lines, search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import AmountField, DayField, MaybeField, PersonField
from alignment.models import FrameworkRole, Person, Plan, Rhythm, Step
from alignment.rules.content import Layer
from alignment.ui.forms import BaseForm, LineField, LinesField, OnceForm, TextField, WorkspaceForm
from alignment.ui.statuses import LAYERS

LONGEST_SEARCH = 100


class NewPlanForm(OnceForm):
    """A plan and, if it is known, its first goal."""

    title = LineField(
        label=_("Name of the plan"), max_length=120, help_text=_("For example “People plan 2027”.")
    )
    goal = LineField(
        label=_("First business goal"),
        max_length=120,
        required=False,
        help_text=_("What the business must have achieved 12 to 18 months from now. You can add it later."),
    )


class PlanForm(BaseForm):
    """What a plan is called and what it is about."""

    title = LineField(label=_("Name of the plan"), max_length=120)
    description = TextField(label=_("What it is about"), required=False)
    budget = AmountField(
        label=_("Budget"),
        min_value=0,
        help_text=_("What may be spent on it, in the workspace's currency. The timeline counts against it."),
    )
    hours_budget = AmountField(
        label=_("Hours that may be spent"), min_value=0, help_text=_("Hours of people's time.")
    )
    update_every = forms.ChoiceField(
        label=_("Tell how it goes"),
        choices=Rhythm.choices,
        required=False,
        help_text=_("By this rhythm the page of updates says when the next one is due."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        more = ("budget", "hours_budget", "update_every")

    def clean_update_every(self) -> str:
        """The chosen rhythm; the one there is when nothing was sent."""
        return str(self.cleaned_data["update_every"] or self.initial.get("update_every", ""))


class CopyForm(OnceForm):
    """What the copy of a plan is called."""

    title = LineField(label=_("Name of the copy"), max_length=120)


class MoveForm(WorkspaceForm):
    """The plan that an item moves to."""

    plan = forms.ModelChoiceField(
        Plan.objects.current(),
        label=_("Move to"),
        empty_label=None,
        error_messages={"invalid_choice": _("Choose a plan of this workspace.")},
    )

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            field.queryset = field.queryset.filter(pk__in=[plan.pk for plan in plans])
            field.choices = [(plan.pk, plan.title) for plan in plans]


class ConsultationForm(OnceForm):
    """Who was consulted in a step, when, and what came out of it."""

    step = forms.TypedChoiceField(label=_("In which step"), choices=Step.choices, coerce=int)
    person = PersonField(
        label=_("Who"), help_text=_("A name. Somebody new is added to the people of the workspace.")
    )
    role = MaybeField(
        FrameworkRole.choices, label=_("In which role"), help_text=_("Enough when the name does not matter.")
    )
    date = DayField(label=_("When"))
    note = TextField(label=_("What came out of it"), required=False)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [person.name for person in people]
        self.fields["person"].widget.attrs["list"] = "consulted-people"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("person") or found.get("role") or found.get("note")):
            raise forms.ValidationError(_("Enter a person or a role."))
        return found


class EditConsultationForm(ConsultationForm):
    """A conversation as it was recorded, to be corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NoteForm(BaseForm):
    """A thought to keep for later."""

    text = LineField(label=_("Park a thought"), max_length=500)


class EditNoteForm(BaseForm):
    """A parked thought in other words."""

    text = LineField(label=_("Thought"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class TurnForm(BaseForm):
    """Which layer a parked note becomes an item of."""

    layer = forms.ChoiceField(
        label=_("Make it a"), choices=[(layer.word, LAYERS[layer.word].name) for layer in Layer]
    )


class PasteForm(OnceForm):
    """Many lines that become many items."""

    lines = LinesField(
        label=_("One on each line"),
        rows=10,
        line_length=500,
        help_text=_("What exists already is skipped. Lines may begin with a dash or a number."),
    )


class SearchForm(forms.Form):
    """What is searched for, and in which layer alone."""

    q = LineField(required=False, max_length=LONGEST_SEARCH)
