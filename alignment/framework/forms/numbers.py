"""Number now, number wanted, by when: the quick fields of a goal's and an outcome's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.framework.forms.base import ItemForm, Names
from alignment.framework.forms.fields import AmountField, DayField
from alignment.framework.queries.values import METRIC, Values
from alignment.framework.services.quick_metric import BY_NUMBERS, QuickMetric
from alignment.models import Metric
from alignment.ui.formats import plain
from alignment.ui.forms import LineField

SHOWN: dict[str, tuple[str, ...]] = {
    f"{METRIC}baseline": ("now",),
    f"{METRIC}target": ("wanted",),
    f"{METRIC}unit": ("unit",),
    f"{METRIC}target_date": ("by_when",),
    f"{METRIC}source": ("source",),
}
QUICK_ROW = ("now", "wanted", "unit", "by_when")


class NumbersForm(ItemForm):
    """An item whose first metric can be told in four fields."""

    now = AmountField(label=_("Number now"))
    wanted = AmountField(label=_("Number wanted"))
    unit = LineField(label=_("Unit"), required=False, max_length=40, help_text=_("%, days, points …"))
    by_when = DayField(label=_("By when"))
    metric_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, metric: Metric | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.metric = metric
        if metric is not None and metric.kind not in BY_NUMBERS:
            self.leave_out(*QUICK_ROW, "metric_version", "source")

    @classmethod
    def initial_of(cls, values: Values, names: Names) -> dict[str, Any]:
        initial = super().initial_of(values, names)
        for value, shown in SHOWN.items():
            name, found = shown[0], values.get(value)
            initial[name] = plain(found) if name in ("now", "wanted") and found is not None else found
        return initial

    def clean(self) -> dict[str, Any]:
        """What is wanted differs from what is; an older metric may say otherwise until it is touched."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        now, wanted = said.get("now"), said.get("wanted")
        if now is not None and now == wanted and {"now", "wanted"} & set(self.changed_data):
            self.add_error("wanted", _("Enter a number that differs from the number now."))
        return said

    def metric_of_item(self) -> QuickMetric | None:
        if "now" not in self.fields:
            return None
        said = self.cleaned_data
        return QuickMetric(
            baseline=said["now"],
            target=said["wanted"],
            unit=said["unit"],
            target_date=said["by_when"],
            source=said.get("source"),
            version=said["metric_version"] or 0,
        )
