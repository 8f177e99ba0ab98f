"""What is asked before data goes in or out."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alignment.models import Plan, Workspace
from alignment.ui.forms import BaseForm, WorkspaceForm
from alignment.ui.uploads import UploadField

MOST_UPLOAD = 10 * 2**20


class PlanFileForm(BaseForm):
    """The plan file to import."""

    file = UploadField(
        label=_("Plan file"),
        most=MOST_UPLOAD,
        endings=(".json",),
        too_large=_("This file is larger than 10 MB. Import it with the command import_plan."),
        wrong_ending=_("Choose a file that ends in .json."),
        help_text=_("A JSON file of up to 10 MB. Nothing is written before you have seen what would change."),
    )


class DownloadForm(WorkspaceForm):
    """What to download, and as what."""

    plan = forms.ModelChoiceField(
        Plan.objects.all(), required=False, label=_("What"), empty_label=_("Everything in this workspace")
    )
    format = forms.ChoiceField(
        choices=[("json", "JSON"), ("xlsx", "XLSX"), ("csv", "CSV")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, workspace=workspace, **kwargs)
        plans: QuerySet[Plan] = Plan.objects.filter(workspace=workspace).order_by("position", "key")
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
