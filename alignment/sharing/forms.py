"""Making a share link: what it lets its holder do, for whom, what it shows, and for how long."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alignment.guests.services import DAYS, MOST_DAYS, REVIEW_DAYS, usual_days
from alignment.models import OF_A_PLAN, Person, Plan, Rights, Snapshot
from alignment.ui.forms import LineField, OnceForm, WorkspaceForm

NOW = "now"


class DaysField(forms.IntegerField):
    """For how long; empty means the usual term."""

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "label": _("For how many days"),
            "required": False,
            "min_value": 1,
            "max_value": MOST_DAYS,
            "help_text": format_lazy(
                _("At most {most}. Left empty: {usual}, and {review} for a review."),
                most=MOST_DAYS,
                usual=DAYS,
                review=REVIEW_DAYS,
            ),
            "widget": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }
        super().__init__(**{**said, **kwargs})
        wrong = format_lazy(_("Enter a whole number from 1 to {most}."), most=MOST_DAYS)
        self.error_messages["invalid"] = wrong
        self.validators = [MinValueValidator(1, wrong), MaxValueValidator(MOST_DAYS, wrong)]


class LinkForm(OnceForm, WorkspaceForm):
    """A new link of a plan."""

    rights = forms.ChoiceField(
        label=_("What it lets its holder do"), choices=[(one.value, one.label) for one in OF_A_PLAN]
    )
    person = forms.ModelChoiceField(
        label=_("For one person"),
        queryset=Person.objects.filter(archived_at=None, erased_at=None).order_by("name", "pk"),
        required=False,
        empty_label=_("No one person"),
        help_text=_(
            "What is done by the link then stands in the history under this name. "
            "With the right to answer it opens only sessions in which people give their names."
        ),
    )
    group_name = LineField(
        label=_("Or for a group"),
        max_length=120,
        required=False,
        help_text=_("For example “Shift managers, north”. Everybody in it gets the same link."),
    )
    shows = forms.ChoiceField(label=_("What it shows"), choices=[])
    days = DaysField()

    def __init__(self, *args: Any, plan: Plan, versions: Iterable[Snapshot], **kwargs: Any) -> None:
        self.versions = {str(one.number): one for one in versions}
        kwargs["initial"] = {"shows": NOW} | (kwargs.get("initial") or {})
        super().__init__(*args, workspace=plan.workspace, **kwargs)
        kept = [(number, gettext("Version %(n)s") % {"n": number}) for number in self.versions]
        self.give_choices("shows", [(NOW, gettext("The plan as it is")), *kept])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        rights, person, group = found.get("rights"), found.get("person"), found.get("group_name")
        if "person" in found and "group_name" in found:
            if person and group:
                self.add_error("group_name", gettext("Choose a person or name a group, not both."))
            elif rights == Rights.REVIEW and not person:
                self.add_error("person", gettext("A review is for one named person. Choose who."))
            elif not person and not group:
                self.add_error("group_name", gettext("Choose a person or name a group."))
        if rights == Rights.REVIEW and found.get("shows") == NOW:
            said = gettext("A review is about one version. Choose which.")
            none = gettext("A review is about one version. Freeze one under Versions first.")
            self.add_error("shows", said if self.versions else none)
        return found

    def asked(self) -> dict[str, Any]:
        """What the service takes."""
        found = self.cleaned_data
        return {
            "rights": found["rights"],
            "person": found["person"],
            "group_name": found["group_name"],
            # Who answers questions is shown no page of the plan.
            "snapshot": None if found["rights"] == Rights.ANSWER else self.versions.get(found["shows"]),
            "days": found["days"] or usual_days(found["rights"]),
            "request_key": found["request_key"],
        }


class RenewForm(OnceForm):
    """A new secret for a link, and a new term."""

    days = DaysField()
