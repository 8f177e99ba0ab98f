"""What skills are narrowed to, and what is said about one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Skill, SkillFramework, Weight
from alignment.ui.forms import BaseForm, LineField, OnceForm, WorkspaceForm

NOT_SAID = [("", _("Not said"))]


class SkillFilter(WorkspaceForm):
    """What the list of skills is narrowed to."""

    q = LineField(label=_("Search"), max_length=200, required=False, widget=forms.SearchInput)
    framework = forms.ModelChoiceField(
        SkillFramework.objects.current(), label=_("Framework"), required=False, empty_label=_("All")
    )
    priority = forms.ChoiceField(
        label=_("Priority"), choices=[("", _("All")), *Weight.choices], required=False
    )

    def chosen(self) -> dict[str, Any]:
        """What is asked for; what cannot be read is not."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    @property
    def narrows(self) -> bool:
        return any(self.chosen().values())


class PlaceForm(WorkspaceForm):
    """Where in the tree somebody looks: whose parts are listed."""

    parent = forms.ModelChoiceField(
        Skill.objects.filter(archived_at=None, framework__archived_at=None).select_related("framework"),
        required=False,
    )


class SkillForm(BaseForm):
    """What is said about a skill of a framework; the rest is the framework's."""

    priority = forms.ChoiceField(label=_("Priority"), choices=[*NOT_SAID, *Weight.choices], required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)


class OnceOnlyForm(OnceForm):
    """A button that makes something once."""


class VersionForm(BaseForm):
    """A row as it was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
