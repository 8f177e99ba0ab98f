"""Freezing a plan, and choosing the two states to compare."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alignment.models import Snapshot
from alignment.ui.forms import BaseForm, OnceForm, TextField

NOW = "now"


class FreezeForm(OnceForm):
    """Why the plan is frozen now; sent twice, it freezes once."""

    note = TextField(
        label=_("Note"),
        help_text=_("What this version is for, such as “Agreed with finance”."),
        required=False,
        rows=2,
        max_length=2000,
    )


class CompareForm(BaseForm):
    """Two versions, or a version and the plan as it is now; in the address, so that it can be sent on."""

    def __init__(self, *args: Any, versions: Iterable[Snapshot], **kwargs: Any) -> None:
        choices = [(str(one.number), gettext("Version %(n)s") % {"n": one.number}) for one in versions]
        choices.append((NOW, gettext("Now")))
        said = gettext("Choose a version that exists, or Now.")
        wrong = {"invalid_choice": said, "required": said}
        super().__init__(*args, **kwargs)
        for name, label in (("from", gettext("Before")), ("to", gettext("After"))):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, error_messages=wrong)

    def asked(self) -> tuple[int | None, int | None]:
        """The numbers of the two versions; None is now."""
        before, after = self.cleaned_data["from"], self.cleaned_data["to"]
        return (None if before == NOW else int(before)), (None if after == NOW else int(after))
