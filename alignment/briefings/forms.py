"""The form for what people write into a briefing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alignment.briefings.shortening import (
    DECISION,
    HEADLINE,
    IF_NOBODY,
    LINE,
    MOST_LINES,
    MOST_OPTIONS,
    OPTION,
)
from alignment.ui.forms import BaseForm, LineField, LinesField, TextField


class FewLinesField(LinesField):
    """A few lines, kept as text: more of them would not fit on page 1."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, rows=4, **kwargs)

    def clean(self, value: Any) -> str:
        """The lines as one text; an error names how many are too many, or the line that is too long."""
        lines = super().clean(value)
        over = len(lines) - self.most
        if over > 0:
            raise forms.ValidationError(
                ngettext(
                    "Page 1 has room for %(most)s lines: take out %(over)s line.",
                    "Page 1 has room for %(most)s lines: take out %(over)s lines.",
                    over,
                )
                % {"most": self.most, "over": over},
                code="too_many_lines",
            )
        return "\n".join(lines)


class WordingForm(BaseForm):
    """Words that stand over what the data says; a blank field lets the data speak."""

    headline = LineField(
        label=_("Headline"),
        max_length=HEADLINE,
        required=False,
        help_text=_("The conclusion in one sentence. Blank: it is written from the data."),
    )
    decision = TextField(
        label=_("Decision wanted"),
        max_length=DECISION,
        required=False,
        help_text=_("What you ask for, with the amount. Blank: the nearest decision that the data shows."),
    )
    decision_date = forms.DateField(label=_("Decide by"), required=False)
    options = FewLinesField(
        label=_("Options, one on each line"),
        most=MOST_OPTIONS,
        line_length=OPTION,
        help_text=_("They are lettered A, B, C on the page."),
    )
    if_nobody_decides = TextField(
        label=_("What happens if nobody decides"), max_length=IF_NOBODY, required=False, rows=2
    )
    risks = FewLinesField(
        label=_("Limits, one on each line"),
        most=MOST_LINES,
        line_length=LINE,
        help_text=_("Blank: the gaps an executive must know of, from the data."),
    )
    next_90_days = FewLinesField(
        label=_("Next 90 days, one on each line"),
        most=MOST_LINES,
        line_length=LINE,
        help_text=_("Stands above the dates that come from the plan."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What is kept: every field but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
