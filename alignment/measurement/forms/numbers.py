"""The fields of readings: the value of a metric, and the day on which it was seen."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alignment.measurement.numbers import check_value


def check_seen(day: datetime.date) -> None:
    """ValidationError for a day that has not come yet."""
    if day > timezone.localdate():
        raise ValidationError(_("Enter a date that is not in the future: a reading is something seen."))


class NumberField(forms.DecimalField):
    """A number of at most 15 digits, without float in between."""

    default_validators = [check_value]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


class DayField(forms.DateField):
    """The day of a reading: today or earlier."""

    default_validators = [check_seen]
