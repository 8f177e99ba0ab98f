"""The form of a moment of truth: what helps, what hinders, and whether learning would change it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ItemForm, Names
from alignment.framework.forms.fields import DayField, PersonField
from alignment.framework.queries.values import Values
from alignment.models import Behaviour, Cause, Layer
from alignment.ui.forms import LineField, LinesField, TextField

YES, PARTLY, NO = "yes", "partly", "no"


class MomentForm(ItemForm):
    """One concrete situation, with people in it."""

    layer = Layer.MOMENT
    ROWS = (
        ("title",),
        ("why", "wording_only"),
        ("who", "when"),
        ("helps", "hinders"),
        ("uppers",),
        ("reason",),
        ("learning_helps",),
        ("causes",),
        ("not_a_learning_problem",),
        ("remedy",),
        ("remedy_owner", "remedy_date"),
    )
    MORE = (("situation",), ("seen_by",), ("owner",), ("description",))
    SHOWN_BY = {
        "behaviours": ("helps", "hinders"),
        "not_a_learning_problem": ("learning_helps", "not_a_learning_problem"),
    }

    who = LineField(label=_("Who is there"), required=False, max_length=300)
    when = LineField(label=_("How often, or when"), required=False, max_length=300)
    helps = LinesField(
        label=_("What helps"), required=False, rows=4, line_length=300, help_text=_("One behaviour a line.")
    )
    hinders = LinesField(
        label=_("What hinders"), required=False, rows=4, line_length=300, help_text=_("One behaviour a line.")
    )
    learning_helps = forms.ChoiceField(
        label=_("Would learning change it?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(YES, _("Yes")), (PARTLY, _("Partly")), (NO, _("No"))],
    )
    causes = forms.MultipleChoiceField(
        label=_("What stands in the way"),
        required=False,
        choices=Cause.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    not_a_learning_problem = TextField(
        label=_("Why it is not a learning problem"),
        required=False,
        rows=2,
        help_text=_("Fill in after “No”."),
    )
    remedy = TextField(label=_("What would change it"), required=False, rows=2)
    remedy_owner = PersonField(label=_("Who takes it on"))
    remedy_date = DayField(label=_("By when"))
    situation = TextField(label=_("The situation in more words"), required=False)
    seen_by = LineField(label=_("How anyone could see that it happened"), required=False, max_length=300)
    owner = PersonField(label=_("Who answers for it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("The situation in one line")

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        initial = super().initial_of(values, names)
        for name in (Behaviour.Effect.HELPS, Behaviour.Effect.HINDERS):
            initial[str(name)] = "\n".join(text for effect, text in values["behaviours"] if effect == name)
        initial["learning_helps"] = cause_check(values)
        return initial

    def clean(self) -> dict[str, Any]:
        """“No” needs its reason and a better remedy; any other answer takes a “no” back."""
        said = super().clean() or self.cleaned_data
        if said.get("learning_helps") == NO:
            if not said.get("not_a_learning_problem", "").strip():
                self.add_error("not_a_learning_problem", _("Say why it is not a learning problem."))
            if not said.get("remedy", "").strip():
                self.add_error("remedy", _("Say what would change it instead."))
        elif said.get("learning_helps"):
            said["not_a_learning_problem"] = ""
        if said.get("learning_helps") == YES:
            said["causes"] = [str(Cause.SKILL)]
        if said.get("learning_helps") == PARTLY and set(said.get("causes", [])) <= {Cause.SKILL}:
            self.add_error("causes", _("Tick what else stands in the way."))
        return said

    def lists_of_item(self) -> dict[str, list[dict[str, Any]]]:
        rows = [
            {"effect": str(effect), "text": text}
            for effect in (Behaviour.Effect.HELPS, Behaviour.Effect.HINDERS)
            for text in self.cleaned_data[str(effect)]
        ]
        return {"behaviours": rows}


def cause_check(values: Values) -> str:
    """The answer to “would learning change it?” that the stored causes amount to; empty when nobody said."""
    if values["not_a_learning_problem"].strip():
        return NO
    causes = values["causes"]
    if not causes:
        return PARTLY if values["remedy"].strip() else ""
    return YES if list(causes) == [Cause.SKILL] else PARTLY
