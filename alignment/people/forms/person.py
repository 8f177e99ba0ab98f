"""What is asked about a person, on a form of their own or in the rows of a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import METRIC_FIELD, FrameworkRole, Membership, Metric, Person, Weight
from alignment.ui.forms import ChoicesByTitle, LineField, OnceForm, WorkspaceForm, as_id

NOT_SAID = [("", _("Not said"))]
#: The fields of a person that are typed, in a form as in a file.
TYPED = ("name", "role", "team", "email", "interest", "influence", "next_contact")


class PersonFields(WorkspaceForm):
    """What a stakeholder is asked for, whoever types it."""

    name = LineField(
        label=_("Name"), max_length=120, error_messages={"required": _("Say what the person is called.")}
    )
    role = forms.ChoiceField(
        label=_("Role in the framework"), choices=[*NOT_SAID, *FrameworkRole.choices], required=False
    )
    team = LineField(label=_("Team or department"), max_length=120, required=False)
    next_contact = forms.DateField(
        label=_("Next contact"),
        required=False,
        help_text=_("When to talk to them again. Whoever is overdue stands at the top of the people."),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    interest = forms.ChoiceField(
        label=_("Interest"),
        choices=[*NOT_SAID, *Weight.choices],
        required=False,
        help_text=_("How much this plan matters to them. Never shown on shared pages or in a PDF."),
    )
    influence = forms.ChoiceField(
        label=_("Influence"),
        choices=[*NOT_SAID, *Weight.choices],
        required=False,
        help_text=_("How much they can decide. Never shown on shared pages or in a PDF."),
    )

    def fields_of_row(self) -> dict[str, Any]:
        """The cleaned values under the names of the model."""
        return {field: self.cleaned_data[field] for field in TYPED}


class PersonForm(OnceForm, PersonFields):
    """A stakeholder."""

    account = forms.ModelChoiceField(
        label=_("Account"),
        queryset=Membership.objects.select_related("user"),
        required=False,
        empty_label=_("No account"),
        help_text=_("The member of this workspace who is this person."),
    )
    metrics = ChoicesByTitle(Metric.objects.current(), label=_("Metrics that matter to them"), required=False)
    # Which metrics were ticked when the form was opened: only what was changed here is written.
    had = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    class Meta:
        more = ("email", "interest", "influence", "account", "metrics")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].label_from_instance = lambda one: str(one.user)  # type: ignore[attr-defined]
        metrics: Any = self.fields["metrics"]
        metrics.queryset = metrics.queryset.select_related(*METRIC_FIELD.values())
        metrics.label_from_instance = lambda one: f"{one.title} ({one.item.title})"

    @staticmethod
    def initial_of(person: Person, memberships: dict[int, int]) -> dict[str, Any]:
        """What the form shows of a person; `memberships` gives the membership of each user."""
        account = memberships.get(person.user_id) if person.user_id else None
        ticked = person.metrics.filter(metric__archived_at=None).values_list("metric_id", flat=True)
        metrics = sorted(set(ticked))
        return {
            **{field: getattr(person, field) for field in (*TYPED, "version")},
            "account": account,
            "metrics": metrics,
            "had": ",".join(map(str, metrics)),
        }

    def fields_of_row(self) -> dict[str, Any]:
        """The cleaned values under the names of the model, and which metrics came and went."""
        account = self.cleaned_data["account"]
        chosen = {one.pk for one in self.cleaned_data["metrics"]}
        had = {found for found in map(as_id, self.cleaned_data["had"].split(",")) if found is not None}
        return {
            **super().fields_of_row(),
            "user": account.user if account else None,
            "metrics_added": sorted(chosen - had),
            "metrics_removed": sorted(had - chosen),
        }
