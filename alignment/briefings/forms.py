"""The form for what people write into a briefing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alignment.briefings.jargon import Jargon, jargon_of
from alignment.briefings.readers import ALL_WORDS, READERS
from alignment.briefings.shortening import (
    DECISION,
    HEADLINE,
    IF_NOBODY,
    LINE,
    MOST_LINES,
    MOST_OPTIONS,
    OPTION,
)
from alignment.models import Reader
from alignment.ui.forms import BaseForm, LineField, LinesField, OnceForm, TextField

UNNAMED = {"required": _("Give the layout a name.")}


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
    """Words that stand over what the data says; a blank field lets the data speak.

    Made for a reader it has that reader's fields alone.
    """

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
    still_right = forms.BooleanField(
        label=_("I have looked at all words: they still hold"),
        required=False,
        help_text=_("Takes away the mark that they were written over older data."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, reader: str = Reader.EXECUTIVE, stale: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = {*READERS[reader].words, "version"} | ({"still_right"} if stale or self.is_bound else set())
        for name in set(self.fields) - kept:
            del self.fields[name]
        if "options" not in kept:
            self.fields["decision"].label = _("Next step of the reader")
            self.fields["decision"].help_text = _("One thing to do. Blank: what the data shows.")
        elif reader != Reader.EXECUTIVE:
            self.fields["decision"].help_text = _(
                "Blank: what is written for the executive team, else the nearest that the data shows."
            )

    def values(self) -> dict[str, Any]:
        """What is kept: the words."""
        return {name: self.cleaned_data[name] for name in ALL_WORDS if name in self.fields}

    def jargon(self) -> dict[str, list[Jargon]]:
        """The words of the learning trade that stand in the fields, as they are shown."""
        shown = ((name, str(self[name].value() or "")) for name in ALL_WORDS if name in self.fields)
        return jargon_of(shown)


class LayoutForm(OnceForm):
    """A new layout: its reader follows from the address."""

    name = LineField(
        label=_("Name"), max_length=120, help_text=_("Such as “Board meeting”."), error_messages=UNNAMED
    )
    cover = forms.BooleanField(label=_("With a cover page"), required=False)


class EditLayoutForm(BaseForm):
    """The name of a layout and whether it has a cover."""

    name = LineField(label=_("Name"), max_length=120, error_messages=UNNAMED)
    cover = forms.BooleanField(label=_("With a cover page"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class KeepForm(OnceForm):
    """Keeping a copy of a briefing: nothing is typed."""
