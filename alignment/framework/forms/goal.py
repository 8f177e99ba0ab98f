"""The form of a business goal."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.fields import AmountField, DayField, MaybeField, PersonField
from alignment.framework.forms.numbers import QUICK_ROW, SHOWN, NumbersForm
from alignment.models import BusinessGoal, Layer
from alignment.ui.forms import LinesField, TextField

MONTHS = 18  # the usual horizon


class GoalForm(NumbersForm):
    """What the organisation wants to achieve, and how."""

    layer = Layer.GOAL
    ROWS = (("title",), ("why", "wording_only"), QUICK_ROW, ("owner",), ("strategy",))
    MORE = (
        ("why_it_matters",),
        ("industry_context", "external_factors"),
        ("problem",),
        ("level", "parent"),
        ("category", "priority"),
        ("horizon_start", "horizon_end"),
        ("certainty", "how_set", "ld_joined"),
        ("sponsor", "contributors"),
        ("unit_value", "cost_of_nothing"),
        ("status", "agreed_by", "agreed_on"),
        ("description",),
    )
    SHOWN_BY = SHOWN

    owner = PersonField(label=_("Who answers for it"))
    strategy = TextField(
        label=_("How we want to get there"),
        required=False,
        help_text=_(
            "What has been decided, and what will not be done. Write “not known” and who can be asked."
        ),
    )
    why_it_matters = TextField(label=_("Why it matters"), required=False)
    industry_context = TextField(label=_("What happens in our industry"), required=False)
    external_factors = TextField(label=_("What happens around us"), required=False)
    problem = TextField(label=_("The problem behind it"), required=False)
    level = MaybeField(BusinessGoal.Level.choices, label=_("Level"))
    parent = forms.ModelChoiceField(
        BusinessGoal.objects.current(), label=_("Part of a bigger goal"), required=False, empty_label=_("No")
    )
    category = MaybeField(BusinessGoal.Category.choices, label=_("Kind of goal"))
    priority = forms.IntegerField(
        label=_("Rank"), required=False, min_value=1, max_value=99, help_text=_("1 comes first.")
    )
    horizon_start = DayField(label=_("From"))
    horizon_end = DayField(label=_("Until"), help_text=_("12 to 18 months is usual."))
    certainty = MaybeField(BusinessGoal.Certainty.choices, label=_("How sure is the source"))
    how_set = MaybeField(BusinessGoal.HowSet.choices, label=_("How the goal was set"))
    ld_joined = MaybeField(BusinessGoal.Joined.choices, label=_("L&D joined the talk"))
    sponsor = PersonField(label=_("Sponsor"))
    contributors = LinesField(
        label=_("Who else works towards it"),
        required=False,
        rows=2,
        line_length=300,
        help_text=_("One a line."),
    )
    unit_value = AmountField(label=_("Value of one unit"))
    cost_of_nothing = AmountField(label=_("Cost of doing nothing"))
    status = forms.ChoiceField(label=_("Status"), choices=BusinessGoal.Status.choices, required=False)
    agreed_by = PersonField(label=_("Agreed by"))
    agreed_on = DayField(label=_("Agreed on"))

    def __init__(self, *args: Any, several: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not several:
            self.leave_out("priority")
        if isinstance(self.item, BusinessGoal):
            parent: Any = self.fields["parent"]
            there = Q(archived_at=None) | Q(pk=self.item.parent_id)
            goals = BusinessGoal.objects.filter(there, workspace=self.workspace)
            parent.queryset = goals.exclude(pk=self.item.pk)

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or BusinessGoal.Status.PROPOSED

    def clean(self) -> dict[str, Any]:
        """A new goal gets the usual horizon; agreed says by whom and when."""
        said = super().clean() or self.cleaned_data
        if self.item is None:
            start = said.get("horizon_start") or timezone.localdate()
            said["horizon_start"] = start
            due = said.get("by_when")
            if due and due < start and not said.get("horizon_end"):
                self.add_error("by_when", _("Enter a day to come; this one is past."))
                due = None
            said["horizon_end"] = said.get("horizon_end") or due or months_after(start, MONTHS)
        start, end = said.get("horizon_start"), said.get("horizon_end")
        if start and end and end < start:
            self.add_error("horizon_end", _("Enter an end after the start of the horizon."))
        if said.get("status") == BusinessGoal.Status.AGREED and not self._was_agreed():
            for name in ("agreed_by", "agreed_on"):
                if not said.get(name):
                    self.add_error(name, _("Say who agreed, and when."))
        return said

    def _was_agreed(self) -> bool:
        return isinstance(self.item, BusinessGoal) and self.item.status == BusinessGoal.Status.AGREED


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The day before the same day so many months later: 1 January and 18 months give 30 June."""
    if day.year > datetime.MAXYEAR - 1 - months // 12:
        return datetime.date.max
    years, month = divmod(day.month - 1 + months, 12)
    last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
    year = day.year + years
    if month == 1 and (year % 4 or (year % 100 == 0 and year % 400)):
        last = 28
    return datetime.date(year, month + 1, min(day.day, last)) - datetime.timedelta(days=1)


def is_usual(start: datetime.date | None, end: datetime.date | None) -> bool:
    """Whether a horizon is 12 to 18 months long; unknown is not unusual."""
    if start is None or end is None:
        return True
    early, late = months_after(start, 12) - end, end - months_after(start, MONTHS)
    return max(early, late) <= datetime.timedelta(days=3)
