"""Forms for metrics: they check what is entered and stop there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.measurement.forms.numbers import NumberField
from alignment.measurement.forms.tags import EitherField
from alignment.measurement.forms.told import ToldRows
from alignment.measurement.tag_words import COLLECTED, HARD, LEADING, REASONS, TYPES
from alignment.models import Layer, Metric, Person
from alignment.ui.forms import BaseForm, ChoicesByTitle, LineField, OnceForm
from alignment.ui.statuses import LAYERS

MOVING = {"increase", "decrease"}
HOLDING = {"at_least", "at_most"}
NOT_OF_THE_ROW = {"matters_to", "version", "request_key", "item", "why", "wording_only"}


class MetricForm(OnceForm, ToldRows):
    """One metric of an item."""

    title = LineField(
        label=_("What is measured"),
        max_length=200,
        help_text=_("For example: voluntary turnover, last 12 months."),
    )
    kind = forms.ChoiceField(
        label=_("Which way is good"),
        choices=Metric.Kind.choices,
        initial="increase",
        help_text=_(
            "Up or down counts the way from a start value. At least, at most and a range are levels to hold."
        ),
    )
    unit = LineField(
        label=_("Unit"), max_length=40, required=False, help_text=_("For example: %, minutes, points.")
    )
    baseline = NumberField(
        label=_("Start value"), help_text=_("Where the number stood before the work began.")
    )
    baseline_date = forms.DateField(
        label=_("Start value from"), required=False, help_text=_("The day the start value was true for.")
    )
    target = NumberField(
        label=_("Wanted"),
        help_text=_("Leave blank for a milestone or words only. Both ends of a range stand under More."),
    )
    target_date = forms.DateField(
        label=_("By when"), required=False, help_text=_("The day on which it is to be reached.")
    )
    target_low = NumberField(label=_("Range from"), help_text=_("For a range: the least that is good."))
    target_high = NumberField(label=_("Range to"), help_text=_("For a range: the most that is good."))
    cadence = forms.ChoiceField(
        label=_("How often"),
        choices=[("", _("Not set")), *Metric.Cadence.choices],
        initial="quarterly",
        required=False,
        help_text=_("When the next reading is due follows from this. Half as long again, and it is stale."),
    )
    source = LineField(
        label=_("Where the number comes from"),
        max_length=300,
        required=False,
        help_text=_("The report or system, so that anybody can check it."),
    )
    owner = forms.ModelChoiceField(
        Person.objects.current(),
        label=_("Who answers for it"),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Who would explain the number to a business leader. Else it is the owner of the item."),
    )
    effect_from = forms.DateField(
        label=_("First effect expected from"),
        required=False,
        help_text=_("Progress is expected only from this date."),
    )
    period = forms.ChoiceField(
        label=_("The target is for"),
        choices=[("", _("Not set")), *Metric.Period.choices],
        required=False,
        help_text=_("For targets such as “at most 30 a year”."),
    )
    hard = EitherField(
        HARD, label=_("Hard or soft"), help_text=_("Both count. Say which it is before somebody else does.")
    )
    leading = EitherField(
        LEADING,
        label=_("Leading or lagging"),
        help_text=_("A leading number tells early whether the lagging one will follow."),
    )
    type = forms.ChoiceField(
        label=_("Type"),
        choices=[("", _("Not set")), *TYPES],
        required=False,
        help_text=_("What the number is about."),
    )
    reason = forms.ChoiceField(
        label=_("Reason to measure"),
        choices=[("", _("Not set")), *REASONS],
        required=False,
        help_text=_("What somebody will do with it. A number without a reason can go."),
    )
    collected = EitherField(
        COLLECTED,
        label=_("Collected already"),
        help_text=_("A number that somebody reports anyway is the cheapest and the most believed."),
    )
    volume_only = forms.BooleanField(
        label=_("Volume only"),
        required=False,
        help_text=_("Hours, seats and completions count our work. They are never shown as impact."),
    )
    matters_to = ChoicesByTitle(
        Person.objects.current(),
        label=_("Matters to"),
        required=False,
        help_text=_("Their briefings show this number first."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        more = (
            *("target_low", "target_high", "source", "owner", "effect_from", "period", "hard", "leading"),
            *("type", "reason", "collected", "volume_only", "matters_to"),
        )

    def more_is_open(self) -> bool:
        return super().more_is_open() or self["kind"].value() == "range"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        start, end = cleaned.get("baseline_date"), cleaned.get("target_date")
        if start and end and end <= start:
            self.add_error("target_date", _("Enter a target date after the start value's date."))
        if kind in MOVING:
            self._check_direction(kind, cleaned.get("baseline"), cleaned.get("target"))
        if kind == "range":
            self._check_range(cleaned.get("target_low"), cleaned.get("target_high"))
            cleaned["target"] = None
        elif kind in {*MOVING, *HOLDING}:
            cleaned["target_low"] = cleaned["target_high"] = None
        else:
            cleaned["target"] = cleaned["target_low"] = cleaned["target_high"] = None
        return cleaned

    def _check_direction(self, kind: str, baseline: Any, target: Any) -> None:
        if baseline is None or target is None:
            return
        if kind == "increase" and target <= baseline:
            self.add_error("target", _("Enter a target above the start value, or choose “Goes down”."))
        if kind == "decrease" and target >= baseline:
            self.add_error("target", _("Enter a target below the start value, or choose “Goes up”."))

    def _check_range(self, low: Any, high: Any) -> None:
        if low is None or high is None:
            self.add_error("target_low", _("Enter both ends of the range."))
        elif high <= low:
            self.add_error("target_high", _("Enter an upper end above the lower one."))

    def values(self) -> dict[str, Any]:
        """The metric's own fields."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in NOT_OF_THE_ROW and not name.startswith("told_")
        }

    def readers(self) -> list[Person]:
        return list(self.cleaned_data["matters_to"])


class MeaningForm(BaseForm):
    """Asks why, where a target gives its goal or outcome its sense and links rest on that (`asks`)."""

    why = LineField(label=_("Why does it change?"), max_length=300, required=False)
    wording_only = forms.BooleanField(
        label=_("A correction only: the links hold as they are"), required=False
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["why"], self.fields["wording_only"]

    def about_meaning(self) -> dict[str, Any]:
        """What is said of a change of meaning, for the services."""
        return {name: self.cleaned_data[name] for name in ("why", "wording_only") if name in self.fields}


class EditMetricForm(MeaningForm, MetricForm):
    """An existing metric; a new target or date changes what its goal or outcome means."""


class NewMetricForm(MeaningForm, MetricForm):
    """A new metric, with the item it is measured on; its target changes what a goal or an outcome means."""

    item = forms.ChoiceField(label=_("Measured on"))
    field_order = ("item",)

    def __init__(self, *args: Any, items: list[tuple[Layer, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.give_choices(
            "item",
            (
                (
                    LAYERS[layer.word].plural,
                    [(f"{one.word}-{item.id}", item.title) for one, item in items if one is layer],
                )
                for layer in Layer
                if any(one is layer for one, _item in items)
            ),
        )

    def aims(self) -> bool:
        """Whether it says where to go, which is part of what its item means."""
        names = ("target", "target_low", "target_high", "target_date")
        return any(self.cleaned_data[name] is not None for name in names)

    def place(self) -> tuple[str, int]:
        """The layer and id of the chosen item."""
        layer, _dash, pk = self.cleaned_data["item"].partition("-")
        return layer, int(pk)
