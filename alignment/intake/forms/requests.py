"""The forms about a request for those who work on it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.intake.queries.requests import (
    answers_to,
    goals_served,
    goals_to_serve,
    originals_of,
    people_to_ask,
    questions_of,
)
from alignment.models import BusinessGoal, DevelopmentRequest, Person
from alignment.ui.forms import (
    BaseForm,
    ChoicesByTitle,
    LineField,
    OnceForm,
    TextField,
    WorkspaceForm,
    as_id,
)

NOT_SAID = ("", _("Not said"))
#: The fields of a request that are typed here, under the names of the model.
TYPED = (
    "title", "department", "requester", "requester_name", "requester_email", "asked_on", "happening",
    "wanted", "numbers", "impact", "contribution", "tried", "by_when", "belief", "mode", "stage", "planned",
    "effort", "hours", "cost", "lead",
)  # fmt: skip


def amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=15, decimal_places=6)


class RequestForm(OnceForm, WorkspaceForm):
    """A request as L&D writes it down: the problem first, what is known about it under More."""

    title = LineField(
        label=_("The problem in one line"),
        max_length=120,
        error_messages={"required": _("Say in one line what the problem is.")},
    )
    department = LineField(label=_("Department"), max_length=120, required=False)
    requester = forms.ModelChoiceField(
        Person.objects.all(),
        label=_("Who asks"),
        required=False,
        empty_label=_("Somebody who is not in the list"),
    )
    happening = TextField(label=_("What happens"), required=False)
    wanted = TextField(label=_("What should happen instead"), required=False)
    numbers = TextField(label=_("Which numbers show it"), required=False, rows=2)
    impact = TextField(label=_("Which goal of the department it puts at risk"), required=False)
    contribution = TextField(label=_("How solving it helps the organisation"), required=False)
    tried = TextField(label=_("What was tried"), required=False, rows=2)
    by_when = forms.DateField(label=_("By when it has to be better"), required=False)
    belief = TextField(
        label=_("The solution they have in mind"),
        required=False,
        rows=2,
        help_text=_("Kept apart as their idea; it is not the decision."),
    )
    goals = ChoicesByTitle(
        BusinessGoal.objects.all(), label=_("Business goals that it would serve"), required=False
    )
    asked_on = forms.DateField(label=_("Asked on"), initial=timezone.localdate)
    requester_name = LineField(label=_("Name, as they gave it"), max_length=120, required=False)
    requester_email = forms.EmailField(
        label=_("E-mail address, as they gave it"), max_length=254, required=False
    )
    mode = forms.ChoiceField(
        label=_("Order or consultation"), choices=[NOT_SAID, *DevelopmentRequest.Mode.choices], required=False
    )
    stage = forms.ChoiceField(
        label=_("When L&D joined"), choices=[NOT_SAID, *DevelopmentRequest.Stage.choices], required=False
    )
    planned = forms.TypedChoiceField(
        label=_("Was it planned?"),
        choices=[NOT_SAID, ("True", _("Planned")), ("False", _("Not planned"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
    )
    effort = forms.ChoiceField(
        label=_("Effort"), choices=[NOT_SAID, *DevelopmentRequest.Effort.choices], required=False
    )
    hours = amount(_("Hours it would take"))
    cost = amount(_("What it would cost"))
    lead = forms.ModelChoiceField(
        Person.objects.all(), label=_("Who works on it"), required=False, empty_label=_("Nobody yet")
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    class Meta:
        more = (
            "asked_on", "requester_name", "requester_email", "mode", "stage", "planned", "effort", "hours",
            "cost", "lead",
        )  # fmt: skip

    def __init__(self, *args: Any, asked: DevelopmentRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_to_ask(self.workspace)
        named = {asked.requester_id, asked.lead_id} if asked else set()
        for name in ("requester", "lead"):
            field: Any = self.fields[name]
            field.queryset = people | field.queryset.filter(pk__in=named - {None})
        goals: Any = self.fields["goals"]
        goals.queryset = goals_to_serve(self.workspace)
        self.fields["cost"].label = _("What it would cost (%(currency)s)") % {
            "currency": self.workspace.currency
        }

    def fields_said(self) -> dict[str, Any]:
        """The cleaned values under the names of the model."""
        return {name: self.cleaned_data[name] for name in TYPED}

    def goals_said(self) -> list[int]:
        return [goal.pk for goal in self.cleaned_data["goals"]]


class NewRequestForm(RequestForm):
    """A request that did not come by the form."""

    proposed = forms.BooleanField(
        label=_("Proposed by L&D"),
        required=False,
        help_text=_("Nobody asked: we saw the problem ourselves."),
    )


def shown(asked: DevelopmentRequest) -> dict[str, Any]:
    """What the form would show of a request."""
    values = {name: getattr(asked, name) for name in (*TYPED, "version")}
    return values | {
        "requester": asked.requester_id,
        "lead": asked.lead_id,
        "goals": [goal.pk for goal in goals_served(asked)],
    }


class ActForm(BaseForm):
    """One deed about a request as it was shown."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DuplicateForm(ActForm):
    """Of which other request this one is a duplicate; nothing: of none."""

    original = forms.ModelChoiceField(
        DevelopmentRequest.objects.none(), label=_("The same problem as"), required=False
    )

    def __init__(self, *args: Any, asked: DevelopmentRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["original"]
        field.queryset = originals_of(asked)


class CommentForm(OnceForm):
    """What somebody says about a request."""

    text = TextField(
        label=_("Comment"), max_length=5_000, error_messages={"required": _("Write something first.")}
    )


class AnswersForm(BaseForm):
    """The workspace's own questions about one request."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, asked: DevelopmentRequest, **kwargs: Any) -> None:
        super().__init__(*args, initial=answers_shown(asked), **kwargs)
        for question in questions_of(asked.workspace):
            self.fields[f"question-{question.pk}"] = TextField(label=question.text, required=False)

    def answers(self) -> dict[int, str]:
        """What was typed, by the id of its question."""
        found = {as_id(name.removeprefix("question-")): text for name, text in self.cleaned_data.items()}
        return {question: text for question, text in found.items() if question is not None}


def answers_shown(asked: DevelopmentRequest) -> dict[str, Any]:
    """What the form would show of a request."""
    answers = answers_to(asked)
    return {"version": asked.version, **{f"question-{pk}": text for pk, text in answers.items()}}


class QuestionForm(OnceForm):
    """A question that is asked of every request."""

    text = LineField(
        label=_("Question"), max_length=300, error_messages={"required": _("Write the question.")}
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
