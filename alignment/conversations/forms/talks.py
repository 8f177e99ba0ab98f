"""The form of a conversation, and what of the log is asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.conversations.forms.lines import Lines, initial_rows
from alignment.conversations.queries import Asked
from alignment.conversations.services.talks import FollowUp, Part
from alignment.models import BusinessGoal, Conversation, Direction, FrameworkRole, Person, Step
from alignment.ui.forms import BaseForm, LineField, OnceForm, TextField, WorkspaceForm

NOT_SAID = ("", _("Not said"))
NAMES = "conversation-people"  # the list of names that are offered


def who_field(label: Any) -> LineField:
    """A person by name: one who is known, or somebody new."""
    field = LineField(label=label, required=False, max_length=120)
    field.widget.attrs["list"] = NAMES
    return field


def part_fields() -> dict[str, forms.Field]:
    """The fields of one who took part."""
    return {
        "who": who_field(_("Who")),
        "role": forms.ChoiceField(
            label=_("Role"), choices=[NOT_SAID, *FrameworkRole.choices], required=False
        ),
        "step": forms.TypedChoiceField(
            label=_("Step"),
            choices=[("", _("As above")), *Step.choices],
            coerce=int,
            empty_value=None,
            required=False,
        ),
        "note": LineField(label=_("Note"), required=False, max_length=500),
    }


def follow_up_fields() -> dict[str, forms.Field]:
    """The fields of one follow-up."""
    return {
        "text": LineField(label=_("What"), required=False, max_length=300),
        "direction": forms.ChoiceField(
            label=_("Direction"), choices=Direction.choices, required=False, initial=Direction.WE_NEED
        ),
        "owner": who_field(_("By whom")),
        "due": forms.DateField(label=_("By when"), required=False),
    }


class ConversationForm(OnceForm, WorkspaceForm):
    """When, about what, with whom, what was decided; what else was said stands under More."""

    date = forms.DateField(label=_("When"), initial=timezone.localdate)
    step = forms.TypedChoiceField(label=_("About which step"), choices=Step.choices, coerce=int)
    title = LineField(
        label=_("What it was about"), max_length=120, required=False, help_text=_("Blank: the step.")
    )
    decisions = TextField(label=_("What was decided"), required=False)
    goal = forms.ModelChoiceField(
        BusinessGoal.objects.all(), label=_("Business goal"), required=False, empty_label=_("The whole plan")
    )
    questions = TextField(label=_("Questions asked"), required=False)
    answers = TextField(label=_("Answers"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        goals: Iterable[BusinessGoal],
        there: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = [person.name for person in people]
        self.give_choices("goal", [("", _("The whole plan")), *((goal.pk, goal.title) for goal in goals)])
        self.parts = Lines(self, "people", part_fields, there=there, blank=1 if there else 3)
        self.follow_ups = Lines(self, "follow", follow_up_fields, there=0, blank=2)

    def more_is_open(self) -> bool:
        """Whether something under More holds an error or was there before."""
        names = ("goal", "questions", "answers")
        return any(self[name].errors or self[name].value() for name in names)

    @property
    def follow_ups_open(self) -> bool:
        """Whether a follow-up was typed already."""
        return self.is_bound and (self.follow_ups.has_errors or bool(self.follow_ups.said(("direction",))))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("title") and found.get("step"):
            found["title"] = str(Step(found["step"]).label)
        took_part = self.parts.said(("step", "note"))
        for number, row in self.parts.said(("step",)):
            if number not in {one for one, _row in took_part} and row["note"]:
                self.add_error(self.parts.field(number, "who"), _("Enter a person or a role."))
        if not took_part and not self.errors:
            self.add_error(self.parts.field(0, "who"), _("Enter a person or a role."))
        for number, row in self.follow_ups.said(("direction",)):
            if not row["text"]:
                self.add_error(self.follow_ups.field(number, "text"), _("Say what is to be done."))
        return found

    def fields_said(self) -> dict[str, Any]:
        """The conversation's own fields, for the service."""
        names = ("title", "date", "goal", "questions", "answers", "decisions")
        return {name: self.cleaned_data[name] for name in names}

    def parts_said(self) -> list[Part]:
        """Who took part, for the service."""
        step = self.cleaned_data["step"]
        return [
            Part(row["step"] or step, row["who"], row["role"], row["note"])
            for _number, row in self.parts.said(("step", "note"))
        ]

    def follow_ups_said(self) -> list[FollowUp]:
        """What follows, for the service."""
        return [
            FollowUp(row["text"], row["direction"] or Direction.WE_NEED, row["owner"], row["due"])
            for _number, row in self.follow_ups.said(("direction",))
        ]


def shown(conversation: Conversation) -> dict[str, Any]:
    """What the form shows of a conversation: who took part, too."""
    parts = list(conversation.consultations.select_related("person").order_by("position", "pk"))
    step = parts[0].step if parts else Step.GOALS
    rows: list[Mapping[str, Any]] = [
        {
            "who": str(one.person or ""),
            "role": one.role,
            "step": "" if one.step == step else one.step,
            "note": one.note,
        }
        for one in parts
    ]
    names = ("title", "date", "goal", "questions", "answers", "decisions", "version")
    return {name: getattr(conversation, name) for name in names} | {
        "step": step,
        **initial_rows("people", rows),
    }


class LogForm(BaseForm):
    """Which conversations are asked for."""

    person = forms.TypedChoiceField(label=_("Who took part"), coerce=int, required=False)
    goal = forms.TypedChoiceField(label=_("Business goal"), coerce=int, required=False)
    step = forms.TypedChoiceField(label=_("Step"), coerce=int, required=False)

    def __init__(self, data: Any, *, people: Iterable[Person], goals: Iterable[BusinessGoal]) -> None:
        super().__init__(data)
        everything = ("", _("All"))
        self.give_choices("person", [everything, *((one.pk, one.name) for one in people)])
        self.give_choices("goal", [everything, *((one.pk, one.title) for one in goals)])
        self.give_choices("step", [everything, *Step.choices])
        self.is_valid()  # a field with a mistake chooses nothing

    def asked(self) -> Asked:
        """What is asked for; a field with a mistake counts as empty."""
        return Asked(**{name: self.cleaned_data.get(name) or 0 for name in ("person", "goal", "step")})

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self.asked() != Asked()
