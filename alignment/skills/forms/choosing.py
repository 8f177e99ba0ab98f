"""Choosing a skill of a framework."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Skill
from alignment.ui.forms import BaseForm, LineField, WorkspaceForm


class LookForm(BaseForm):
    """What is looked for."""

    q = LineField(label=_("Search the skills"), max_length=200, required=False, widget=forms.SearchInput)


class ChoiceForm(WorkspaceForm):
    """The skill whose button was pressed; none takes it away."""

    skill = forms.ModelChoiceField(
        Skill.objects.filter(archived_at=None, framework__archived_at=None),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("This skill is not there any more. Choose another.")},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
