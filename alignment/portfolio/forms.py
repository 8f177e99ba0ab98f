"""What the first run asks, and what the portfolio can be narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.portfolio.queries.standing import Portfolio
from alignment.rules.verdicts import Verdict
from alignment.tracing.report import WORST_FIRST
from alignment.ui.forms import BaseForm, LineField, LinesField
from alignment.ui.statuses import status


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


class PortfolioFilter(BaseForm):
    """What to show, a verdict, a goal: all in the address, so that a view can be sent to somebody."""

    show = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("Everything")), ("gaps", _("Gaps only")), ("to_decide", _("To decide"))],
        required=False,
    )
    verdict = forms.ChoiceField(label=_("Verdict"), required=False)
    goal = forms.ChoiceField(label=_("Business goal"), required=False)

    def __init__(self, *args: Any, book: Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdicts = [(str(verdict), status(verdict).label) for verdict in WORST_FIRST]
        goals = [(line.node.key, line.title) for line in book.goals()]
        self.give_choices("verdict", [("", _("Any verdict")), *verdicts])
        self.give_choices("goal", [("", _("Any goal")), *goals])

    def chosen(self) -> dict[str, Any]:
        """The filter as keywords of Portfolio.lines; what is not a choice is as if not given."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {
            "verdict": Verdict(cleaned["verdict"]) if cleaned.get("verdict") else "",
            "goal": cleaned.get("goal", ""),
            "gaps": cleaned.get("show") == "gaps",
            "to_decide": cleaned.get("show") == "to_decide",
        }

    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(self.chosen().values())
