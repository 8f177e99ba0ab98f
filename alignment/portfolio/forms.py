"""What the first run asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.ui.forms import BaseForm, LineField, LinesField


class WelcomeForm(BaseForm):
    """Asks for the organisation, unless there is a workspace for it already."""

    def __init__(self, *args: Any, asks_organisation: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_organisation:
            del self.fields["organisation"]


class StartForm(WelcomeForm):
    """A plan of one's own, from the goal."""

    organisation = LineField(label=_("Organisation"), max_length=120)
    plan = LineField(
        label=_("Plan"),
        max_length=120,
        help_text=_("What you would call it in a meeting, such as People plan 2027."),
    )
    goal = LineField(
        label=_("First business goal"),
        max_length=120,
        help_text=_(
            "What must the organisation achieve in the next 12–18 months? You can put it better later."
        ),
    )


class RunningForm(WelcomeForm):
    """A plan of one's own, from what is run already."""

    organisation = LineField(label=_("Organisation"), max_length=120)
    plan = LineField(label=_("Plan"), max_length=120, initial=_("What we run today"))
    initiatives = LinesField(
        label=_("Initiatives"),
        rows=10,
        line_length=500,
        help_text=_(
            "One on each line: programmes, courses, mentoring, job aids. Paste a list from anywhere."
        ),
        error_messages={"required": _("Paste or type at least one initiative.")},
    )

    def clean_initiatives(self) -> list[str]:
        lines: list[str] = self.cleaned_data["initiatives"]
        if not lines:
            raise forms.ValidationError(_("Paste or type at least one initiative."))
        return lines
