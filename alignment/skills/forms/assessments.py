"""What is asked to open an assessment, and what an assessment asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alignment.models import Assessment, BusinessGoal, HowKnown, LearningOutcome, Plan, TargetGroup
from alignment.skills.queries.assessments import asks_anything
from alignment.skills.words import level_choices
from alignment.ui.forms import BaseForm, LineField, OnceForm, WorkspaceForm

WHO = [
    (HowKnown.SELF_ASSESSMENT.value, _("The people of the group, about themselves")),
    (HowKnown.MANAGER.value, _("Managers, about the group as a whole")),
]
NAMES = [
    ("no", _("No: nobody can see who said what, or who answered")),
    ("yes", _("Yes: you see who answered, but never what anybody said")),
]


class UntilForm(BaseForm):
    """Until when people can answer."""

    title = LineField(label=_("Title"), max_length=120)
    closes_on = forms.DateField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("Nobody can answer afterwards. Results appear once you close it."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)

    def clean_closes_on(self) -> Any:
        found = self.cleaned_data["closes_on"]
        if found and found < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return found


class AssessmentForm(OnceForm, WorkspaceForm):
    """A new assessment."""

    goal = forms.ModelChoiceField(
        BusinessGoal.objects.current(), label=_("Business goal"), empty_label=_("Choose one")
    )
    group = forms.ModelChoiceField(
        TargetGroup.objects.current(), label=_("Target group"), empty_label=_("Choose one")
    )
    how = forms.ChoiceField(label=_("Who answers"), choices=WHO, widget=forms.RadioSelect)
    asks_names = forms.ChoiceField(
        label=_("Do people give their names?"),
        choices=NAMES,
        widget=forms.RadioSelect,
        help_text=_("Managers always give theirs."),
    )
    title = LineField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("What people read at the top. Left blank, it says which group is asked."),
    )
    closes_on = UntilForm.base_fields["closes_on"]

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, workspace=plan.workspace, **kwargs)
        self.plan = plan
        goals: Any = self.fields["goal"]
        goals.queryset = goals.queryset.filter(plan=plan)

    clean_closes_on = UntilForm.clean_closes_on

    def clean(self) -> dict[str, Any]:
        """Something must be asked: a learning outcome below the goal that names the group."""
        said = super().clean() or {}
        goal, group = said.get("goal"), said.get("group")
        if goal and group and not asks_anything(self.plan, goal.pk, group.pk):
            self.add_error("group", _now("No learning outcome below this goal names this group."))
        return said

    def asked(self) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        title = said["title"] or _now("How far are we? %(group)s") % {"group": said["group"]}
        return {
            **{name: said[name] for name in ("goal", "group", "how", "closes_on", "request_key")},
            "asks_names": said["asks_names"] == "yes",
            "title": title[:120],
        }


class AnswerForm(BaseForm):
    """The form on the phone: one question for each learning outcome, and the name where it is asked."""

    def __init__(
        self, *args: Any, assessment: Assessment, learning: Iterable[LearningOutcome], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.learning = list(learning)
        for item in self.learning:
            self.fields[f"level_{item.pk}"] = forms.ChoiceField(
                label=item.title, choices=level_choices(), widget=forms.RadioSelect, required=False
            )
        if assessment.asks_names:
            self.fields["name"] = LineField(label=_("Your name"), max_length=120)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.get(f"level_{item.pk}") for item in self.learning):
            raise forms.ValidationError(_now("Say how far you are with at least one of these."))
        return said

    def levels(self) -> dict[int, int]:
        """What was said, by learning outcome; what was left out is not in it."""
        given = ((item.pk, self.cleaned_data.get(f"level_{item.pk}")) for item in self.learning)
        return {pk: int(level) for pk, level in given if level}
