"""The form of one rung of the why-ladder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alignment.models import Why
from alignment.ui.forms import BaseForm, LineField


class WhyForm(BaseForm):
    """The answer to why the one before it is so."""

    text = LineField(
        label=_("Because"), max_length=500, error_messages={"required": _("Say why, in one line.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "why-new-%s")  # it stands beside other forms
        super().__init__(*args, **kwargs)


class EditWhyForm(WhyForm):
    """A rung as it is, to be said in other words."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def shown(why: Why) -> dict[str, Any]:
    """What the form shows of a rung."""
    return {"text": why.text}
