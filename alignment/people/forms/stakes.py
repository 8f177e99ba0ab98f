"""What the picture of interest and influence can be narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import FrameworkRole, Plan
from alignment.ui.forms import WorkspaceForm


class StakesFilter(WorkspaceForm):
    """Plan and role: both in the address."""

    plan = forms.ModelChoiceField(
        Plan.objects.current(), required=False, label=_("People who matter in"), empty_label=_("Any plan")
    )
    role = forms.ChoiceField(
        choices=[("", _("Any role")), *FrameworkRole.choices], required=False, label=_("Role")
    )

    def chosen(self) -> dict[str, Any]:
        """The filter as keywords of stakes_of; what is not a choice is as if not given."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {"plan": cleaned.get("plan"), "role": cleaned.get("role", "")}

    def narrows(self) -> bool:
        """Whether anybody is left out."""
        return any(self.chosen().values())
