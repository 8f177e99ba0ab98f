"""A field for the tags of a metric that are one of two things, or not said."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class EitherField(forms.NullBooleanField):
    """Hard or soft, leading or lagging: each of the two by its own words, or nobody said."""

    def __init__(self, either: Iterable[tuple[bool, str | Promise]], **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.choices = tuple(either)  # ui.conflicts reads a value by its choice
        codes = {True: "true", False: "false"}
        self.widget.choices = [
            ("unknown", _("Not said")),
            *((codes[one], words) for one, words in self.choices),
        ]
