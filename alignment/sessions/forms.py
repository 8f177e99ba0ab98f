"""The forms of guided sessions: opening one, answering, sorting answers, closing."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alignment.framework.questions import STEPS, StepText
from alignment.models import ITEM, Answer, GuidedSession, Layer, Person
from alignment.sessions.queries.boards import Board
from alignment.ui.forms import BaseForm, ChoicesByTitle, LineField, OnceForm, TextField, WorkspaceForm
from alignment.ui.texts import one_line

LONGEST_ANSWER = 500

#: What an answer can become; initiatives come later, from what these say.
LAYERS = (Layer.GOAL, Layer.OUTCOME, Layer.MOMENT, Layer.LEARNING)

#: The question that the link of a new item answers.
ASKED = {
    Layer.OUTCOME: _("Which goals does it serve?"),
    Layer.MOMENT: _("Which performance outcomes does it decide?"),
    Layer.LEARNING: _("Which moments of truth does it prepare for?"),
}


class SessionForm(BaseForm):
    """What a session is called, and how many votes each person has."""

    title = LineField(
        label=_("Title"),
        max_length=120,
        help_text=_("People read it on their phones and on the screen."),
        error_messages={"required": _("Enter the title of the session.")},
    )
    votes_each = forms.IntegerField(
        label=_("Votes for each person"),
        min_value=1,
        max_value=20,
        initial=3,
        help_text=_("Three are enough to find the vital few."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a number of votes from 1 to 20.")
        ),
    )


class EditSessionForm(SessionForm):
    """The same for a session that is open."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NewSessionForm(OnceForm, SessionForm):
    """A session to be opened. Without a title it is called like its step."""

    title = LineField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_(
            "People read it on their phones and on the screen. Left empty, it is the name of the step."
        ),
    )
    step = forms.TypedChoiceField(
        label=_("Step"),
        choices=[(n, one.title) for n, one in enumerate(STEPS[:4], start=1)],
        coerce=int,
        error_messages={"required": _("Choose a step.")},
    )
    asks_names = forms.TypedChoiceField(
        label=_("Who answers"),
        choices=[("no", _("Anonymous: nobody can see who said what")), ("yes", _("People give their names"))],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether people give their names.")},
    )
    field_order = ("step", "title", "asks_names", "votes_each", "request_key")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "step" in found and not found.get("title") and "title" not in self.errors:
            found["title"] = str(STEPS[found["step"] - 1].name)
        return found


class JoinForm(BaseForm):
    """Who joins. The name is asked only where people give their names.

    Without a key of the form: a browser that sends it twice is known by its own session.
    """

    name = LineField(label=_("Your name"), max_length=120, error_messages={"required": _("Enter your name.")})

    def __init__(self, *args: Any, session: GuidedSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not session.asks_names:
            del self.fields["name"]
        else:
            self.fields["name"].widget.attrs["autocomplete"] = "name"


class AnswerForm(OnceForm):
    """An answer that the lead types in for somebody."""

    prompt = forms.TypedChoiceField(
        label=_("To which question"),
        coerce=int,
        error_messages={"required": _("Choose the question that is answered.")},
    )
    text = LineField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        error_messages={"required": _("Write down what was said.")},
    )

    def __init__(self, *args: Any, text: StepText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.give_choices("prompt", [*enumerate(text.prompts, start=1), (0, _("To none in particular"))])


class PhoneForm(forms.Form):
    """All questions of a step on one page, each with its own Send: what is typed elsewhere stays.

    The fields of question 2 are `text_2` and `key_2`; `send` says whose button was pressed.
    """

    def __init__(self, data: Any = None, *, text: StepText) -> None:
        super().__init__(data)
        self.numbers = list(range(1, len(text.prompts) + 1))

    @property
    def pressed(self) -> int:
        """The question whose button was pressed; 0 for none that there is."""
        asked = str(self.data.get("send", ""))
        return next((number for number in self.numbers if str(number) == asked), 0)

    def text(self, number: int) -> str:
        """What was typed to a question, in one line."""
        return one_line(str(self.data.get(f"text_{number}", "")))

    def key(self, number: int) -> UUID | None:
        """What makes the same answer sent twice count once."""
        try:
            return UUID(str(self.data.get(f"key_{number}", "")))
        except ValueError:
            return None

    def problem(self, number: int) -> str:
        """What is wrong with the answer to a question; empty when nothing is."""
        over = len(self.text(number)) - LONGEST_ANSWER
        if not self.text(number):
            return str(_("Write an answer first."))
        if over > 0:
            return ngettext(
                "Shorten your answer by %(over)s character.",
                "Shorten your answer by %(over)s characters.",
                over,
            ) % {"over": over}
        return ""

    @property
    def typed(self) -> dict[int, str]:
        """What was typed and not sent, by question."""
        return {n: self.text(n) for n in self.numbers if n != self.pressed and self.text(n)}


class SortForm(BaseForm):
    """Several answers that belong together: they get a label, or become one."""

    answers = forms.TypedMultipleChoiceField(
        label=_("Answers"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the answers that belong together.")},
    )
    label = LineField(
        label=_("Label"), max_length=80, required=False, help_text=_("Empty: they leave their group.")
    )
    into = forms.TypedChoiceField(label=_("Keep the words of"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {line.answer.pk: line.answer for line in board.lines}
        self.give_choices("answers", [(pk, one.text) for pk, one in self.rows.items()])
        self.give_choices(
            "into",
            [("", _("The first one that is ticked")), *((pk, one.text) for pk, one in self.rows.items())],
        )
        self.fields["label"].widget.attrs["list"] = "labels"

    def ticked(self) -> list[Answer]:
        """The answers that were ticked, in their order."""
        chosen = set(self.cleaned_data["answers"])
        return [one for pk, one in self.rows.items() if pk in chosen]

    def kept(self) -> Answer:
        """The answer that the others become."""
        return self.rows[self.cleaned_data["into"] or self.ticked()[0].pk]


class TurnForm(WorkspaceForm):
    """What an answer becomes, and what it is linked to."""

    title = LineField(
        label=_("Title"), max_length=120, error_messages={"required": _("Enter the title of the item.")}
    )
    uppers = ChoicesByTitle(queryset=None, required=False)
    reason = TextField(label=_("Why does this lead to that?"), required=False, rows=2)

    def __init__(self, *args: Any, layer: Layer, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if layer is Layer.GOAL:
            del self.fields["uppers"], self.fields["reason"]
            return
        uppers = self.fields["uppers"]
        assert isinstance(uppers, forms.ModelMultipleChoiceField)  # noqa: S101 - for the type checker
        uppers.queryset = ITEM[Layer(layer - 1)].objects.current().filter(workspace=self.workspace)
        uppers.choices = list(choices)
        uppers.label = ASKED[layer]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("uppers") and not str(found.get("reason", "")).strip():
            self.add_error("reason", _("Say why this leads to what you ticked."))
        return found

    def links(self) -> list[tuple[Any, str]]:
        """What the item is to be linked to, each with the reason."""
        reason = self.cleaned_data.get("reason", "")
        return [(upper, reason) for upper in self.cleaned_data.get("uppers") or ()]


class CloseForm(BaseForm):
    """What came out of a session, and who gets it by mail."""

    summary = TextField(
        label=_("Summary"),
        rows=6,
        max_length=10_000,
        help_text=_("Everybody who took part sees it. Change what stands here, and say what happens next."),
        error_messages={"required": _("Write what came out of the session.")},
    )
    people = ChoicesByTitle(
        queryset=Person.objects.none(),
        required=False,
        label=_("Send it by mail to"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - for the type checker
        field.queryset = people
