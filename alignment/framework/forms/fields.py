"""Fields of the items' forms that know how people type."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Person
from alignment.ui.forms import ChoicesByTitle, LineField, as_id

BLANK = ("", _("Not said"))


class PersonField(LineField):
    """A person by name: one who is known (offered while typing), or a new one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", Person._meta.get_field("name").max_length)
        super().__init__(**kwargs)


class MaybeField(forms.TypedChoiceField):
    """One choice, or none said."""

    def __init__(self, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(choices=[BLANK, *choices], **kwargs)


class AmountField(forms.DecimalField):
    """A number as the database keeps it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_digits=21, decimal_places=6, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The number; a zero is a plain one, whatever exponent stands behind it."""
        found = super().to_python(value)
        return found or (None if found is None else Decimal(0))


class DayField(forms.DateField):
    """A day, optional."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)


class UppersField(ChoicesByTitle):
    """Items of the layer above. Any of the workspace may be sent; those offered are set by the form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(queryset=None, **kwargs)


def as_ids(texts: Iterable[str]) -> list[int]:
    """Those of the texts that can be ids."""
    return [found for found in map(as_id, texts) if found is not None]
