"""A field for the values of metrics."""

from typing import Any

from django import forms

from alignment.measurement.numbers import check_value


class NumberField(forms.DecimalField):
    """A number of at most 15 digits, without float in between."""

    default_validators = [check_value]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
