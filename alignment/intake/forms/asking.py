"""The public form: it asks for the problem, never for a course, its format or its length."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.ui.forms import LineField, OnceForm, TextField

#: Nobody types more than this into a form that takes five minutes.
LONGEST = 5_000


def story(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> TextField:
    return TextField(label=label, help_text=help_text, required=required, rows=rows, max_length=LONGEST)


class AskForm(OnceForm):
    """A problem in the words of whoever has it."""

    title = LineField(
        label=_("The problem in one line"),
        max_length=120,
        error_messages={"required": _("Say in one line what the problem is.")},
    )
    happening = story(
        _("What goes wrong, or does not happen?"),
        _("Describe the last time in two or three sentences."),
        required=True,
        rows=4,
    )
    wanted = story(_("What should happen instead?"))
    numbers = story(_("Which number would show it, and since when has it been like this?"), rows=2)
    impact = story(_("Which goal of your department does it put at risk, and how badly?"))
    contribution = story(
        _("If it were solved, what could your department do better, and the organisation as a whole?")
    )
    tried = story(_("What have you tried?"), rows=2)
    by_when = forms.DateField(label=_("By when does it have to be better?"), required=False)
    belief = story(
        _("Do you have a solution in mind?"),
        _("We note it as your idea; it is not the decision."),
        rows=2,
    )
    department = LineField(label=_("Your department"), max_length=120, required=False)
    requester_name = LineField(label=_("Your name"), max_length=120, required=False)
    requester_email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        required=False,
        help_text=_("We tell you that your request has arrived, and later what comes of it."),
    )

    #: The six questions, with the fields in which each is answered.
    GROUPS = (
        ("title", "happening"),
        ("wanted", "numbers"),
        ("impact",),
        ("contribution",),
        ("tried", "by_when"),
        ("belief",),
    )
    WHO = ("department", "requester_name", "requester_email")

    def __init__(self, *args: Any, department: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if department:  # the link is of one department
            del self.fields["department"]
        for name, kind in (("requester_name", "name"), ("requester_email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = kind

    def questions(self) -> list[list[forms.BoundField]]:
        """The fields of each question, in their order."""
        return [[self[name] for name in group] for group in self.GROUPS]

    def who(self) -> list[forms.BoundField]:
        """Who asks: all of it may stay blank."""
        return [self[name] for name in self.WHO if name in self.fields]

    def said(self) -> dict[str, Any]:
        """What was typed, under the names of the model."""
        return {name: value for name, value in self.cleaned_data.items() if name != "request_key"}

    def sent(self) -> list[tuple[Any, Any]]:
        """What was typed, each under its question, without what was left blank."""
        return [(self.fields[name].label, value) for name, value in self.said().items() if value]
