"""What the trace report can be narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.rules.verdicts import Verdict
from alignment.tracing.report import WORST_FIRST, Report
from alignment.ui.forms import BaseForm
from alignment.ui.statuses import status


class TraceFilter(BaseForm):
    """Verdict, goal, gaps only: all in the address, so that a view can be sent to somebody."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[("", _("Everything")), ("gaps", _("Gaps only"))], required=False
    )
    verdict = forms.ChoiceField(label=_("Verdict"), required=False)
    goal = forms.ChoiceField(label=_("Business goal"), required=False)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(str(verdict), status(verdict).label) for verdict in WORST_FIRST]
        self.give_choices("verdict", [("", _("Any verdict")), *words])
        self.give_choices("goal", [("", _("Any goal")), *((row.node.key, row.title) for row in report.goals)])

    def chosen(self) -> dict[str, Any]:
        """The filter as keywords of Report.only; what is not a choice is as if not given."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {
            "verdict": Verdict(cleaned["verdict"]) if cleaned.get("verdict") else "",
            "goal": cleaned.get("goal", ""),
            "gaps": cleaned.get("show") == "gaps",
        }

    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(self.chosen().values())
