"""Asking for a review, the rule, deciding, taking back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alignment.models import Agreement, Person, Snapshot, Workspace
from alignment.ui.forms import BaseForm, ChoicesByTitle, LineField, OnceForm, TextField, WorkspaceForm, dress

NEW = "new"
LONGEST_NEED = 2000
LONGEST_WORDS = 4000


@dataclass(frozen=True)
class PersonRow:
    """One person who can be asked: the checkbox, and what is needed from them."""

    person: Person
    tick: Any
    need: forms.BoundField


class AskForm(OnceForm, WorkspaceForm):
    """Which version, whom, by when, and what is needed from each. Sent twice, it asks once."""

    version = forms.ChoiceField(label=_("What they are to look at"), widget=forms.RadioSelect)
    note = TextField(
        label=_("Note for the new version"),
        help_text=_("What it is for, such as “For sign-off by the department heads”."),
        required=False,
        rows=2,
        max_length=2000,
    )
    people = ChoicesByTitle(label=_("Whom you ask"), queryset=Person.objects.none())
    due = forms.DateField(label=_("Decide by"), required=False)

    def __init__(
        self, *args: Any, workspace: Workspace, people: list[Person], latest: Snapshot | None, **kwargs: Any
    ) -> None:
        self.candidates = people
        kwargs["initial"] = {"version": NEW} | (kwargs.get("initial") or {})
        super().__init__(*args, workspace=workspace, **kwargs)
        field = self.fields["people"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = Person.objects.filter(
                workspace=workspace, archived_at=None, erased_at=None
            ).order_by("name", "pk")
        self.give_choices("version", _versions(latest))
        for person in people:
            need = TextField(
                label=gettext("What is needed from %(who)s") % {"who": person.name},
                required=False,
                rows=2,
                max_length=LONGEST_NEED,
            )
            dress(need)
            self.fields[f"need_{person.pk}"] = need

    def rows(self) -> Iterator[PersonRow]:
        """The people with their fields, in the order in which they are offered."""
        ticks = {int(str(tick.data["value"])): tick for tick in self["people"]}
        for person in self.candidates:
            if person.pk in ticks:
                yield PersonRow(person, ticks[person.pk], self[f"need_{person.pk}"])

    def chosen(self) -> dict[Person, str]:
        """Whom to ask, each with what is needed from them."""
        return {
            person: self.cleaned_data.get(f"need_{person.pk}", "") for person in self.cleaned_data["people"]
        }

    def clean_due(self) -> date | None:
        due: date | None = self.cleaned_data["due"]
        return _not_over(due)


class RequestForm(BaseForm):
    """What is needed from somebody who is asked, and by when."""

    needed = TextField(
        label=_("What is needed from this person"), required=False, rows=3, max_length=LONGEST_NEED
    )
    due = forms.DateField(label=_("Decide by"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RuleForm(BaseForm):
    """When the plan counts as agreed."""

    ALL, SOME = "all", "some"

    who = forms.ChoiceField(
        label=_("The plan counts as agreed when"),
        choices=[(ALL, _("all who are asked agree")), (SOME, _("so many of them agree:"))],
        widget=forms.RadioSelect,
    )
    needed = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=1000, widget=forms.NumberInput
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("who") == self.SOME and said.get("needed") is None and "needed" not in self.errors:
            self.add_error("needed", gettext("Say how many, such as 2."))
        return said

    @property
    def asks_for(self) -> int | None:
        """How many have to agree; None: all."""
        return None if self.cleaned_data["who"] == self.ALL else self.cleaned_data["needed"]


class DecisionForm(BaseForm):
    """What somebody decides about a version, in their own name."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (Agreement.AGREE.value, _("I agree")),
            (Agreement.AGREE_IF.value, _("I agree if changes are made")),
            (Agreement.DISAGREE.value, _("I do not agree")),
        ],
        widget=forms.RadioSelect,
    )
    words = TextField(
        label=_("In your words"),
        help_text=_("Which changes, or why not. When you agree, you can leave it empty."),
        required=False,
        rows=4,
        max_length=LONGEST_WORDS,
    )
    name = LineField(
        label=_("Your full name"),
        help_text=_("It stands for your signature."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        decision = said.get("decision")
        if decision == Agreement.AGREE_IF and not said.get("words", "").strip():
            self.add_error("words", gettext("Say which changes you want."))
        elif decision == Agreement.DISAGREE and not said.get("words", "").strip():
            self.add_error(
                "words", gettext("Say why you do not agree, so that something can be done about it.")
            )
        return said


class CodeForm(BaseForm):
    """The code that was mailed."""

    code = LineField(
        label=_("Code from the mail"),
        help_text=_("Six digits. The code is good for ten minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class WithdrawForm(BaseForm):
    """Why somebody takes a decision back."""

    reason = TextField(label=_("Why you take it back"), rows=3, max_length=LONGEST_WORDS)


def _versions(latest: Snapshot | None) -> Iterable[tuple[str, str]]:
    yield (
        NEW,
        gettext("The plan as it is now: it is frozen as version %(n)s")
        % {"n": latest.number + 1 if latest else 1},
    )
    if latest:
        yield str(latest.number), gettext("Version %(n)s, the latest one") % {"n": latest.number}


def _not_over(due: date | None) -> date | None:
    if due is not None and due < timezone.localdate():
        raise forms.ValidationError(gettext("Choose a day that is not over."), code="over")
    return due
