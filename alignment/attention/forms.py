"""What the list can be narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Plan
from alignment.rules.attention import Kind
from alignment.ui.forms import BaseForm
from alignment.ui.statuses import status


class AttentionFilter(BaseForm):
    """A kind and a plan, both in the address; what is no choice is as if not given."""

    kind = forms.ChoiceField(label=_("Show"), required=False)
    plan = forms.ChoiceField(label=_("Plan"), required=False)

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(str(kind), status(kind).label) for kind in Kind]
        self.give_choices("kind", [("", _("Everything")), *kinds])
        self.give_choices("plan", [("", _("Every plan")), *((str(plan.pk), plan.title) for plan in plans)])

    def chosen(self) -> dict[str, str]:
        """The kind and the id of the plan; empty for any."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {name: cleaned.get(name, "") for name in ("kind", "plan")}

    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(self.chosen().values())
