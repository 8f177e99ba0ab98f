"""What is asked about items of the catalogue: which to show, what is done with them, what they are for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.catalogue.queries.items import NONE, Wanted
from alignment.catalogue.queries.serving import CLAIMS, NOTHING, SERVES, STOPS
from alignment.models import BusinessGoal, CatalogueItem, Fate, Initiative, LearningOutcome, Person
from alignment.ui.forms import BaseForm, ChoicesByTitle, LineField, OnceForm, TextField, WorkspaceForm

SERVING = (
    (SERVES, _("Serves a live goal")),
    (STOPS, _("Builds something that reaches no goal")),
    (CLAIMS, _("Only claims a goal")),
    (NOTHING, _("Serves nothing")),
)


class ItemFilter(BaseForm):
    """What of the catalogue is shown: all in the address, so that a view can be sent to somebody."""

    q = LineField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("", _("Everything")),
            ("offer", _("On offer")),
            ("retired", _("Retired")),
            ("gone", _("Gone from the learning system")),
            ("archived", _("Archived")),
        ],
        required=False,
    )
    fate = forms.ChoiceField(
        label=_("Decision"),
        choices=[("", _("Any decision")), *Fate.choices, (NONE, _("Not decided"))],
        required=False,
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=[("", _("Any purpose")), *Initiative.Purpose.choices, (NONE, _("Not said"))],
        required=False,
    )
    serves = forms.ChoiceField(
        label=_("Serves"), choices=[("", _("Whatever it serves")), *SERVING], required=False
    )
    skills = forms.ChoiceField(
        label=_("Skills"), choices=[("", _("With and without")), (NONE, _("Without a skill"))], required=False
    )
    teaches = LineField(label=_("Teaches"), max_length=300, required=False)

    def wanted(self) -> Wanted:
        """What is asked for; what is not a choice is as if not given."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return Wanted(**{name: cleaned.get(name) or "" for name in self.fields})

    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self.wanted() != Wanted()


class DecisionForm(BaseForm):
    """Keep, link or retire, and why."""

    fate = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Fate.KEEP, _("Keep: it stays on offer as it is")),
            (Fate.LINK, _("Link: it is to build a learning outcome")),
            (Fate.RETIRE, _("Retire: nobody should book it any more")),
        ],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Why"), error_messages={"required": _("Say why.")})


class ItemDecisionForm(DecisionForm):
    """The decision about one item."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def decided(item: CatalogueItem) -> dict[str, Any]:
    """What the form shows of an item."""
    return {"fate": item.fate, "reason": item.fate_reason, "version": item.version}


class ManyForm(BaseForm):
    """The same decision about the items that are ticked."""

    fate = forms.ChoiceField(label=_("Decision"), choices=[("", _("Choose one")), *Fate.choices])
    reason = LineField(label=_("Why"), max_length=2000, error_messages={"required": _("Say why.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, auto_id="many_%s", **kwargs
        )  # the filter on the same page has a decision, too


class PurposeForm(BaseForm):
    """What an item is for."""

    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[("", _("Not said")), *Initiative.Purpose.choices], required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BuildForm(WorkspaceForm):
    """Which learning outcomes an item builds."""

    outcomes = ChoicesByTitle(
        LearningOutcome.objects.current().filter(plan__archived_at=None).select_related("plan"),
        label=_("Learning outcomes"),
        error_messages={"required": _("Choose at least one.")},
    )
    reason = TextField(
        label=_("Why"), required=False, rows=2, help_text=_("How the item builds them, in a sentence.")
    )

    def __init__(self, *args: Any, offered: list[LearningOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.give_choices("outcomes", [(one.pk, f"{one.title} · {one.plan.title}") for one in offered])


class ClaimForm(WorkspaceForm):
    """Which goal an item is said to serve, and why."""

    goal = forms.ModelChoiceField(
        BusinessGoal.objects.current().filter(plan__archived_at=None).select_related("plan"),
        label=_("Business goal"),
        empty_label=_("Choose one"),
    )
    reason = TextField(
        label=_("Why it serves this goal"), error_messages={"required": _("Say why it serves this goal.")}
    )


class ApprovalForm(OnceForm):
    """What a supervisor says of an item that somebody wants for their development."""

    for_whom = LineField(
        label=_("For whom"),
        max_length=120,
        help_text=_("A person, a team or a role."),
        error_messages={"required": _("Say for whom.")},
    )
    supervisor = LineField(
        label=_("Supervisor"),
        max_length=120,
        help_text=_("Somebody new is added to the people."),
        error_messages={"required": _("Say who the supervisor is.")},
    )
    approved = forms.TypedChoiceField(
        label=_("What they say"),
        choices=[("yes", _("It matters to the business")), ("no", _("It does not"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    why = TextField(label=_("Why"), error_messages={"required": _("Say why.")})
    on = forms.DateField(label=_("On"), initial=timezone.localdate)

    people_list = "supervisors"

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = [one.name for one in people]
        self.fields["supervisor"].widget.attrs["list"] = self.people_list
